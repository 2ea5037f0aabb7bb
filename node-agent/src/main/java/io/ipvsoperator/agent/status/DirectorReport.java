package io.ipvsoperator.agent.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.ipvsoperator.agent.backend.HealthReport;
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
import java.util.stream.Stream;

/**
 * The status of this node's Director, made of an observation.
 *
 * @param instance of this process: an acknowledgement by an earlier one counts for nothing
 */
public record DirectorReport(String instance, String agentVersion, LinkSpeeds speeds) {
    /** What this agent can do beyond its first version. */
    private static final List<String> FEATURES = List.of(
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
                conditions(seen, previous, now),
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

    private static List<Condition> conditions(Observation seen, List<Condition> previous, Instant now) {
        Condition kernelReady = seen.kernel()
                .problem()
                .map(problem -> condition("KernelReady", false, "KernelRefused", problem, previous, now))
                .orElseGet(() -> condition("KernelReady", true, "Usable", "IPVS answers", previous, now));
        Condition inSync = inSync(seen, previous, now);
        Condition checksPass = checksPass(seen.checks(), previous, now);
        Condition summary = Stream.of(kernelReady, checksPass, inSync)
                .filter(condition -> !isTrue(condition))
                .findFirst()
                .map(culprit -> condition("Ready", false, culprit.getReason(), culprit.getMessage(), previous, now))
                .orElseGet(() -> condition("Ready", true, "Ready", inSync.getMessage(), previous, now));
        return List.of(
                summary,
                kernelReady,
                inSync,
                checksPass,
                backendsAnswer(seen.health(), previous, now),
                soleUser(seen.kernel(), previous, now));
    }

    /** No part of Ready: who shares the table may have reasons, and services of ours are served all the same. */
    private static Condition soleUser(KernelObservation kernel, List<Condition> previous, Instant now) {
        return kernel.foreign()
                .map(foreign -> condition("SoleIpvsUser", false, "ForeignServices", foreign.message(), previous, now))
                .orElseGet(() -> condition(
                        "SoleIpvsUser", true, "OnlyOwn", "all IPVS services here are of this agent", previous, now));
    }

    private static Condition inSync(Observation seen, List<Condition> previous, Instant now) {
        if (!seen.confirmed()) {
            return condition(
                    "InSync",
                    false,
                    "Unconfirmed",
                    "runs the plan from disk; no list of the API server has arrived since the agent started",
                    previous,
                    now);
        }
        if (!seen.failures().isEmpty()) {
            Failure first = seen.failures().getFirst();
            String message = seen.failures().size() + " object(s) cannot be served; the first: "
                    + first.kind().resource() + "/" + first.name() + ": " + first.message();
            return condition("InSync", false, "ObjectsFailed", message, previous, now);
        }
        if (!seen.kernel().complaints().isEmpty()) {
            String message = String.join("; ", seen.kernel().complaints());
            return condition("InSync", false, "SettingsRefused", message, previous, now);
        }
        return condition("InSync", true, "InSync", "the kernel equals the published objects", previous, now);
    }

    /** Checks with a weight are left out: with one of them failed the director still stands for its routers. */
    private static Condition checksPass(List<CheckReport> checks, List<Condition> previous, Instant now) {
        List<String> failed = checks.stream()
                .filter(check -> check.resigns() && check.failed())
                .map(check -> check.name().pool() + "/" + check.name().check()
                        + check.lastError().map(error -> ": " + error).orElse(""))
                .toList();
        return failed.isEmpty()
                ? condition(
                        "ChecksPass", true, "NoneFailed", "no tracked check holds this director back", previous, now)
                : condition(
                        "ChecksPass",
                        false,
                        "CheckFailed",
                        "gives away all virtual routers of a pool whose check failed: " + String.join("; ", failed),
                        previous,
                        now);
    }

    /** No part of Ready: the director serves, and its backends are not its own doing. */
    private static Condition backendsAnswer(HealthReport health, List<Condition> previous, Instant now) {
        String panics = BackendReport.panics(health);
        if (!panics.isEmpty()) {
            String message =
                    "so many backends fail their health checks that those used before are used on; is this director"
                            + " cut off from them? Failing, by table: " + panics;
            return condition("BackendsAnswer", false, "PanicThresholdExceeded", message, previous, now);
        }
        String fallbacks = BackendReport.fallbacks(health);
        if (!fallbacks.isEmpty()) {
            String message =
                    "so few backends pass their health checks that fallbacks serve; is this director cut off from"
                            + " them? Failing, by table: " + fallbacks;
            return condition("BackendsAnswer", false, "FallbackServes", message, previous, now);
        }
        return condition(
                "BackendsAnswer",
                true,
                "NoPanic",
                "no table has more failing backends than its panicThreshold allows, and no fallback serves",
                previous,
                now);
    }

    private static boolean isTrue(Condition condition) {
        return condition.getStatus().equals("True");
    }

    private static Condition condition(
            String type, boolean holds, String reason, String message, List<Condition> previous, Instant now) {
        String status = holds ? "True" : "False";
        String since = previous.stream()
                .filter(before ->
                        before.getType().equals(type) && before.getStatus().equals(status))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElseGet(() -> seconds(now));
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(since)
                .build();
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
