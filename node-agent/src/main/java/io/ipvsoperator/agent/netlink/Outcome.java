package io.ipvsoperator.agent.netlink;

import io.ipvsoperator.netlink.NetlinkError;
import io.ipvsoperator.netlink.NetlinkException;

/** What became of one request of a batch. */
public sealed interface Outcome {
    String operation();

    /** The kernel did it. */
    record Done(String operation) implements Outcome {}

    /** The kernel did not, and nothing changed. */
    record Refused(String operation, NetlinkError error) implements Outcome {
        public NetlinkException exception() {
            return new NetlinkException(operation, error);
        }
    }
}
