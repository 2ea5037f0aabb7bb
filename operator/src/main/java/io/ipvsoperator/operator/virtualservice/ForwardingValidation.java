package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a VirtualService wants packets to reach its backends, checked. */
final class ForwardingValidation {
    private static final List<String> SOURCES = List.of("Director", "Client");

    private static final List<String> TYPES = List.of("IPIP", "GUE", "GRE");

    private ForwardingValidation() {}

    static Checked<ValidService.Forwarding> validate(VirtualServiceSpec.Forwarding forwarding) {
        return switch (forwarding.method()) {
            case "DirectRouting" -> new Checked.Valid<>(new ValidService.Forwarding.DirectRouting());
            case "Masquerade" -> masquerade(forwarding.sourceAddress());
            case "Tunnel" -> tunnel(forwarding.tunnel());
            default -> invalid("method", forwarding.method(), "must be DirectRouting, Masquerade or Tunnel");
        };
    }

    private static Checked<ValidService.Forwarding> masquerade(@Nullable String published) {
        String source = Optional.ofNullable(published).orElse("Director");
        return SOURCES.contains(source)
                ? new Checked.Valid<>(new ValidService.Forwarding.Masquerade(source))
                : invalid("sourceAddress", source, "must be " + String.join(" or ", SOURCES));
    }

    private static Checked<ValidService.Forwarding> tunnel(VirtualServiceSpec.@Nullable Tunnel tunnel) {
        if (tunnel == null || !TYPES.contains(tunnel.type())) {
            return invalid(
                    "tunnel.type", tunnel == null ? null : tunnel.type(), "must be " + String.join(" or ", TYPES));
        }
        boolean isGue = tunnel.type().equals("GUE");
        if (isGue != (tunnel.port() != null)) {
            return invalid("tunnel.port", tunnel.port(), "is required with type: GUE and only there");
        }
        String checksum = Optional.ofNullable(tunnel.checksum()).orElse("None");
        List<String> possible = switch (tunnel.type()) {
            case "GUE" -> List.of("None", "Full", "RemoteOffload");
            case "GRE" -> List.of("None", "Full");
            default -> List.of("None");
        };
        return possible.contains(checksum)
                ? new Checked.Valid<>(
                        new ValidService.Forwarding.Tunnel(tunnel.type(), Optional.ofNullable(tunnel.port()), checksum))
                : invalid(
                        "tunnel.checksum",
                        checksum,
                        "must be " + String.join(" or ", possible) + " with type: " + tunnel.type());
    }

    private static Checked<ValidService.Forwarding> invalid(String field, @Nullable Object value, String right) {
        return Checked.invalid("spec.forwarding." + field + " is " + value + " but " + right);
    }
}
