package io.ipvsoperator.netlink;

/**
 * What is asked of the kernel, before a conversation gives it a sequence number.
 *
 * @param operation what it is for, with the object: the words of every error about it
 * @param type the message type
 * @param flags {@code NLM_F_*} beside {@code NLM_F_REQUEST} and {@code NLM_F_ACK}
 * @param payload the family's header and the attributes
 */
public record Request(String operation, int type, int flags, Bytes payload) {

    /** The message that asks for this and wants an acknowledgement. */
    public Message message(int sequence, int portId) {
        return new Message(new Header(type, flags | Header.REQUEST | Header.ACK, sequence, portId), payload);
    }

    /** The message that asks for this and wants an answer only if it is refused. */
    public Message quietMessage(int sequence, int portId) {
        return new Message(new Header(type, flags | Header.REQUEST, sequence, portId), payload);
    }

    public boolean isDump() {
        return (flags & Header.DUMP) == Header.DUMP;
    }
}
