package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Attribute;
import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.Form;
import io.ipvsoperator.netlink.generic.GenericMessage;
import java.net.Inet4Address;
import java.net.Inet6Address;

/**
 * uapi/linux/ip_vs.h as it stands, checked against 6.1 (IPVS version 1.2.1): commands and attributes in the order of the
 * header. The commands that touch entries of others, {@code IPVS_CMD_FLUSH} and {@code IPVS_CMD_ZERO}, are left out.
 */
public final class IpvsFamily {
    /** {@code IPVS_GENL_NAME}. */
    public static final String NAME = "IPVS";

    /** {@code IPVS_GENL_VERSION}. */
    public static final int VERSION = 1;

    private IpvsFamily() {}

    static GenericMessage message(int command, Attributes attributes) {
        return new GenericMessage(command, VERSION, attributes);
    }

    /** {@code IPVS_CMD_*}. */
    public static final class Command {
        public static final int NEW_SERVICE = 1;
        public static final int SET_SERVICE = 2;
        public static final int DEL_SERVICE = 3;
        public static final int GET_SERVICE = 4;
        public static final int NEW_DEST = 5;
        public static final int SET_DEST = 6;
        public static final int DEL_DEST = 7;
        public static final int GET_DEST = 8;
        public static final int NEW_DAEMON = 9;
        public static final int DEL_DAEMON = 10;
        public static final int GET_DAEMON = 11;
        /** The command of the answer to {@link #GET_INFO}. */
        public static final int SET_INFO = 14;

        public static final int GET_INFO = 15;

        private Command() {}
    }

    /** {@code IPVS_CMD_ATTR_*}: the first level of every command. */
    static final Attribute<Attributes> SERVICE = Attribute.nested(1, "IPVS_CMD_ATTR_SERVICE");

    static final Attribute<Attributes> DEST = Attribute.nested(2, "IPVS_CMD_ATTR_DEST");
    static final Attribute<Attributes> DAEMON = Attribute.nested(3, "IPVS_CMD_ATTR_DAEMON");

    /** {@code IPVS_SVC_ATTR_*}, inside {@link #SERVICE}. */
    static final class Service {
        static final Attribute<Integer> AF = Attribute.u16(1, "IPVS_SVC_ATTR_AF");
        static final Attribute<Integer> PROTOCOL = Attribute.u16(2, "IPVS_SVC_ATTR_PROTOCOL");
        static final Attribute<Bytes> ADDR = Attribute.bytes(3, "IPVS_SVC_ATTR_ADDR");
        static final Attribute<Integer> PORT = Attribute.u16BigEndian(4, "IPVS_SVC_ATTR_PORT");
        static final Attribute<Long> FWMARK = Attribute.u32(5, "IPVS_SVC_ATTR_FWMARK");
        static final Attribute<String> SCHED_NAME = Attribute.string(6, "IPVS_SVC_ATTR_SCHED_NAME");
        static final Attribute<Flags> FLAGS = new Attribute<>(7, "IPVS_SVC_ATTR_FLAGS", Flags.FORM);
        static final Attribute<Long> TIMEOUT = Attribute.u32(8, "IPVS_SVC_ATTR_TIMEOUT");
        /** Of an IPv4 service: the mask, in network order. */
        static final Attribute<Integer> NETMASK = new Attribute<>(9, "IPVS_SVC_ATTR_NETMASK", Form.S32_BIG_ENDIAN);
        /** Of an IPv6 service: the same attribute holds the prefix length, in native order. */
        static final Attribute<Integer> NETMASK6 = Attribute.s32(9, "IPVS_SVC_ATTR_NETMASK");

        static final Attribute<String> PE_NAME = Attribute.string(11, "IPVS_SVC_ATTR_PE_NAME");
        static final Attribute<Attributes> STATS64 = Attribute.nested(12, "IPVS_SVC_ATTR_STATS64");

        private Service() {}
    }

    /** {@code struct ip_vs_flags}: the bits, and which of them to take over. */
    record Flags(int flags, int mask) {
        static final Form<Flags> FORM = Form.number(
                "ip_vs_flags",
                8,
                (buffer, value) -> buffer.putInt(value.flags()).putInt(value.mask()),
                buffer -> new Flags(buffer.getInt(), buffer.getInt()));
    }

