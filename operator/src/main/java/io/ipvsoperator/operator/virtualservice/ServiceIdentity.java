package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;

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
        return isLoadBalancer() ? "service/" + name : name;
    }

    /** For messages. */
    public String title() {
        return namespace + "/" + claimName();
    }

    /** For messages that stand where both kinds do. */
    public String kindAndName() {
        return kind + " " + namespace + "/" + name;
    }

    private boolean isLoadBalancer() {
        return kind.equals(LoadBalancers.KIND);
    }

    /**
     * What to write for a demand that is to be planned with: a Service declares none of its own.
     *
     * @param amounts such as {@code bandwidth: 720M}
     */
    String demandRemedy(String pool, List<String> amounts) {
        return isLoadBalancer()
                ? "raise redundancy.defaultDemand of VipPool " + pool + " to " + String.join(" and ", amounts)
                        + ": a Service counts with that"
                : "declare demand." + String.join(" and demand.", amounts);
    }

    /** Where it says which addresses it must have. */
    String addressesField() {
        return isLoadBalancer() ? LoadBalancers.REQUEST_FIELDS : "spec.addresses.requested";
    }

    /** Where it says which pool it is of. */
    String poolField() {
        return isLoadBalancer() ? "metadata.annotations[" + LoadBalancers.POOL + "]" : "spec.poolName";
    }

    /** Where it says with whom it shares its addresses. */
    String sharingField() {
        return isLoadBalancer()
                ? "metadata.annotations[" + LoadBalancers.SHARING_KEY + "]"
                : "spec.addresses.sharing.key";
    }

    /** Where it says of which families they are. */
    String familiesField() {
        return isLoadBalancer() ? "spec.ipFamilies" : "spec.addresses.families";
    }

    /** How many of each it asks for, in words: a Service has no choice. */
    String countText(ValidService.AddressCount count) {
        return isLoadBalancer()
                ? "a Service has " + count + " address of each family"
                : "spec.addresses.count is " + count;
    }
}
