package io.ipvsoperator.netlink.route;

import io.ipvsoperator.netlink.Attribute;
import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.Form;
import java.net.InetAddress;

/**
 * What is used of uapi/linux/rtnetlink.h, if_link.h and if_addr.h, checked against 6.1, in the order of the headers.
 */
public final class RouteFamily {
    private RouteFamily() {}

    /** {@code RTM_*}: the message types. */
    public static final class MessageType {
        public static final int NEWLINK = 16;
        public static final int DELLINK = 17;
        public static final int GETLINK = 18;
        public static final int NEWADDR = 20;
        public static final int DELADDR = 21;
        public static final int GETADDR = 22;

        private MessageType() {}
    }

    /** {@code RTNLGRP_*}: who joins one hears of changes. */
    public enum Group {
        LINK(1),
        IPV4_IFADDR(5),
        IPV6_IFADDR(9);

        private final int number;

        Group(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    /** {@code IFLA_*}, after {@code struct ifinfomsg}. */
    static final class LinkAttribute {
        static final Attribute<Bytes> ADDRESS = Attribute.bytes(1, "IFLA_ADDRESS");
        static final Attribute<String> IFNAME = Attribute.string(3, "IFLA_IFNAME");
        static final Attribute<Long> MTU = Attribute.u32(4, "IFLA_MTU");
        /** The index of the interface below. */
        static final Attribute<Integer> LINK = Attribute.s32(5, "IFLA_LINK");

        static final Attribute<Integer> OPERSTATE = Attribute.u8(16, "IFLA_OPERSTATE");
        static final Attribute<Attributes> LINKINFO = Attribute.nested(18, "IFLA_LINKINFO");
        static final Attribute<Attributes> AF_SPEC = Attribute.nested(26, "IFLA_AF_SPEC");
        static final Attribute<Long> GROUP = Attribute.u32(27, "IFLA_GROUP");
        static final Attribute<Integer> CARRIER = Attribute.u8(33, "IFLA_CARRIER");
        /** Inside {@link #LINKINFO}. */
        static final Attribute<String> INFO_KIND = Attribute.string(1, "IFLA_INFO_KIND");
        /** Inside {@link #LINKINFO}. What stands in it depends on the kind. */
        static final Attribute<Attributes> INFO_DATA = Attribute.nested(2, "IFLA_INFO_DATA");
        /** Inside {@link #INFO_DATA} of kind macvlan. */
        static final Attribute<Long> MACVLAN_MODE = Attribute.u32(1, "IFLA_MACVLAN_MODE");
        /** Inside {@link #AF_SPEC}. */
        static final Attribute<Attributes> AF_INET6 = Attribute.nested(10, "AF_INET6");
        /** Inside {@link #AF_INET6}: the settings of net.ipv6.conf as numbers of 32 bits, forwarding first. */
        static final Attribute<Bytes> INET6_CONF = Attribute.bytes(2, "IFLA_INET6_CONF");

        private LinkAttribute() {}
    }

    /** {@code IFA_*}, after {@code struct ifaddrmsg}. */
    static final class AddressAttribute {
        static final Attribute<InetAddress> ADDRESS = new Attribute<>(1, "IFA_ADDRESS", Form.ADDRESS);
        static final Attribute<InetAddress> LOCAL = new Attribute<>(2, "IFA_LOCAL", Form.ADDRESS);
        static final Attribute<String> LABEL = Attribute.string(3, "IFA_LABEL");
        static final Attribute<Lifetime> CACHEINFO = new Attribute<>(6, "IFA_CACHEINFO", Lifetime.FORM);
        static final Attribute<Integer> FLAGS = Attribute.s32(8, "IFA_FLAGS");
        /** From kernel 5.18; older ones ignore it. */
        static final Attribute<Integer> PROTO = Attribute.u8(11, "IFA_PROTO");

        private AddressAttribute() {}
    }
}
