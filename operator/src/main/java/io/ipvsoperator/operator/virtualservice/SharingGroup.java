package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.operator.allocation.IpAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All services that share some addresses, and what becomes of each. */
public final class SharingGroup {
    private static final Comparator<Sharer> OLDEST_FIRST = Comparator.<Sharer, Instant>comparing(
                    sharer -> sharer.identity().created())
            .thenComparing(sharer -> sharer.identity().namespace())
            .thenComparing(sharer -> sharer.identity().claimName());

    private final List<Sharer> sharers;
    private final SharingTerms terms;
    private final Map<String, Refusal> portRefusals;

    private SharingGroup(List<Sharer> sharers, List<IpAddress> held) {
        this.sharers = sharers;
        terms = new SharingTerms(sharers, held);
        portRefusals = PortContest.refusals(
                sharers, sharer -> sharer.runs() || terms.refusal(sharer).isEmpty());
    }

    /**
     * @param admission why the pool does not take a service
     * @param held the addresses that they have
     */
    public static SharingGroup of(
            Collection<ServiceSource> sources,
            Function<ValidService, Optional<Refusal>> admission,
            List<IpAddress> held) {
        List<Sharer> sharers = sources.stream()
                .map(source -> new Sharer(source, admitted(source, admission)))
                .sorted(OLDEST_FIRST)
                .toList();
        return new SharingGroup(sharers, held);
    }

    private static Optional<ValidService> admitted(
            ServiceSource source, Function<ValidService, Optional<Refusal>> admission) {
        return switch (source.validate()) {
            case ServiceValidation.Outcome.Valid(ValidService service) ->
                Optional.of(service).filter(valid -> admission.apply(valid).isEmpty());
            case ServiceValidation.Outcome.Invalid ignored -> Optional.empty();
        };
    }

    /** What is to be given to all of them; empty: they keep what they have. */
    public Optional<ValidService> agreed() {
        return terms.agreed();
    }

    /** Under whose name they claim addresses. */
    public ServiceIdentity identity() {
        return terms.spokesman().orElse(sharers.getFirst()).identity();
    }

    /** Those whose demand is to be reckoned with: what runs, and what is about to. */
    public List<ServiceSource> counted() {
        return sharers.stream()
                .filter(sharer -> sharer.runs() || isAccepted(sharer))
                .map(Sharer::source)
                .toList();
    }

    private boolean isAccepted(Sharer sharer) {
        return sharer.isCandidate()
                && !portRefusals.containsKey(sharer.source().uid())
                && terms.refusal(sharer).isEmpty();
    }

    /** Why a service must not have a port that it asks for. */
    Optional<Refusal> portRefusal(String uid) {
        return Optional.ofNullable(portRefusals.get(uid));
    }

    /** Why a service gets no address that it does not have yet. */
    Optional<Refusal> termsRefusal(String uid) {
        return sharers.stream()
                .filter(sharer -> sharer.source().uid().equals(uid))
                .findFirst()
                .flatMap(terms::refusal);
    }
}
