package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.kubernetes.Cluster;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of what may change the lot of others that share addresses: what one of them asks for, that it leaves, and which ports its
 * table serves.
 */
public final class SharingTriggers {
    private final Cluster cluster;
    private final Consumer<String> ofNamespace;
    private final Holdings holdings;

    /** @param ofNamespace looks at all that share in a namespace; called on the watch's thread */
    public SharingTriggers(Cluster cluster, Consumer<String> ofNamespace) {
        this.cluster = cluster;
        this.ofNamespace = ofNamespace;
        holdings = SharingGathering.holdings(cluster);
    }

    /** Whether the holder of an address stands for all that share it. */
    public static boolean isShared(String holder) {
        return SharingKey.isHolder(holder);
    }

    public void start() {
        cluster.services().onChangeOf(SharingTriggers::ofConcern, service -> {
            if (service.getSpec().addresses().sharing() != null) {
                ofNamespace.accept(service.getMetadata().getNamespace());
            }
        });
        cluster.kubernetesServices().onChangeOf(SharingTriggers::ofConcern, service -> {
            if (LoadBalancers.isOurs(service) && LoadBalancers.asksToShare(service)) {
                ofNamespace.accept(service.getMetadata().getNamespace());
            }
        });
        cluster.tables()
                .onChangeOf(
                        table -> List.of(
                                table.getSpec().addresses(), table.getSpec().services()),
                        table -> {
                            if (mayBeShared(table.getSpec())) {
                                ofNamespace.accept(table.getSpec().source().namespace());
                            }
                        });
    }

    /** Of one that was emptied nobody knows any longer. */
    private boolean mayBeShared(ForwardingTableSpec table) {
        return table.addresses().isEmpty() || SharingKey.isHolder(holdings.holderOf(table));
    }

    private static List<@Nullable Object> ofConcern(VirtualService service) {
        return Arrays.asList(service.getSpec(), service.getMetadata().getDeletionTimestamp());
    }

    private static List<@Nullable Object> ofConcern(Service service) {
        return Arrays.asList(
                service.getSpec(),
                service.getMetadata().getAnnotations(),
                service.getMetadata().getDeletionTimestamp());
    }
}
