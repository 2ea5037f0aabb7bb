package io.ipvsoperator.netlink.route;

import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.route.RouteFamily.MessageType;
import java.util.Optional;

/**
 * A change the kernel tells to those who joined a {@link RouteFamily.Group}. Events may be lost when the receiver is slow
 * ({@code ENOBUFS}): then only a new list helps.
 */
public sealed interface RouteEvent {
    byte AF_UNSPEC = 0;

    /** New, or changed in any way. */
    record LinkChanged(Link link) implements RouteEvent {}

    record LinkRemoved(Link link) implements RouteEvent {}

    /** New, or with another lifetime. */
    record AddressChanged(InterfaceAddress address) implements RouteEvent {}

    record AddressRemoved(InterfaceAddress address) implements RouteEvent {}

    /** Nothing for messages that are none of these. */
    static Optional<RouteEvent> decode(Message message) {
        return switch (message.header().type()) {
            case MessageType.NEWLINK -> link(message).map(LinkChanged::new);
            case MessageType.DELLINK -> link(message).map(LinkRemoved::new);
            case MessageType.NEWADDR -> Optional.of(new AddressChanged(InterfaceAddress.decode(message.payload())));
            case MessageType.DELADDR -> Optional.of(new AddressRemoved(InterfaceAddress.decode(message.payload())));
            default -> Optional.empty();
        };
    }

    /** A bridge tells of its ports with the same types and its own family: leaving a bridge is not the end of a link. */
    private static Optional<Link> link(Message message) {
        boolean ofAnotherFamily =
                message.payload().length() > 0 && message.payload().at(0) != AF_UNSPEC;
        return ofAnotherFamily ? Optional.empty() : Optional.of(Link.decode(message.payload()));
    }
}
