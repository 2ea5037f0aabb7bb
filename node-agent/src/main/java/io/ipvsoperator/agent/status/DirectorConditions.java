package io.ipvsoperator.agent.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.agent.tracking.CheckReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The conditions of this node's Director that the agent writes. Pure.
 *
 * @param previous those of the report before, of which the times are kept while nothing flips
 */
record DirectorConditions(List<Condition> previous, Instant now) {

    /** Ready first, which sums up. */
    List<Condition> of(Observation seen) {
        Condition kernelReady = seen.kernel()
                .problem()
                .map(problem -> isFalse("KernelReady", "KernelRefused", problem))
                .orElseGet(() -> isTrue("KernelReady", "Usable", "IPVS answers"));
        Condition inSync = inSync(seen);
        Condition checksPass = checksPass(seen.checks());
        Condition summary = Stream.of(kernelReady, checksPass, inSync)
                .filter(condition -> !condition.getStatus().equals("True"))
                .findFirst()
                .map(culprit -> isFalse("Ready", culprit.getReason(), culprit.getMessage()))
                .orElseGet(() -> isTrue("Ready", "Ready", inSync.getMessage()));
        return List.of(
                summary, kernelReady, inSync, checksPass, backendsAnswer(seen.health()), soleUser(seen.kernel()));
    }

    /** No part of Ready: who shares the table may have reasons, and services of ours are served all the same. */
    private Condition soleUser(KernelObservation kernel) {
        return kernel.foreign()
                .map(foreign -> isFalse("SoleIpvsUser", "ForeignServices", foreign.message()))
                .orElseGet(() -> isTrue("SoleIpvsUser", "OnlyOwn", "all IPVS services here are of this agent"));
    }

    private Condition inSync(Observation seen) {
        if (!seen.confirmed()) {
            return isFalse(
                    "InSync",
                    "Unconfirmed",
                    "runs the plan from disk; no list of the API server has arrived since the agent started");
        }
        if (!seen.failures().isEmpty()) {
            Failure first = seen.failures().getFirst();
            String message = seen.failures().size() + " object(s) cannot be served; the first: "
                    + first.kind().resource() + "/" + first.name() + ": " + first.message();
            return isFalse("InSync", "ObjectsFailed", message);
        }
        List<String> complaints = seen.kernel().complaints();
        return complaints.isEmpty()
                ? isTrue("InSync", "InSync", "the kernel equals the published objects")
                : isFalse("InSync", "SettingsRefused", String.join("; ", complaints));
    }

    /** Checks with a weight are left out: with one of them failed the director still stands for its routers. */
    private Condition checksPass(List<CheckReport> checks) {
        String failed = checks.stream()
                .filter(check -> check.resigns() && check.failed())
                .map(check -> check.name().pool() + "/" + check.name().check()
                        + check.lastError().map(error -> ": " + error).orElse(""))
                .collect(Collectors.joining("; "));
        return failed.isEmpty()
                ? isTrue("ChecksPass", "NoneFailed", "no tracked check holds this director back")
                : isFalse(
                        "ChecksPass",
                        "CheckFailed",
                        "gives away all virtual routers of a pool whose check failed: " + failed);
    }

    /** No part of Ready: the director serves, and its backends are not its own doing. */
    private Condition backendsAnswer(HealthReport health) {
        String panics = BackendReport.panics(health);
        String fallbacks = BackendReport.fallbacks(health);
        if (panics.isEmpty() && fallbacks.isEmpty()) {
            return isTrue(
                    "BackendsAnswer",
                    "NoPanic",
                    "no table has more failing backends than its panicThreshold allows, and no fallback serves");
        }
        List<String> found = new ArrayList<>();
        if (!panics.isEmpty()) {
            found.add("so many backends fail their health checks that those used before are used on, by table: "
                    + panics);
        }
        if (!fallbacks.isEmpty()) {
            found.add("so few backends pass their health checks that fallbacks serve, by table: " + fallbacks);
        }
        return isFalse(
                "BackendsAnswer",
                panics.isEmpty() ? "FallbackServes" : "PanicThresholdExceeded",
                "is this director cut off from its backends? " + String.join("; ", found));
    }

    private Condition isTrue(String type, String reason, String message) {
        return condition(type, "True", reason, message);
    }

    private Condition isFalse(String type, String reason, String message) {
        return condition(type, "False", reason, message);
    }

    private Condition condition(String type, String status, String reason, String message) {
        String since = previous.stream()
                .filter(before ->
                        before.getType().equals(type) && before.getStatus().equals(status))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(since)
                .build();
    }
}
