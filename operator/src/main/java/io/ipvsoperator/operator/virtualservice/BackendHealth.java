package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the live directors' own health checks say of a service's backends.
 *
 * @param findings of those that check them, by name of the director
 */
record BackendHealth(List<Finding> findings) {

    /** @param failing addresses that stand in the director's bounded report */
    record Finding(String director, DirectorStatus.TableHealth table, List<String> failing) {
        String text() {
            String reasons = failing.isEmpty() ? "" : " (" + String.join(", ", failing) + ")";
            String used = director + " uses " + table.ready() + " of " + table.total() + reasons;
            if (table.fallbackSince() != null) {
                return used + ", fewer than the quorum, so its fallback serves";
            }
            return table.panicSince() == null
                    ? used
                    : used + ", since more fail than panicThreshold allows: is it cut off from them?";
        }
    }

    static BackendHealth of(
            Optional<? extends HasMetadata> table, List<VirtualRouter> routers, Map<String, Director> directors) {
        return new BackendHealth(table.stream()
                .flatMap(published -> ProgrammedReport.live(routers, directors).stream()
                        .flatMap(director ->
                                finding(director, published.getMetadata().getName())))
                .toList());
    }

    private static Stream<Finding> finding(Director director, String table) {
        DirectorStatus status = director.getStatus();
        DirectorStatus.Health health = status == null ? null : status.health();
        if (health == null) {
            return Stream.empty();
        }
        List<String> failing = health.failing().items().stream()
                .filter(backend -> backend.table().equals(table))
                .map(DirectorStatus.FailingBackend::message)
                .toList();
        return health.tables().stream()
                .filter(each -> each.table().equals(table))
                .map(each -> new Finding(director.getMetadata().getName(), each, failing));
    }

    /**
     * Ready are as many as the director uses that uses the fewest, for a client meets one director and does not know which. Two
     * directors that use as many may use different ones.
     */
    VirtualServiceStatus.Backends counts(VirtualServiceStatus.Backends published) {
        int fewest = findings.stream()
                .mapToInt(finding -> finding.table().ready())
                .min()
                .orElse(published.ready());
        return new VirtualServiceStatus.Backends(Math.min(published.ready(), fewest), published.total());
    }

    private static boolean isRemarkable(Finding finding) {
        DirectorStatus.TableHealth table = finding.table();
        return table.ready() < table.total() || table.panicSince() != null || table.fallbackSince() != null;
    }

    /** @param resolved by what is published alone */
    ConditionValue condition(ConditionValue resolved) {
        List<Finding> remarkable =
                findings.stream().filter(BackendHealth::isRemarkable).toList();
        boolean fallback =
                remarkable.stream().anyMatch(finding -> finding.table().fallbackSince() != null);
        if (remarkable.isEmpty() || (!resolved.holds() && !fallback)) {
            return resolved;
        }
        String text = resolved.message() + "; by health checks director "
                + remarkable.stream().map(Finding::text).collect(Collectors.joining("; director "));
        if (!resolved.holds()) {
            return new ConditionValue(resolved.type(), resolved.truth(), resolved.reason(), text);
        }
        boolean nowhere = findings.stream().allMatch(finding -> finding.table().ready() == 0);
        if (nowhere) {
            return ConditionValue.isFalse(resolved.type(), fallback ? "FallbackServes" : "NoBackendHealthy", text);
        }
        if (fallback) {
            return ConditionValue.isTrue(resolved.type(), "FallbackServes", text);
        }
        boolean panic = remarkable.stream().anyMatch(finding -> finding.table().panicSince() != null);
        return ConditionValue.isTrue(resolved.type(), panic ? "PanicThresholdExceeded" : "PartlyHealthy", text);
    }
}
