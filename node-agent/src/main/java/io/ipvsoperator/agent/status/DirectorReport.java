package io.ipvsoperator.agent.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.agent.demand.ReportedDemand;
import io.ipvsoperator.agent.link.HostLink;
import io.ipvsoperator.agent.link.OwnAddress;
import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.tracking.CheckReport;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.wire.IpAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The status of this node's Director, made of an observation.
 *
 * @param instance of this process: an acknowledgement by an earlier one counts for nothing
 */
public record DirectorReport(String instance, String agentVersion, LinkSpeeds speeds) {
    /** What this agent can do beyond its first version. */
    private static final List<String> FEATURES = List.of(
            "DataPathChecks",
            "SourceRanges",
            "Fallback",
            "HealthChecks",
            "IPv6",
            "Masquerade",
            "SlowStart",
            "Tracking",
            "Tunnel",
            "Unicast",
            "VirtualMac");

    private static final int MAXIMUM_FAILURES = 20;
    private static final int MAXIMUM_CHECKS = 64;
    private static final int LONGEST_REASON = 1024;
    private static final int MAXIMUM_PROBLEMS = 8;

    /** @param previous the conditions of the report before, of which the times are kept while nothing flips */
    public DirectorStatus of(Observation seen, List<Condition> previous, Instant now) {
        return new DirectorStatus(
                new DirectorConditions(previous, now).of(seen),
                seen.links().stream().map(this::networkInterface).toList(),
                seen.routers().stream()
                        .map(router -> router(router, seen.demand()))
                        .toList(),
                applied(seen.applied()),
                new DirectorStatus.Kernel(
                        seen.kernel().services(), seen.kernel().destinations()),
                draining(seen.kernel().draining()),
                failures(seen.failures()),
                new DirectorStatus.Agent(agentVersion, FEATURES),
                checks(seen.checks()),
                seen.demand().map(DemandReport::of).orElse(null),
                BackendReport.of(seen.health()));
    }

    private DirectorStatus.NetworkInterface networkInterface(HostLink link) {
        return new DirectorStatus.NetworkInterface(
                link.name().value(),
                speeds.bitsPerSecond(link.name()).orElse(null),
                link.up(),
                link.addresses().stream().map(OwnAddress::toString).toList());
    }

    private static DirectorStatus.Router router(RouterObservation router, Optional<ReportedDemand> demand) {
        return new DirectorStatus.Router(
                router.name(),
                router.state(),
                seconds(router.since()),
                router.priority(),
                router.warnings(),
                router.reason().map(DirectorReport::bounded).orElse(null),
                router.problems().stream()
                        .limit(MAXIMUM_PROBLEMS)
                        .map(problem -> new DirectorStatus.Problem(
                                problem.kind().reason(),
                                problem.peer().map(IpAddress::toString).orElse(null),
                                problem.message()))
                        .toList(),
                demand.flatMap(measured -> DemandReport.of(measured, router.name()))
                        .orElse(null));
    }

    private List<DirectorStatus.Applied> applied(Map<ObjectKind, String> versions) {
        return versions.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(version -> new DirectorStatus.Applied(version.getKey().resource(), version.getValue(), instance))
                .toList();
    }

    private static List<DirectorStatus.Draining> draining(Map<String, Long> connections) {
        return connections.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(table -> new DirectorStatus.Draining(table.getKey(), table.getValue()))
                .toList();
    }

    /** Of more than there is room for, those that failed. */
    private static List<DirectorStatus.TrackedCheck> checks(List<CheckReport> checks) {
        return checks.stream()
                .sorted(Comparator.comparing(CheckReport::failed).reversed().thenComparing(CheckReport::name))
                .limit(MAXIMUM_CHECKS)
                .sorted(Comparator.comparing(CheckReport::name))
                .map(check -> new DirectorStatus.TrackedCheck(
                        check.name().pool(),
                        check.name().check(),
                        check.verdict().text(),
                        seconds(check.since()),
                        check.lastError().orElse(null)))
                .toList();
    }

    private static String bounded(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }

    private static DirectorStatus.Failures failures(List<Failure> failures) {
        List<DirectorStatus.Failure> items = failures.stream()
                .sorted(Comparator.comparing(Failure::kind).thenComparing(Failure::name))
                .limit(MAXIMUM_FAILURES)
                .map(failure ->
                        new DirectorStatus.Failure(failure.kind().resource(), failure.name(), failure.message()))
                .toList();
        return new DirectorStatus.Failures(failures.size(), items);
    }

    /** RFC 3339, as the API writes times. */
    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
