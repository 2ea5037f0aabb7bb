package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.ipvsoperator.operator.endpoints.ServiceEndpoint;
import io.ipvsoperator.operator.endpoints.ServiceEndpoint.PortName;
import io.ipvsoperator.operator.virtualservice.ValidService.BackendPort;
import io.ipvsoperator.operator.virtualservice.ValidService.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Where each port of a virtual service is found at an endpoint. */
final class BackendPorts {
    private final List<Target> targets;
    /** They must be those that clients name. */
    private final boolean kept;

    /** @param service whose port it is, by the name that its slices use; empty: whichever has the number */
    private record Target(Port port, BackendPort wanted, Optional<PortName> service) {}

    private BackendPorts(List<Target> targets, boolean kept) {
        this.targets = targets;
        this.kept = kept;
    }

    /** What comes of looking for the ports in a Service. */
    sealed interface Outcome {
        record Found(BackendPorts ports) implements Outcome {}

        record Missing(Refusal refusal) implements Outcome {}
    }

    static Outcome of(ValidService service, ValidService.BackendSource.EndpointsOf reference, Service backend) {
        List<Target> targets = new ArrayList<>();
        for (Port port : service.ports()) {
            BackendPort wanted = Objects.requireNonNull(reference.ports().get(port.key()));
            Optional<PortName> name = switch (wanted) {
                case BackendPort.OfEndpoint ignored -> Optional.empty();
                case BackendPort.Named(String called) -> named(backend, port, has -> called.equals(has.getName()));
                case BackendPort.Same() ->
                    named(backend, port, has -> Integer.valueOf(port.port()).equals(has.getPort()));
            };
            if (name.isEmpty() && !(wanted instanceof BackendPort.OfEndpoint)) {
                return new Outcome.Missing(missing(port, wanted, backend));
            }
            targets.add(new Target(port, wanted, name));
        }
        return new Outcome.Found(new BackendPorts(targets, service.forwarding().keepsTheDestination()));
    }

    private static Optional<PortName> named(Service backend, Port port, Predicate<ServicePort> matches) {
        return ports(backend).stream()
                .filter(has -> port.protocol().equals(protocol(has)) && matches.test(has))
                .findFirst()
                .map(has -> new PortName(Objects.requireNonNullElse(has.getName(), ""), port.protocol()));
    }

    private static Refusal missing(Port port, BackendPort wanted, Service backend) {
        String name = backend.getMetadata().getName();
        String all = ports(backend).stream().map(BackendPorts::describe).collect(Collectors.joining(", "));
        return new Refusal(
                "PortNotFound",
                "Service " + name + " has no " + port.protocol() + " port "
                        + (wanted instanceof BackendPort.Named(String called) ? "named " + called : port.port())
                        + " for port " + port.port() + "; it has " + (all.isEmpty() ? "none" : all)
                        + ": name one of them in spec.ports[].targetPort");
    }

    private static String describe(ServicePort port) {
        return (port.getName() == null ? "" : port.getName() + " ") + "(" + protocol(port) + " " + port.getPort() + ")";
    }

    private static List<ServicePort> ports(Service backend) {
        List<ServicePort> ports =
                backend.getSpec() == null ? null : backend.getSpec().getPorts();
        return ports == null ? List.of() : ports;
    }

    private static String protocol(ServicePort port) {
        return Objects.requireNonNullElse(port.getProtocol(), "TCP");
    }

    /** Why the endpoint can't be sent to with its ports as they are. */
    Optional<Refusal> refusal(ServiceEndpoint endpoint) {
        return targets.stream()
                .flatMap(target -> refusal(target, endpoint).stream())
                .findFirst();
    }

    /** What stands in the table for an endpoint that is not refused: nothing where every port is kept. */
    List<Integer> of(ServiceEndpoint endpoint) {
        return kept
                ? List.of()
                : targets.stream()
                        .map(target -> number(target, endpoint).orElseThrow())
                        .toList();
    }

    private Optional<Refusal> refusal(Target target, ServiceEndpoint endpoint) {
        OptionalInt number = number(target, endpoint);
        int port = target.port().port();
        if (number.isEmpty()) {
            return Optional.of(new Refusal(
                    "PortNotFound",
                    endpoint.address() + " does not serve what port " + port
                            + " is to be sent to: let its Pod have that port, or name another one in"
                            + " spec.ports[].targetPort"));
        }
        return !kept || number.getAsInt() == port
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "PortNotKept",
                        endpoint.address() + " listens on port " + number.getAsInt() + " but DirectRouting keeps port "
                                + port + ": let it listen on " + port + " or use forwarding.method: Masquerade"));
    }

    private static OptionalInt number(Target target, ServiceEndpoint endpoint) {
        if (target.service().isPresent()) {
            return endpoint.port(target.service().get());
        }
        return endpoint.ports().entrySet().stream()
                .filter(entry -> entry.getKey().protocol().equals(target.port().protocol()))
                .mapToInt(entry -> entry.getValue())
                .filter(number -> target.wanted() instanceof BackendPort.OfEndpoint(int wanted) && number == wanted)
                .findFirst();
    }
}
