package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.generic.GenericMessage;
import io.ipvsoperator.netlink.ipvs.IpvsFamily.Destination;

/**
 * A destination as the kernel lists it.
 *
 * @param activeConnections established ones
 * @param inactiveConnections those being opened or closed, and UDP
 * @param persistentConnections clients that are bound to it
 */
public record ObservedDestination(
        IpvsDestination destination,
        long activeConnections,
        long inactiveConnections,
        long persistentConnections,
        Statistics statistics) {

    /** The message of a destination dump. */
    public GenericMessage encode() {
        Attributes attributes = destination
                .encode()
                .with(Destination.ACTIVE_CONNS, activeConnections)
                .with(Destination.INACT_CONNS, inactiveConnections)
                .with(Destination.PERSIST_CONNS, persistentConnections)
                .with(Destination.STATS64, statistics.encode());
        return IpvsFamily.message(IpvsFamily.Command.NEW_DEST, Attributes.none().with(IpvsFamily.DEST, attributes));
    }

    public static ObservedDestination decode(GenericMessage message) {
        Attributes attributes = message.attributes().require(IpvsFamily.DEST);
        return new ObservedDestination(
                IpvsDestination.decode(attributes),
                attributes.require(Destination.ACTIVE_CONNS),
                attributes.require(Destination.INACT_CONNS),
                attributes.require(Destination.PERSIST_CONNS),
                attributes.find(Destination.STATS64).map(Statistics::decode).orElse(Statistics.NONE));
    }
}
