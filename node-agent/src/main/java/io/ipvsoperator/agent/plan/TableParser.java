package io.ipvsoperator.agent.plan;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.netlink.ipvs.ServiceFlag;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the spec of one ForwardingTable. Pure. */
final class TableParser {
    private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP", "SCTP");
    /** IP_VS_SCHEDNAME_MAXLEN of uapi/linux/ip_vs.h, less the final zero. */
    private static final int LONGEST_SCHEDULER_NAME = 15;

    private static final int GREATEST_WEIGHT = 65_535;
    private static final int LONGEST_PERSISTENCE_SECONDS = 31 * 24 * 3600;

    private static final Map<String, ServiceFlag> FLAGS = Map.of(
            "sh-fallback", ServiceFlag.SCHEDULER_1,
            "mh-fallback", ServiceFlag.SCHEDULER_1,
            "sh-port", ServiceFlag.SCHEDULER_2,
            "mh-port", ServiceFlag.SCHEDULER_2);

    private TableParser() {}

    static TablePlan parse(String name, ForwardingTableSpec spec) {
        List<TablePlan.Service> services = services(spec);
        if (!services.isEmpty()) {
            String method = InvalidField.present("spec.forwarding", spec.forwarding(), "must name a method")
                    .method();
            InvalidField.oneOf("spec.forwarding.method", method, Set.of("DirectRouting"));
        }
        return new TablePlan(name, addresses(spec), services, destinations(spec));
    }

    private static List<InetAddress> addresses(ForwardingTableSpec spec) {
        List<String> literals = InvalidField.list("spec.addresses", spec.addresses());
        List<InetAddress> addresses = new ArrayList<>();
        for (int i = 0; i < literals.size(); i++) {
            addresses.add(AddressLiteral.parseInet("spec.addresses[" + i + "]", literals.get(i)));
        }
        return addresses;
    }

    private static List<TablePlan.Service> services(ForwardingTableSpec spec) {
        List<ForwardingTableSpec.Service> published = InvalidField.list("spec.services", spec.services());
        List<TablePlan.Service> services = new ArrayList<>();
        for (int i = 0; i < published.size(); i++) {
            services.add(service("spec.services[" + i + "]", published.get(i)));
        }
        return services;
    }

    private static TablePlan.Service service(String field, ForwardingTableSpec.Service service) {
        String protocol = InvalidField.oneOf(field + ".protocol", service.protocol(), PROTOCOLS);
        int port = InvalidField.within(field + ".port", service.port(), 1, 65_535);
        if (service.targetPort() != port) {
            throw new InvalidField(
                    field + ".targetPort", service.targetPort(), "must be " + port + ": direct routing keeps the port");
        }
        return new TablePlan.Service(
                TransportProtocol.valueOf(protocol),
                port,
                scheduler(field + ".scheduler", service.scheduler()),
                flags(field + ".schedulerFlags", service.schedulerFlags()),
                Optional.ofNullable(service.persistence()).map(wanted -> affinity(field + ".persistence", wanted)));
    }

    private static String scheduler(String field, @Nullable String name) {
        if (name == null || name.isEmpty() || name.length() > LONGEST_SCHEDULER_NAME) {
            throw new InvalidField(field, name, "must be a name of 1 to " + LONGEST_SCHEDULER_NAME + " characters");
        }
        return name;
    }

    private static Set<ServiceFlag> flags(String field, @Nullable List<String> names) {
        EnumSet<ServiceFlag> flags = EnumSet.noneOf(ServiceFlag.class);
        for (String name : names == null ? List.<String>of() : names) {
            ServiceFlag flag = FLAGS.get(name);
            if (flag == null) {
                throw new InvalidField(field, name, "must be sh-fallback, sh-port, mh-fallback or mh-port");
            }
            flags.add(flag);
        }
        return flags;
    }

    private static TablePlan.Affinity affinity(String field, ForwardingTableSpec.Persistence wanted) {
        int seconds =
                InvalidField.within(field + ".timeoutSeconds", wanted.timeoutSeconds(), 1, LONGEST_PERSISTENCE_SECONDS);
        return new TablePlan.Affinity(
                Duration.ofSeconds(seconds),
                InvalidField.within(field + ".ipv4PrefixLength", wanted.ipv4PrefixLength(), 1, 32),
                InvalidField.within(field + ".ipv6PrefixLength", wanted.ipv6PrefixLength(), 1, 128));
    }

    private static List<TablePlan.Destination> destinations(ForwardingTableSpec spec) {
        List<ForwardingTableSpec.Destination> published = InvalidField.list("spec.destinations", spec.destinations());
        List<TablePlan.Destination> destinations = new ArrayList<>();
        Set<InetAddress> seen = new HashSet<>();
        for (int i = 0; i < published.size(); i++) {
            String field = "spec.destinations[" + i + "]";
            InetAddress address = AddressLiteral.parseInet(
                    field + ".address", published.get(i).address());
            if (!seen.add(address)) {
                throw new InvalidField(field + ".address", address.getHostAddress(), "must stand in the list once");
            }
            int weight = InvalidField.within(field + ".weight", published.get(i).weight(), 0, GREATEST_WEIGHT);
            destinations.add(new TablePlan.Destination(address, weight));
        }
        return destinations;
    }
}
