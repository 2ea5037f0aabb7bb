package io.ipvsoperator.agent.plan;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.netlink.ipvs.Tunnel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks how a ForwardingTable wants packets to reach destinations. Pure. */
final class ForwardingParser {
    private static final List<String> METHODS = List.of("DirectRouting", "Masquerade", "Tunnel");
    private static final List<String> SOURCES = List.of("Director", "Client");
    private static final List<String> TUNNELS = List.of("IPIP", "GUE", "GRE");
    /** In the order of {@code IP_VS_TUNNEL_ENCAP_FLAG_*} of uapi/linux/ip_vs.h. */
    private static final List<String> CHECKSUMS = List.of("None", "Full", "RemoteOffload");

    private ForwardingParser() {}

    static Forwarding parse(String field, ForwardingTableSpec.Forwarding forwarding) {
        String method = InvalidField.oneOf(field + ".method", forwarding.method(), METHODS);
        return switch (method) {
            case "Masquerade" ->
                new Forwarding.Masquerade(source(field + ".sourceAddress", forwarding.sourceAddress()));
            case "Tunnel" -> new Forwarding.Tunnelled(tunnel(field + ".tunnel", forwarding.tunnel()));
            default -> new Forwarding.DirectRouting();
        };
    }

    private static Forwarding.Source source(String field, @Nullable String published) {
        String source = InvalidField.oneOf(field, published == null ? "Director" : published, SOURCES);
        return source.equals("Client") ? Forwarding.Source.CLIENT : Forwarding.Source.DIRECTOR;
    }

    private static Tunnel tunnel(String field, ForwardingTableSpec.@Nullable Tunnel published) {
        ForwardingTableSpec.Tunnel tunnel =
                InvalidField.present(field, published, "must say how packets are encapsulated");
        Tunnel.Type type = Tunnel.Type.valueOf(InvalidField.oneOf(field + ".type", tunnel.type(), TUNNELS));
        return switch (type) {
            case IPIP -> new Tunnel(type, 0, 0);
            case GUE -> new Tunnel(type, port(field + ".port", tunnel.port()), checksum(field, tunnel));
            case GRE -> new Tunnel(type, 0, checksum(field, tunnel));
        };
    }

    private static int port(String field, @Nullable Integer port) {
        return InvalidField.within(field, InvalidField.present(field, port, "must be the UDP port of GUE"), 1, 65_535);
    }

    private static int checksum(String field, ForwardingTableSpec.Tunnel tunnel) {
        String published = tunnel.checksum();
        return CHECKSUMS.indexOf(
                InvalidField.oneOf(field + ".checksum", published == null ? "None" : published, CHECKSUMS));
    }
}
