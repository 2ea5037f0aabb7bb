package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a VirtualService wants packets to reach its backends, checked. */
final class ForwardingValidation {
    private static final List<String> SOURCES = List.of("Director", "Client");

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
            default ->
                new Outcome.Invalid(new Refusal(
                        "Unsupported",
                        "spec.forwarding.method is " + forwarding.method()
                                + ", which is not supported: only DirectRouting and Masquerade work"));
        };
    }

    private static Outcome masquerade(@Nullable String published) {
        String source = Optional.ofNullable(published).orElse("Director");
        return SOURCES.contains(source)
                ? new Outcome.Valid(new ValidService.Forwarding.Masquerade(source))
                : new Outcome.Invalid(new Refusal(
                        "InvalidSpec",
                        "spec.forwarding.sourceAddress is " + source + " but must be " + String.join(" or ", SOURCES)));
    }
}
