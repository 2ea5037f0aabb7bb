package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.wire.IpAddress;
import java.util.Optional;

/**
 * Something that a virtual router meets on its segment, or lacks there. It goes on all the same.
 *
 * @param peer whose advertisements show it, if it is about those
 * @param message what was seen and what to do
 */
public record Problem(Kind kind, Optional<IpAddress> peer, String message) {

    /** Names are those of {@code status.virtualRouters[].problems[].reason} of a Director. */
    public enum Kind {
        FOREIGN_ROUTER("ForeignRouter"),
        ADDRESS_OWNER("AddressOwner"),
        ADDRESS_LIST_MISMATCH("AddressListMismatch"),
        WRONG_VERSION("WrongVersion"),
        WRONG_AUTHENTICATION("WrongAuthentication"),
        WRONG_INTERVAL("WrongInterval"),
        WRONG_TRANSPORT("WrongTransport"),
        NO_PEERS("NoPeers"),
        LATE_WAKE_UP("LateWakeUp");

        private final String reason;

        Kind(String reason) {
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }

        /** Whether it is ordinary for a moment while a change is on its way to all directors. */
        boolean passesByItself() {
            return switch (this) {
                case ADDRESS_LIST_MISMATCH, WRONG_VERSION, WRONG_AUTHENTICATION, WRONG_INTERVAL, WRONG_TRANSPORT ->
                    true;
                case FOREIGN_ROUTER, ADDRESS_OWNER, NO_PEERS, LATE_WAKE_UP -> false;
            };
        }
    }
}
