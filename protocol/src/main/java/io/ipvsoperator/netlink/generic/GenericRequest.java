package io.ipvsoperator.netlink.generic;

import io.ipvsoperator.netlink.Request;

/**
 * What is asked of a generic netlink family, before its number is known.
 *
 * @param operation what it is for, with the object: the words of every error about it
 * @param flags {@code NLM_F_*} beside {@code NLM_F_REQUEST} and {@code NLM_F_ACK}
 */
public record GenericRequest(String operation, int flags, GenericMessage message) {

    /** The request to the family that has this number in the running kernel. */
    public Request to(int familyId) {
        return new Request(operation, familyId, flags, message.encode());
    }
}
