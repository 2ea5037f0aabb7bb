package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.Rates;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.kubernetes.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What people write and the operator makes a table of. Behind it both kinds are the same. */
public sealed interface ServiceSource {

    HasMetadata object();

    /** Where its addresses come from; empty text when no pool suits. */
    String poolName();

    Duration drainTimeout();

    /** Present when it is on its way out, with the time since when. */
    Optional<Instant> leavingSince();

    /** What it declares; null: the pool's default. */
    @Nullable
    Rates demand();

    @Nullable
    List<Condition> conditions();

    ServiceValidation.Outcome validate();

    default String uid() {
        return object().getMetadata().getUid();
    }

    /** In whose name it has addresses. */
    Holding holding();

    default String holder() {
        return holding().holder();
    }

    default ServiceIdentity identity() {
        return ServiceIdentity.of(object());
    }

    /** Changes with whatever of it matters to a plan. */
    String version();

    default boolean isLeaving() {
        return leavingSince().isPresent();
    }

    private static Optional<Instant> deletionOf(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getDeletionTimestamp()).map(Instant::parse);
    }

    /** The operator's own kind. */
    record OfVirtualService(VirtualService object, Holding holding) implements ServiceSource {
        /** Of one that shares with nobody. */
        public OfVirtualService(VirtualService object) {
            this(object, Holding.alone(object.getMetadata().getUid()));
        }

        @Override
        public String poolName() {
            return object.getSpec().poolName();
        }

        @Override
        public Duration drainTimeout() {
            return DurationText.parse(object.getSpec().drain().timeout()).orElse(Duration.ZERO);
        }

        @Override
        public Optional<Instant> leavingSince() {
            return deletionOf(object);
        }

        @Override
        public @Nullable Rates demand() {
            return object.getSpec().demand();
        }

        @Override
        public @Nullable List<Condition> conditions() {
            return object.getStatus() == null ? null : object.getStatus().conditions();
        }

        @Override
        public String version() {
            return String.valueOf(object.getMetadata().getGeneration());
        }

        @Override
        public ServiceValidation.Outcome validate() {
            return holding.refusal()
                    .<ServiceValidation.Outcome>map(ServiceValidation.Outcome.Invalid::new)
                    .orElseGet(() -> ServiceValidation.validate(object));
        }
    }

    /** A Service of type LoadBalancer of this operator's class, or one that was and has still to be let go. */
    record OfLoadBalancer(Service object, PoolChoice choice, Holding holding) implements ServiceSource {
        /** Of one that shares with nobody. */
        public OfLoadBalancer(Service object, PoolChoice choice) {
            this(object, choice, Holding.alone(object.getMetadata().getUid()));
        }

        @Override
        public String poolName() {
            return choice.pool();
        }

        @Override
        public Duration drainTimeout() {
            return LoadBalancerValidation.DRAIN_TIMEOUT;
        }

        /** Who changes its type takes it away at once. */
        @Override
        public Optional<Instant> leavingSince() {
            return deletionOf(object)
                    .or(() -> LoadBalancers.isClaimed(object) ? Optional.empty() : Optional.of(Instant.EPOCH));
        }

        @Override
        public @Nullable Rates demand() {
            return null;
        }

        @Override
        public @Nullable List<Condition> conditions() {
            return object.getStatus() == null ? null : object.getStatus().getConditions();
        }

        /** The API server counts no generations of Services, and most of a Service is of no interest to a plan. */
        @Override
        public String version() {
            return choice.pool() + " " + holder() + " "
                    + switch (validate()) {
                        case ServiceValidation.Outcome.Valid(ValidService service) ->
                            new TreeSet<>(service.families()) + " " + service.requested();
                        case ServiceValidation.Outcome.Invalid ignored -> "refused";
                    };
        }

        @Override
        public ServiceValidation.Outcome validate() {
            return choice.refusal()
                    .or(holding::refusal)
                    .<ServiceValidation.Outcome>map(ServiceValidation.Outcome.Invalid::new)
                    .orElseGet(() -> LoadBalancerValidation.validate(object, choice.pool()));
        }
    }

    /** A table whose VirtualService or Service is gone, or is no longer this operator's, without having been retired. */
    record Orphaned(ForwardingTable object, Holding holding) implements ServiceSource {
        /** Alone: whoever shared with it stays, and nobody waits for it. */
        public Orphaned(ForwardingTable object) {
            this(object, Holding.alone(object.getSpec().source().uid()));
        }

        @Override
        public String uid() {
            return table().uid();
        }

        @Override
        public ServiceIdentity identity() {
            return new ServiceIdentity(
                    table().kind(),
                    table().uid(),
                    table().namespace(),
                    table().name(),
                    Instant.parse(object.getMetadata().getCreationTimestamp()));
        }

        private ForwardingTableSpec.Source table() {
            return object.getSpec().source();
        }

        @Override
        public String poolName() {
            return object.getSpec().pool();
        }

        @Override
        public Duration drainTimeout() {
            return Duration.ZERO;
        }

        @Override
        public Optional<Instant> leavingSince() {
            return Optional.of(Instant.EPOCH);
        }

        @Override
        public @Nullable Rates demand() {
            return null;
        }

        @Override
        public @Nullable List<Condition> conditions() {
            return null;
        }

        @Override
        public String version() {
            return "";
        }

        @Override
        public ServiceValidation.Outcome validate() {
            return new ServiceValidation.Outcome.Invalid(new Refusal(
                    "Orphaned", identity().title() + " is gone, or is no longer this operator's; its table goes"));
        }
    }
}
