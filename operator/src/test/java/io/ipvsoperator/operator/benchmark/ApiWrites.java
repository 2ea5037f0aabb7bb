package io.ipvsoperator.operator.benchmark;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many writes the API server has taken, by resource: its own metric {@code apiserver_request_total}. */
record ApiWrites(Map<String, Long> byResource) {
    private static final Pattern SAMPLE = Pattern.compile("apiserver_request_total\\{(.*)} ([0-9.e+]+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Set<String> WRITING = Set.of("APPLY", "PATCH", "PUT", "POST", "DELETE");
    /** Written all the time, whatever changes. */
    private static final String LEASES = "leases";

    static ApiWrites seenBy(KubernetesClient client) {
        Map<String, Long> counts = new TreeMap<>();
        String metrics = client.raw("/metrics");
        for (Matcher sample = SAMPLE.matcher(metrics); sample.find(); ) {
            Map<String, String> labels = new TreeMap<>();
            for (Matcher label = LABEL.matcher(sample.group(1)); label.find(); ) {
                labels.put(label.group(1), label.group(2));
            }
            String resource = labels.getOrDefault("resource", "");
            if (WRITING.contains(labels.getOrDefault("verb", "")) && !resource.equals(LEASES)) {
                String part = labels.getOrDefault("subresource", "");
                counts.merge(
                        part.isEmpty() ? resource : resource + "/" + part,
                        (long) Double.parseDouble(sample.group(2)),
                        Long::sum);
            }
        }
        return new ApiWrites(counts);
    }

    ApiWrites since(ApiWrites before) {
        Map<String, Long> more = new TreeMap<>();
        byResource.forEach((resource, count) -> {
            long difference = count - before.byResource.getOrDefault(resource, 0L);
            if (difference > 0) {
                more.put(resource, difference);
            }
        });
        return new ApiWrites(more);
    }

    long of(String resource) {
        return byResource.getOrDefault(resource, 0L);
    }
}
