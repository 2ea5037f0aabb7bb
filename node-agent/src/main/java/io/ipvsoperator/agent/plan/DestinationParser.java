package io.ipvsoperator.agent.plan;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the destinations of one ForwardingTable. Pure. */
final class DestinationParser {
    private static final int GREATEST_WEIGHT = 65_535;

    private final List<TablePlan.Service> services;
    private final ForwardingTableSpec spec;

    DestinationParser(List<TablePlan.Service> services, ForwardingTableSpec spec) {
        this.services = services;
        this.spec = spec;
    }

    List<TablePlan.Destination> destinations() {
        List<ForwardingTableSpec.Destination> published = InvalidField.list("spec.destinations", spec.destinations());
        if (published.isEmpty()) {
            return List.of();
        }
        Forwarding forwarding = ForwardingParser.parse(
                "spec.forwarding", InvalidField.present("spec.forwarding", spec.forwarding(), "must name a method"));
        List<TablePlan.Destination> destinations = new ArrayList<>();
        Set<InetAddress> seen = new HashSet<>();
        for (int i = 0; i < published.size(); i++) {
            String field = "spec.destinations[" + i + "]";
            TablePlan.Destination destination = destination(field, published.get(i), forwarding);
            if (!seen.add(destination.address())) {
                throw new InvalidField(
                        field + ".address", destination.address().getHostAddress(), "must stand in the list once");
            }
            requirePorts(field, destination);
            requireOneKind(field, destination.forwarding(), forwarding);
            destinations.add(destination);
        }
        return destinations;
    }

    private TablePlan.Destination destination(
            String field, ForwardingTableSpec.Destination published, Forwarding forwardingOfAll) {
        ForwardingTableSpec.Forwarding own = published.forwarding();
        int upper = threshold(field + ".upperThreshold", published.upperThreshold());
        int lower = threshold(field + ".lowerThreshold", published.lowerThreshold());
        if (lower > 0 && lower >= upper) {
            throw new InvalidField(field + ".lowerThreshold", lower, "must be less than upperThreshold, " + upper);
        }
        return new TablePlan.Destination(
                AddressLiteral.parseInet(field + ".address", published.address()),
                InvalidField.within(field + ".weight", published.weight(), 0, greatestWeight()),
                ports(field + ".targetPorts", published.targetPorts()),
                own == null ? forwardingOfAll : ForwardingParser.parse(field + ".forwarding", own),
                upper,
                lower,
                fallbackWeight(field, published));
    }

    private int greatestWeight() {
        return spec.slowStartSeconds() == null ? GREATEST_WEIGHT : GREATEST_WEIGHT / TablePlan.STEPS;
    }

    private OptionalInt fallbackWeight(String field, ForwardingTableSpec.Destination published) {
        Integer weight = published.fallbackWeight();
        if (weight == null) {
            return OptionalInt.empty();
        }
        if (published.weight() != 0) {
            throw new InvalidField(field + ".weight", published.weight(), "must be 0 with fallbackWeight");
        }
        if (spec.healthCheck() == null || spec.healthCheck().quorum() == null) {
            throw new InvalidField(field + ".fallbackWeight", weight, "must be absent without spec.healthCheck.quorum");
        }
        return OptionalInt.of(InvalidField.within(field + ".fallbackWeight", weight, 0, greatestWeight()));
    }

    private static int threshold(String field, @Nullable Integer threshold) {
        return threshold == null ? 0 : InvalidField.within(field, threshold, 1, Integer.MAX_VALUE);
    }

    private List<Integer> ports(String field, @Nullable List<Integer> ports) {
        if (ports == null || ports.isEmpty()) {
            return List.of();
        }
        if (ports.size() != services.size()) {
            throw new InvalidField(field, ports, "must hold one for each of spec.services, " + services.size());
        }
        for (int i = 0; i < ports.size(); i++) {
            InvalidField.within(field + "[" + i + "]", ports.get(i), 0, 65_535);
        }
        return ports;
    }

    /** What is rewritten is tracked, and what is not must not be: a service is either. */
    private static void requireOneKind(String field, Forwarding own, Forwarding forwardingOfAll) {
        if (!own.equals(forwardingOfAll) && !(own.keepsThePort() && forwardingOfAll.keepsThePort())) {
            throw new InvalidField(
                    field + ".forwarding.method",
                    own.method(),
                    "must be absent: Masquerade is the method of all destinations or of none");
        }
    }

    /** What does not rewrite the packet leaves it the port that the client chose. */
    private void requirePorts(String field, TablePlan.Destination destination) {
        if (!destination.forwarding().keepsThePort()) {
            return;
        }
        for (int i = 0; i < services.size(); i++) {
            TablePlan.Service service = services.get(i);
            int port = destination.portFor(i, service);
            if (port != 0 && port != service.port()) {
                String at = destination.ports().isEmpty()
                        ? "spec.services[" + i + "].targetPort"
                        : field + ".targetPorts[" + i + "]";
                throw new InvalidField(
                        at, port, "must be " + service.port() + ": only the method Masquerade changes the port");
            }
        }
    }
}
