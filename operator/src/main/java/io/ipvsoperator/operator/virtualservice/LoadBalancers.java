package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.ApiGroup;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Which Services are this operator's, and what it reads in their annotations. */
public final class LoadBalancers {
    /** {@code spec.loadBalancerClass} of the Services that this operator serves; the API server lets nobody change it. */
    public static final String CLASS = ApiGroup.NAME + "/vip";

    /** Of the objects, and of the sources of their tables. */
    public static final String KIND = "Service";

    static final String POOL = ApiGroup.NAME + "/pool";
    static final String ADDRESSES = ApiGroup.NAME + "/addresses";
    static final String SHARING_KEY = ApiGroup.NAME + "/sharing-key";

    static final String SOURCE_RANGES_FIELDS =
            "spec.loadBalancerSourceRanges or metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]";

    static final String REQUEST_FIELDS = "metadata.annotations[" + ADDRESSES + "] or spec.loadBalancerIP";

    /** Whatever their values are, kube-proxy pkg/proxy, and LabelServiceProxyName and IsHeadlessService of the API. */
    private static final List<String> NOT_FOR_KUBE_PROXY =
            List.of("service.kubernetes.io/service-proxy-name", "service.kubernetes.io/headless");

    /** What the field is for, from before it was there: AnnotationLoadBalancerSourceRangesKey of the API. */
    private static final String SOURCE_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";

    private LoadBalancers() {}

    public static boolean isClaimed(Service service) {
        return service.getSpec() != null
                && "LoadBalancer".equals(service.getSpec().getType())
                && CLASS.equals(service.getSpec().getLoadBalancerClass());
    }

    /** Also one that is no longer claimed, until nothing of it is left. */
    public static boolean isOurs(Service service) {
        return isClaimed(service) || service.getMetadata().getFinalizers().contains(ApiGroup.DRAIN_FINALIZER);
    }

    /** The first of its labels by which kube-proxy leaves it alone: nodes would answer for its address themselves. */
    static Optional<String> kubeProxyOptOut(Service service) {
        Map<String, String> labels =
                Objects.requireNonNullElse(service.getMetadata().getLabels(), Map.of());
        return NOT_FOR_KUBE_PROXY.stream().filter(labels::containsKey).findFirst();
    }

    /** Networks of the clients that alone may use it, as written, and in which field; none: everybody may. */
    record SourceRanges(String field, List<String> networks) {}

    /** The field counts before the annotation. */
    static SourceRanges sourceRanges(Service service) {
        List<String> ranges =
                Objects.requireNonNullElse(service.getSpec().getLoadBalancerSourceRanges(), List.<String>of()).stream()
                        .map(String::strip)
                        .toList();
        return ranges.isEmpty()
                ? new SourceRanges(
                        "metadata.annotations[" + SOURCE_RANGES + "]",
                        annotation(service, SOURCE_RANGES).stream()
                                .flatMap(written -> Stream.of(written.split(",", -1)))
                                .map(String::strip)
                                .toList())
                : new SourceRanges("spec.loadBalancerSourceRanges", ranges);
    }

    /** Whether it asks to share addresses with others of its namespace. */
    public static boolean asksToShare(Service service) {
        return annotation(service, SHARING_KEY).isPresent();
    }

    static Optional<String> annotation(Service service, String name) {
        return Optional.ofNullable(service.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
