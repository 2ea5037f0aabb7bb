package io.ipvsoperator.operator.vippool;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.operator.director.Directors;
import io.ipvsoperator.operator.kubernetes.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why nothing is planned for now.
 *
 * @param recheck how long until time alone may end it; empty when only news can
 */
record Suspension(String reason, String message, Optional<Duration> recheck) {
    /** A new director is waited for that long: an address placed without it would stay where it is. */
    static final Duration START_OF_A_DIRECTOR = Duration.ofSeconds(60);

    /** Leases that expire within that time expire at once: so long after one renewal the next is due. */
    static final Duration AT_ONCE = Duration.ofSeconds(30);

    static Optional<Suspension> of(PoolDirectors directors, Instant now) {
        return starting(directors, now).or(() -> expiredTogether(directors));
    }

    private static Optional<Suspension> starting(PoolDirectors directors, Instant now) {
        List<String> awaited = directors.objects().values().stream()
                .filter(director -> isStarting(director, now))
                .map(director -> director.getMetadata().getName())
                .toList();
        return awaited.isEmpty() && directors.missing().isEmpty()
                ? Optional.empty()
                : Optional.of(new Suspension(
                        "DirectorsStarting",
                        "waiting up to " + START_OF_A_DIRECTOR.toSeconds() + " s for the agents of new directors "
                                + awaited + " before addresses are placed",
                        Optional.of(Duration.ofSeconds(5))));
    }

    private static boolean isStarting(Director director, Instant now) {
        boolean heard = Conditions.find(Directors.conditions(director), Directors.AVAILABLE)
                .filter(condition -> !"Unknown".equals(condition.getStatus()))
                .isPresent();
        Instant created = Instant.parse(director.getMetadata().getCreationTimestamp());
        return !heard && Duration.between(created, now).compareTo(START_OF_A_DIRECTOR) < 0;
    }

    private static Optional<Suspension> expiredTogether(PoolDirectors directors) {
        List<Instant> expired = directors.objects().values().stream()
                .flatMap(director -> Conditions.find(Directors.conditions(director), Directors.AVAILABLE).stream())
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(Condition::getLastTransitionTime)
                .map(Instant::parse)
                .sorted()
                .toList();
        long together = expired.stream()
                .mapToLong(first ->
                        expired.stream().filter(each -> isWithin(first, each)).count())
                .max()
                .orElse(0);
        return together >= 2 && together * 2 >= directors.objects().size()
                ? Optional.of(new Suspension(
                        "LeasesExpiredTogether",
                        together + " of " + directors.objects().size()
                                + " directors fell silent at once, which looks like a fault of the network or the API"
                                + " server and not of theirs: nothing is planned until one is heard again",
                        Optional.empty()))
                : Optional.empty();
    }

    private static boolean isWithin(Instant first, Instant each) {
        Duration later = Duration.between(first, each);
        return !later.isNegative() && later.compareTo(AT_ONCE) <= 0;
    }
}
