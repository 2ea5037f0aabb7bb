package io.ipvsoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the status of objects of one kind: a flip of a condition at once, anything else at most every 5 s for each object. A
 * flip that only says that somebody is waited for is written once that has lasted: an endpoint that comes or goes would make two
 * of them, and two Events. Flips are told as Events. Lives as long as the process; safe for use by many threads.
 */
public final class StatusWriter<T extends HasMetadata> {
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ResourceCache<T> cache;
    private final ServerSideApply writer;
    private final EventRecorder events;
    private final LongSupplier nanoTime;
    private final List<String> toldAsEvents;
    private final Pace pace = new Pace(BETWEEN_WRITES);
    /** By uid, since when a status only differs by somebody who is waited for, in nanoseconds. */
    private final Map<String, Long> pendingSince = new ConcurrentHashMap<>();

    /**
     * What a status says beside what it said.
     *
     * @param before conditions; null when it had none
     * @param urgent whether it must not wait, whatever the conditions say
     */
    public record Change(@Nullable List<Condition> before, List<Condition> after, boolean urgent) {
        public Change {
            after = List.copyOf(after);
        }

        boolean flips() {
            return Conditions.flipped(before, after);
        }

        /** Whether it may be over before anybody has to know. */
        boolean mayPass() {
            return !urgent && flips() && Conditions.onlyPending(before, after);
        }
    }

    /** @param toldAsEvents types of conditions of which flips are worth an Event */
    public StatusWriter(
            ResourceCache<T> cache,
            ServerSideApply writer,
            EventRecorder events,
            LongSupplier nanoTime,
            List<String> toldAsEvents) {
        this.cache = cache;
        this.writer = writer;
        this.events = events;
        this.nanoTime = nanoTime;
        this.toldAsEvents = List.copyOf(toldAsEvents);
    }

    /** The status is as it stands already. */
    public void isWritten(HasMetadata about) {
        pendingSince.remove(about.getMetadata().getUid());
    }

    /**
     * To be called only when the status differs.
     *
     * @param about the object as it is
     * @param wanted names it, and holds of its status what the operator owns
     * @return how long to wait when it is not yet written
     * @throws StaleObjectException when {@code wanted} names another object than the one of that name now
     */
    public Optional<Duration> write(T about, T wanted, Change change) {
        String uid = about.getMetadata().getUid();
        Duration wait = untilWritten(uid, change, nanoTime.getAsLong());
        if (!wait.isZero()) {
            return Optional.of(wait);
        }
        cache.wrote(writer.applyStatus(wanted));
        pendingSince.remove(uid);
        pace.wrote(uid, nanoTime.getAsLong());
        events.tellFlips(about, change.before(), change.after(), toldAsEvents);
        return Optional.empty();
    }

    private Duration untilWritten(String uid, Change change, long nowNanos) {
        if (change.mayPass()) {
            long left = PATIENCE.toNanos() - (nowNanos - pendingSince.computeIfAbsent(uid, first -> nowNanos));
            return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
        }
        pendingSince.remove(uid);
        return change.urgent() || change.flips() ? Duration.ZERO : pace.untilNext(uid, nowNanos);
    }

    /** Of an object that is gone. */
    public void forget(HasMetadata object) {
        pendingSince.remove(object.getMetadata().getUid());
        pace.forget(object.getMetadata().getUid());
    }
}