    /** {@code IPVS_DEST_ATTR_*}, inside {@link #DEST}. */
    static final class Destination {
        static final Attribute<Bytes> ADDR = Attribute.bytes(1, "IPVS_DEST_ATTR_ADDR");
        static final Attribute<Integer> PORT = Attribute.u16BigEndian(2, "IPVS_DEST_ATTR_PORT");
        static final Attribute<Long> FWD_METHOD = Attribute.u32(3, "IPVS_DEST_ATTR_FWD_METHOD");
        /** u32 in the kernel's table, int in its structure: a negative weight is refused with ERANGE. */
        static final Attribute<Integer> WEIGHT = Attribute.s32(4, "IPVS_DEST_ATTR_WEIGHT");

        static final Attribute<Long> U_THRESH = Attribute.u32(5, "IPVS_DEST_ATTR_U_THRESH");
        static final Attribute<Long> L_THRESH = Attribute.u32(6, "IPVS_DEST_ATTR_L_THRESH");
        static final Attribute<Long> ACTIVE_CONNS = Attribute.u32(7, "IPVS_DEST_ATTR_ACTIVE_CONNS");
        static final Attribute<Long> INACT_CONNS = Attribute.u32(8, "IPVS_DEST_ATTR_INACT_CONNS");
        static final Attribute<Long> PERSIST_CONNS = Attribute.u32(9, "IPVS_DEST_ATTR_PERSIST_CONNS");
        static final Attribute<Integer> ADDR_FAMILY = Attribute.u16(11, "IPVS_DEST_ATTR_ADDR_FAMILY");
        static final Attribute<Attributes> STATS64 = Attribute.nested(12, "IPVS_DEST_ATTR_STATS64");
        static final Attribute<Integer> TUN_TYPE = Attribute.u8(13, "IPVS_DEST_ATTR_TUN_TYPE");
        static final Attribute<Integer> TUN_PORT = Attribute.u16BigEndian(14, "IPVS_DEST_ATTR_TUN_PORT");
        static final Attribute<Integer> TUN_FLAGS = Attribute.u16(15, "IPVS_DEST_ATTR_TUN_FLAGS");

        private Destination() {}
    }

    /** {@code IPVS_DAEMON_ATTR_*}, inside {@link #DAEMON}. */
    static final class Daemon {
        static final Attribute<Long> STATE = Attribute.u32(1, "IPVS_DAEMON_ATTR_STATE");
        static final Attribute<String> MCAST_IFN = Attribute.string(2, "IPVS_DAEMON_ATTR_MCAST_IFN");
        static final Attribute<Long> SYNC_ID = Attribute.u32(3, "IPVS_DAEMON_ATTR_SYNC_ID");
        static final Attribute<Integer> SYNC_MAXLEN = Attribute.u16(4, "IPVS_DAEMON_ATTR_SYNC_MAXLEN");
        static final Attribute<Inet4Address> MCAST_GROUP =
                new Attribute<>(5, "IPVS_DAEMON_ATTR_MCAST_GROUP", Form.ADDRESS_4);
        static final Attribute<Inet6Address> MCAST_GROUP6 =
                new Attribute<>(6, "IPVS_DAEMON_ATTR_MCAST_GROUP6", Form.ADDRESS_6);
        /** Native byte order, unlike the ports of services and destinations. */
        static final Attribute<Integer> MCAST_PORT = Attribute.u16(7, "IPVS_DAEMON_ATTR_MCAST_PORT");

        static final Attribute<Integer> MCAST_TTL = Attribute.u8(8, "IPVS_DAEMON_ATTR_MCAST_TTL");

        private Daemon() {}
    }

    /** {@code IPVS_STATS_ATTR_*}, inside the two STATS64. */
    static final class Statistics {
        static final Attribute<Long> CONNS = Attribute.u64(1, "IPVS_STATS_ATTR_CONNS");
        static final Attribute<Long> INPKTS = Attribute.u64(2, "IPVS_STATS_ATTR_INPKTS");
        static final Attribute<Long> OUTPKTS = Attribute.u64(3, "IPVS_STATS_ATTR_OUTPKTS");
        static final Attribute<Long> INBYTES = Attribute.u64(4, "IPVS_STATS_ATTR_INBYTES");
        static final Attribute<Long> OUTBYTES = Attribute.u64(5, "IPVS_STATS_ATTR_OUTBYTES");

        private Statistics() {}
    }

    /** {@code IPVS_INFO_ATTR_*}, at the first level of the answer to {@link Command#GET_INFO}. */
    static final class General {
        static final Attribute<Long> VERSION_CODE = Attribute.u32(1, "IPVS_INFO_ATTR_VERSION");
        static final Attribute<Long> CONN_TAB_SIZE = Attribute.u32(2, "IPVS_INFO_ATTR_CONN_TAB_SIZE");

        private General() {}
    }
}
