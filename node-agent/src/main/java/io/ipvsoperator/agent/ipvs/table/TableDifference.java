package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The least that makes the kernel's table what the plan wants, and what must not be touched.
 *
 * @param changes in the order in which they are written: what is wanted service by service, then services that go
 * @param failures services whose key is not ours to have
 * @param adopted services that we did not create and that already are exactly what we want
 * @param foreign services of others, reported and never touched
 * @param deferred our services that are no longer wanted but whose address this host still has: they go when it is gone
 */
public record TableDifference(
        List<Change> changes,
        List<ServiceFailure> failures,
        Set<ServiceKey> adopted,
        Set<ServiceKey> foreign,
        Set<ServiceKey> deferred) {
    public TableDifference {
        changes = List.copyOf(changes);
        failures = List.copyOf(failures);
        adopted = Set.copyOf(adopted);
        foreign = Set.copyOf(foreign);
        deferred = Set.copyOf(deferred);
    }

    /** Compares all that either has. */
    public static TableDifference between(
            DesiredTable desired, IpvsTable kernel, Set<ServiceKey> created, Set<InetAddress> held) {
        Set<ServiceKey> all = new LinkedHashSet<>(desired.services().services().keySet());
        all.addAll(kernel.services().keySet());
        return between(desired, kernel, created, held, all);
    }

    /**
     * @param created the services that our record says we created
     * @param held addresses that are on an interface of this host now
     * @param among the services that are compared; the others are taken for equal
     */
    public static TableDifference between(
            DesiredTable desired,
            IpvsTable kernel,
            Set<ServiceKey> created,
            Set<InetAddress> held,
            Collection<ServiceKey> among) {
        Comparison comparison = new Comparison(desired, kernel, created);
        among.forEach(key -> desired.service(key).ifPresent(comparison::want));
        Set<InetAddress> leaving = new LinkedHashSet<>(held);
        if (!leaving.isEmpty()) {
            leaving.removeAll(desired.addresses());
        }
        among.stream()
                .filter(key -> desired.service(key).isEmpty())
                .filter(kernel.services()::containsKey)
                .forEach(key -> comparison.dismiss(key, leaving));
        return comparison.result();
    }

    /** Collects the parts while it walks over both tables. */
    private static final class Comparison {
        private final DesiredTable desired;
        private final IpvsTable kernel;
        private final Set<ServiceKey> created;
        private final List<Change> changes = new ArrayList<>();
        private final List<ServiceFailure> failures;
        private final Set<ServiceKey> adopted = new LinkedHashSet<>();
        private final Set<ServiceKey> foreign = new LinkedHashSet<>();
        private final Set<ServiceKey> deferred = new LinkedHashSet<>();

        Comparison(DesiredTable desired, IpvsTable kernel, Set<ServiceKey> created) {
            this.desired = desired;
            this.kernel = kernel;
            this.created = created;
            this.failures = new ArrayList<>(desired.contested());
        }

        void want(ForwardedService wanted) {
            ServiceKey key = wanted.key();
            @Nullable ForwardedService present = kernel.services().get(key);
            if (present == null) {
                changes.add(new Change.AddService(wanted.service()));
                wanted.destinations().forEach(each -> changes.add(new Change.AddDestination(key, each)));
            } else if (created.contains(key)) {
                change(wanted, present);
            } else if (present.equals(wanted)) {
                adopted.add(key);
            } else {
                foreign.add(key);
                failures.add(new ServiceFailure(
                        desired.ownerOf(key).orElse(""),
                        key,
                        "the kernel holds a service for it that this agent did not create; remove it on the node with ipvsadm -D"
                                + " and the agent will add its own"));
            }
        }

        /**
         * New destinations and risen weights come before old ones go: a replaced set never leaves the service without any, nor does
         * a fallback that stands in.
         */
        private void change(ForwardedService wanted, ForwardedService present) {
            ServiceKey key = wanted.key();
            if (!present.service().equals(wanted.service())) {
                changes.add(new Change.SetService(wanted.service()));
            }
            Map<DestinationKey, IpvsDestination> left = present.byKey();
            List<Change> resting = new ArrayList<>();
            for (IpvsDestination destination : wanted.destinations()) {
                @Nullable IpvsDestination there = left.remove(destination.key());
                if (there == null) {
                    changes.add(new Change.AddDestination(key, destination));
                } else if (!there.equals(destination)) {
                    (destination.weight() == 0 ? resting : changes).add(new Change.SetDestination(key, destination));
                }
            }
            changes.addAll(resting);
            left.keySet().forEach(gone -> changes.add(new Change.RemoveDestination(key, gone)));
        }

        void dismiss(ServiceKey key, Set<InetAddress> leaving) {
            if (!created.contains(key)) {
                foreign.add(key);
            } else if (ServiceAddress.of(key).filter(leaving::contains).isPresent()) {
                deferred.add(key);
            } else {
                changes.add(new Change.RemoveService(key));
            }
        }

        TableDifference result() {
            return new TableDifference(changes, failures, adopted, foreign, deferred);
        }
    }
}
