package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;

/**
 * Which service, and since when: the older one wins a contest.
 *
 * @param kind of the object that asks for it
 */
public record ServiceIdentity(String kind, String uid, String namespace, String name, Instant created) {

    public static ServiceIdentity of(HasMetadata service) {
        return new ServiceIdentity(
                service.getKind(),
                service.getMetadata().getUid(),
                service.getMetadata().getNamespace(),
                service.getMetadata().getName(),
                Instant.parse(service.getMetadata().getCreationTimestamp()));
    }

    /** The name among all that may have addresses: a Service may be called as a VirtualService is. */
    public String claimName() {
        return kind.equals(LoadBalancers.KIND) ? "service/" + name : name;
    }

    /** For messages. */
    public String title() {
        return namespace + "/" + claimName();
    }

    /** Where it says which addresses it must have. */
    String addressesField() {
        return kind.equals(LoadBalancers.KIND) ? LoadBalancers.REQUEST_FIELDS : "spec.addresses.requested";
    }

    /** Where it says which pool it is of. */
    String poolField() {
        return kind.equals(LoadBalancers.KIND) ? "metadata.annotations[" + LoadBalancers.POOL + "]" : "spec.poolName";
    }
}
