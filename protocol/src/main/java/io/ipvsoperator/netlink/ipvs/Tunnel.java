package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Malformed;

/**
 * The encapsulation of {@link ForwardingMethod#TUNNEL}, {@code IPVS_DEST_ATTR_TUN_*} (GUE from kernel 5.2, GRE from 5.3).
 *
 * @param port the UDP port of GUE, 0 otherwise
 * @param flags {@code IP_VS_TUNNEL_ENCAP_FLAG_*}: 0 no checksum, 1 checksum, 2 remote checksum offload
 */
public record Tunnel(Type type, int port, int flags) {
    /** Plain IP in IP: what every destination has that is not told otherwise. */
    public static final Tunnel IPIP = new Tunnel(Type.IPIP, 0, 0);

    public Tunnel {
        if (port < 0 || port > 65535 || flags < 0 || flags > 65535) {
            throw new IllegalArgumentException(
                    "tunnel %s: expected port and flags of 0 to 65535 but was port %d flags %d"
                            .formatted(type, port, flags));
        }
    }

    /** {@code IP_VS_CONN_F_TUNNEL_TYPE_*}. */
    public enum Type {
        IPIP(0),
        GUE(1),
        GRE(2);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }

        static Type ofNumber(int number) {
            return switch (number) {
                case 0 -> IPIP;
                case 1 -> GUE;
                case 2 -> GRE;
                default -> throw new Malformed("IPVS_DEST_ATTR_TUN_TYPE: expected 0 to 2 but was " + number);
            };
        }
    }
}
