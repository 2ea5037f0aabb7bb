package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a VirtualService wants packets to reach its backends, checked. */
final class ForwardingValidation {
    private static final List<String> SOURCES = List.of("Director", "Client");

    private static final List<String> TYPES = List.of("IPIP", "GUE", "GRE");

    /** Either a way that works or what is wrong with it. */
    sealed interface Outcome {
        record Valid(ValidService.Forwarding forwarding) implements Outcome {}

        record Invalid(Refusal refusal) implements Outcome {}
    }

    private ForwardingValidation() {}

    static Outcome validate(VirtualServiceSpec.Forwarding forwarding) {
        return switch (forwarding.method()) {
            case "DirectRouting" -> new Outcome.Valid(new ValidService.Forwarding.DirectRouting());
            case "Masquerade" -> masquerade(forwarding.sourceAddress());
            case "Tunnel" -> tunnel(forwarding.tunnel());
            default -> invalid("method", forwarding.method(), "must be DirectRouting, Masquerade or Tunnel");
        };
    }

    private static Outcome masquerade(@Nullable String published) {
        String source = Optional.ofNullable(published).orElse("Director");
        return SOURCES.contains(source)
                ? new Outcome.Valid(new ValidService.Forwarding.Masquerade(source))
                : invalid("sourceAddress", source, "must be " + String.join(" or ", SOURCES));
    }

    private static Outcome tunnel(VirtualServiceSpec.@Nullable Tunnel tunnel) {
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
                ? new Outcome.Valid(
                        new ValidService.Forwarding.Tunnel(tunnel.type(), Optional.ofNullable(tunnel.port()), checksum))
                : invalid(
                        "tunnel.checksum",
                        checksum,
                        "must be " + String.join(" or ", possible) + " with type: " + tunnel.type());
    }

    private static Outcome invalid(String field, @Nullable Object value, String right) {
        return new Outcome.Invalid(
                new Refusal("InvalidSpec", "spec.forwarding." + field + " is " + value + " but " + right));
    }
}
