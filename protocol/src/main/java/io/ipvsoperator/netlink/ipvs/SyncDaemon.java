package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.Malformed;
import io.ipvsoperator.netlink.generic.GenericMessage;
import io.ipvsoperator.netlink.ipvs.IpvsFamily.Daemon;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The kernel's thread that sends, or receives, the connections of a director to and from its peers by multicast, what
 * {@code ipvsadm --start-daemon} sets. A network namespace has at most one of each role.
 *
 * @param interfaceName the interface whose segment the peers are on; it must exist when the daemon starts
 * @param syncId 0 to 255; a receiver with 0 takes every id
 */
public record SyncDaemon(Role role, String interfaceName, int syncId, Multicast multicast) {
    /** {@code IP_VS_IFNAME_MAXLEN}, with the NUL. */
    private static final int LONGEST_INTERFACE_NAME = 16;

    public SyncDaemon {
        if (interfaceName.isEmpty() || interfaceName.length() >= LONGEST_INTERFACE_NAME) {
            throw new IllegalArgumentException(
                    "sync daemon: expected an interface name of 1 to 15 characters but was \"%s\""
                            .formatted(interfaceName));
        }
        if (syncId < 0 || syncId > 255) {
            throw new IllegalArgumentException(
                    "sync daemon on %s: expected a sync id of 0 to 255 but was %d".formatted(interfaceName, syncId));
        }
    }

    /** {@code IP_VS_STATE_*}. */
    public enum Role {
        /** {@code IP_VS_STATE_MASTER}: sends. */
        SENDER(1),
        /** {@code IP_VS_STATE_BACKUP}: receives. */
        RECEIVER(2);

        private final int number;

        Role(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }

        static Role ofNumber(long number) {
            if (number != 1 && number != 2) {
                throw new Malformed("IPVS_DAEMON_ATTR_STATE: expected 1 (master) or 2 (backup) but was " + number);
            }
            return number == 1 ? SENDER : RECEIVER;
        }
    }

    /**
     * Where the datagrams go. What is absent the kernel chooses: group 224.0.0.81, port 8848, TTL 1, and a length that fits the
     * interface's MTU.
     *
     * @param maximumLength of the UDP payload in bytes
     */
    public record Multicast(
            Optional<InetAddress> group,
            Optional<Integer> port,
            Optional<Integer> ttl,
            Optional<Integer> maximumLength) {
        public static final Multicast BY_KERNEL =
                new Multicast(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        private Attributes appendedTo(Attributes attributes) {
            Attributes withoutGroup = attributes
                    .with(Daemon.SYNC_MAXLEN, maximumLength)
                    .with(Daemon.MCAST_PORT, port)
                    .with(Daemon.MCAST_TTL, ttl);
            return group.map(address -> appendGroup(withoutGroup, address)).orElse(withoutGroup);
        }

        private static Attributes appendGroup(Attributes attributes, InetAddress group) {
            return switch (group) {
                case Inet4Address address -> attributes.with(Daemon.MCAST_GROUP, address);
                case Inet6Address address -> attributes.with(Daemon.MCAST_GROUP6, address);
                default ->
                    throw new IllegalArgumentException("sync daemon: expected an IPv4 or IPv6 group but was " + group);
            };
        }

        private static Multicast decode(Attributes daemon) {
            Optional<InetAddress> group = daemon.find(Daemon.MCAST_GROUP)
                    .map(InetAddress.class::cast)
                    .or(() -> daemon.find(Daemon.MCAST_GROUP6));
            return new Multicast(
                    group,
                    daemon.find(Daemon.MCAST_PORT),
                    daemon.find(Daemon.MCAST_TTL),
                    daemon.find(Daemon.SYNC_MAXLEN));
        }
    }

    public Attributes encode() {
        return multicast.appendedTo(Attributes.none()
                .with(Daemon.STATE, (long) role.number())
                .with(Daemon.MCAST_IFN, interfaceName)
                .with(Daemon.SYNC_ID, (long) syncId));
    }

    /** The message of a daemon dump. */
    public GenericMessage encodeListed() {
        return IpvsFamily.message(
                IpvsFamily.Command.NEW_DAEMON, Attributes.none().with(IpvsFamily.DAEMON, encode()));
    }

    public static SyncDaemon decode(GenericMessage message) {
        Attributes daemon = message.attributes().require(IpvsFamily.DAEMON);
        long syncId = daemon.require(Daemon.SYNC_ID);
        String interfaceName = daemon.require(Daemon.MCAST_IFN);
        if (syncId > 255 || interfaceName.isEmpty() || interfaceName.length() >= LONGEST_INTERFACE_NAME) {
            throw new Malformed(
                    "IPVS_CMD_ATTR_DAEMON: expected an interface name and a sync id of 0 to 255 but was \"%s\" %d"
                            .formatted(interfaceName, syncId));
        }
        return new SyncDaemon(
                Role.ofNumber(daemon.require(Daemon.STATE)), interfaceName, (int) syncId, Multicast.decode(daemon));
    }
}
