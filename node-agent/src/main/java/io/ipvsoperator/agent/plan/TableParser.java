package io.ipvsoperator.agent.plan;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.netlink.ipvs.ServiceFlag;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import io.ipvsoperator.wire.IpNetwork;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the spec of one ForwardingTable. Pure. */
final class TableParser {
    private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP", "SCTP");
    private static final Set<String> PERSISTENCE_ENGINES = Set.of("sip");
    /** IP_VS_SCHEDNAME_MAXLEN of uapi/linux/ip_vs.h, less the final zero. */
    private static final int LONGEST_SCHEDULER_NAME = 15;

    private static final int SHORTEST_SLOW_START_SECONDS = 10;
    private static final int LONGEST_SLOW_START_SECONDS = 3600;
    private static final int LONGEST_PERSISTENCE_SECONDS = 31 * 24 * 3600;

    private static final Map<String, ServiceFlag> FLAGS = Map.of(
            "sh-fallback", ServiceFlag.SCHEDULER_1,
            "mh-fallback", ServiceFlag.SCHEDULER_1,
            "sh-port", ServiceFlag.SCHEDULER_2,
            "mh-port", ServiceFlag.SCHEDULER_2);

    private TableParser() {}

    static TablePlan parse(String name, ForwardingTableSpec spec) {
        List<TablePlan.Service> services = services(spec);
        List<TablePlan.Destination> destinations = new DestinationParser(services, spec).destinations();
        return new TablePlan(
                name,
                addresses(spec),
                services,
                destinations,
                healthCheck(spec, destinations),
                Set.of(),
                slowStart(spec.slowStartSeconds()),
                sourceRanges(spec.sourceRanges()));
    }

    private static Optional<HealthCheck> healthCheck(
            ForwardingTableSpec spec, List<TablePlan.Destination> destinations) {
        Optional<HealthCheck> check = HealthCheckParser.parse(spec);
        if (check.filter(HealthCheck::isByDataPath).isPresent()
                && !destinations.stream().allMatch(each -> each.forwarding().keepsThePort())) {
            throw new InvalidField(
                    "spec.healthCheck.path",
                    "DataPath",
                    "must be RealAddress with Masquerade, which sends packets to that address");
        }
        return check;
    }

    private static Optional<Duration> slowStart(@Nullable Integer seconds) {
        return Optional.ofNullable(seconds)
                .map(written -> InvalidField.within(
                        "spec.slowStartSeconds", written, SHORTEST_SLOW_START_SECONDS, LONGEST_SLOW_START_SECONDS))
                .map(Duration::ofSeconds);
    }

    /** Absent for everybody. An empty list would be taken for the opposite of what it says, so it is none. */
    private static List<IpNetwork> sourceRanges(@Nullable List<String> literals) {
        if (literals == null) {
            return List.of();
        }
        if (literals.isEmpty()) {
            throw new InvalidField("spec.sourceRanges", literals, "must be absent or name a network");
        }
        List<IpNetwork> ranges = new ArrayList<>();
        for (int i = 0; i < literals.size(); i++) {
            ranges.add(sourceRange("spec.sourceRanges[" + i + "]", literals.get(i)));
        }
        return ranges;
    }

    private static IpNetwork sourceRange(String field, @Nullable String literal) {
        try {
            return IpNetwork.parse(String.valueOf(literal));
        } catch (IllegalArgumentException malformed) {
            throw new InvalidField(field, literal, "must be a network such as 192.0.2.0/24 or 2001:db8::/32");
        }
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
        return new TablePlan.Service(
                TransportProtocol.valueOf(protocol),
                InvalidField.within(field + ".port", service.port(), 1, 65_535),
                InvalidField.within(field + ".targetPort", service.targetPort(), 1, 65_535),
                scheduler(field + ".scheduler", service.scheduler()),
                flags(field, service),
                Optional.ofNullable(service.persistence()).map(wanted -> affinity(field + ".persistence", wanted)));
    }

    private static String scheduler(String field, @Nullable String name) {
        if (name == null || name.isEmpty() || name.length() > LONGEST_SCHEDULER_NAME) {
            throw new InvalidField(field, name, "must be a name of 1 to " + LONGEST_SCHEDULER_NAME + " characters");
        }
        return name;
    }

    private static Set<ServiceFlag> flags(String field, ForwardingTableSpec.Service service) {
        EnumSet<ServiceFlag> flags = EnumSet.noneOf(ServiceFlag.class);
        List<String> names = service.schedulerFlags();
        for (String name : names == null ? List.<String>of() : names) {
            ServiceFlag flag = FLAGS.get(name);
            if (flag == null) {
                throw new InvalidField(
                        field + ".schedulerFlags", name, "must be sh-fallback, sh-port, mh-fallback or mh-port");
            }
            flags.add(flag);
        }
        if (Boolean.TRUE.equals(service.onePacket())) {
            if (!"UDP".equals(service.protocol())) {
                throw new InvalidField(field + ".onePacket", true, "must be absent: only UDP packets stand alone");
            }
            flags.add(ServiceFlag.ONE_PACKET);
        }
        return flags;
    }

    private static Affinity affinity(String field, ForwardingTableSpec.Persistence wanted) {
        int seconds =
                InvalidField.within(field + ".timeoutSeconds", wanted.timeoutSeconds(), 1, LONGEST_PERSISTENCE_SECONDS);
        return new Affinity(
                Duration.ofSeconds(seconds),
                InvalidField.within(field + ".ipv4PrefixLength", wanted.ipv4PrefixLength(), 1, 32),
                InvalidField.within(field + ".ipv6PrefixLength", wanted.ipv6PrefixLength(), 1, 128),
                Optional.ofNullable(wanted.engine())
                        .map(engine -> InvalidField.oneOf(field + ".engine", engine, PERSISTENCE_ENGINES)));
    }
}
