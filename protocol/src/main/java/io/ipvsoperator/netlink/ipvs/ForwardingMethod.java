package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Malformed;
import java.util.stream.Stream;

/** How packets reach a destination: {@code IP_VS_CONN_F_FWD_MASK}. */
public enum ForwardingMethod {
    /** {@code IP_VS_CONN_F_MASQ}: addresses are translated, replies come back through the director. */
    MASQUERADE(0),
    /** {@code IP_VS_CONN_F_LOCALNODE}: kernels before 2.6.37 set it for the director itself. */
    LOCAL_NODE(1),
    /** {@code IP_VS_CONN_F_TUNNEL}. */
    TUNNEL(2),
    /** {@code IP_VS_CONN_F_DROUTE}: only the MAC address changes, replies go to the client directly. */
    DIRECT_ROUTING(3),
    /** {@code IP_VS_CONN_F_BYPASS}. */
    BYPASS(4);

    private final int number;

    ForwardingMethod(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    static ForwardingMethod ofNumber(long number) {
        return Stream.of(values())
                .filter(method -> method.number == number)
                .findFirst()
                .orElseThrow(() -> new Malformed("IPVS_DEST_ATTR_FWD_METHOD: expected 0 to 4 but was " + number));
    }
}
