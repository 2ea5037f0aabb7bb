package io.ipvsoperator.operator.loadbalancer;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import io.fabric8.kubernetes.api.model.ServiceStatusBuilder;
import io.ipvsoperator.crds.ApiGroup;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import io.ipvsoperator.operator.kubernetes.Conditions;
import io.ipvsoperator.operator.virtualservice.LoadBalancers;
import io.ipvsoperator.operator.virtualservice.ServiceInputs;
import io.ipvsoperator.operator.virtualservice.ServiceSource;
import io.ipvsoperator.operator.virtualservice.ServiceStatusReport;
import io.ipvsoperator.operator.virtualservice.ServiceWriter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is said in the status of a Service: the addresses that directors are told to serve, and the conditions that a
 * VirtualService would have, whose types carry the operator's name, for the Service is not its own.
 */
final class LoadBalancerStatus {
    private static final String PREFIX = ApiGroup.NAME + "/";

    /** Packets arrive at nodes with the address as their destination, so kube-proxy has to answer for it. */
    private static final String VIP = "VIP";

    static final List<String> TOLD_AS_EVENTS =
            ServiceStatusReport.TOLD_AS_EVENTS.stream().map(PREFIX::concat).toList();

    private LoadBalancerStatus() {}

    static ServiceStatus of(ServiceInputs inputs, ServiceWriter.Published published, Instant now) {
        List<ConditionValue> values =
                new ServiceStatusReport(inputs, published.decision(), published.table()).conditions();
        return new ServiceStatusBuilder()
                .withConditions(Conditions.advance(
                        inputs.source().conditions(),
                        values.stream().map(LoadBalancerStatus::prefixed).toList(),
                        null,
                        now))
                .withNewLoadBalancer()
                .withIngress(published.table().stream()
                        .flatMap(LoadBalancerStatus::addresses)
                        .toList())
                .endLoadBalancer()
                .build();
    }

    /**
     * Of a Service on its way out: its address while it is still its own, which kube-proxy has to answer for until the
     * last connection has ended. One that is of another type or class by now says nothing of this operator's.
     */
    static ServiceStatus leaving(ServiceSource.OfLoadBalancer source, Instant now) {
        ServiceStatus before = source.object().getStatus();
        if (!LoadBalancers.isClaimed(source.object()) || before == null) {
            return new ServiceStatus();
        }
        ConditionValue leaving = ConditionValue.isFalse(
                PREFIX + "Ready",
                "Leaving",
                "the Service is deleted: its connections may end for up to "
                        + source.drainTimeout().toSeconds() + " s, then directors let go of its addresses");
        return new ServiceStatusBuilder()
                .withConditions(Conditions.advance(source.conditions(), List.of(leaving), null, now))
                .withNewLoadBalancer()
                .withIngress(ingress(before))
                .endLoadBalancer()
                .build();
    }

    private static ConditionValue prefixed(ConditionValue value) {
        return new ConditionValue(PREFIX + value.type(), value.truth(), value.reason(), value.message());
    }

    private static Stream<LoadBalancerIngress> addresses(ForwardingTable table) {
        return table.getSpec().addresses().stream()
                .map(address -> new LoadBalancerIngressBuilder()
                        .withIp(address)
                        .withIpMode(VIP)
                        .build());
    }

    /** Whether nothing of what the operator says is to be changed. */
    static boolean isSame(@Nullable ServiceStatus before, ServiceStatus after) {
        return before != null && sameIngress(before, after) && own(before).equals(own(after));
    }

    /** By the addresses kube-proxy knows what to answer for, before nodes get connections of them. */
    static boolean sameIngress(@Nullable ServiceStatus before, ServiceStatus after) {
        return before != null && ingress(before).equals(ingress(after));
    }

    /** Whether anything stands there that the operator has said. */
    static boolean saysAnything(Service service) {
        return service.getStatus() != null && !own(service.getStatus()).isEmpty();
    }

    private static List<LoadBalancerIngress> ingress(ServiceStatus status) {
        return status.getLoadBalancer() == null
                ? List.of()
                : Objects.requireNonNullElse(status.getLoadBalancer().getIngress(), List.of());
    }

    private static Set<Condition> own(ServiceStatus status) {
        return status.getConditions().stream()
                .filter(condition -> condition.getType().startsWith(PREFIX))
                .collect(Collectors.toSet());
    }

    /** Without anything that the operator says. */
    static Service named(Service service) {
        Service named = new Service();
        named.setMetadata(new ObjectMetaBuilder()
                .withNamespace(service.getMetadata().getNamespace())
                .withName(service.getMetadata().getName())
                .withUid(service.getMetadata().getUid())
                .build());
        return named;
    }
}
