package io.ipvsoperator.agent.announce;

import io.ipvsoperator.time.MonotonicInstant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which announcements are still to be sent, and when. A value: every step gives the next one.
 *
 * @param <A> what is announced: an address on an interface
 */
public record Announcements<A>(AnnouncementPolicy policy, Map<A, Pending> pending) {
    public Announcements {
        pending = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(pending));
    }

    /** @param sent packets so far, over both sets */
    public record Pending(int sent, MonotonicInstant firstAt, MonotonicInstant nextAt) {}

    /** What is due and what remains. */
    public record Due<A>(List<A> addresses, Announcements<A> rest) {}

    public static <A> Announcements<A> none(AnnouncementPolicy policy) {
        return new Announcements<>(policy, Map.of());
    }

    /** Starts anew for an address that is being announced already. */
    public Announcements<A> with(A address, MonotonicInstant now) {
        Map<A, Pending> more = new LinkedHashMap<>(pending);
        more.put(address, new Pending(0, now, now));
        return new Announcements<>(policy, more);
    }

    /** What is given up must not be claimed once more. */
    public Announcements<A> without(Predicate<A> givenUp) {
        Map<A, Pending> fewer = new LinkedHashMap<>(pending);
        fewer.keySet().removeIf(givenUp);
        return new Announcements<>(policy, fewer);
    }

    public Optional<MonotonicInstant> deadline() {
        return pending.values().stream().map(Pending::nextAt).reduce(MonotonicInstant::earlier);
    }

    /** One packet of every address that is due. */
    public Due<A> dueAt(MonotonicInstant now) {
        List<A> due = new ArrayList<>();
        Map<A, Pending> rest = new LinkedHashMap<>();
        pending.forEach((address, each) -> {
            if (!each.nextAt().isReachedAt(now)) {
                rest.put(address, each);
                return;
            }
            due.add(address);
            after(each, now).ifPresent(next -> rest.put(address, next));
        });
        return new Due<>(List.copyOf(due), new Announcements<>(policy, rest));
    }

    private Optional<Pending> after(Pending each, MonotonicInstant now) {
        int sent = each.sent() + 1;
        if (sent == policy.repeat() && !policy.secondSet().isZero()) {
            return Optional.of(new Pending(sent, each.firstAt(), each.firstAt().plus(policy.secondSet())));
        }
        int all = policy.secondSet().isZero() ? policy.repeat() : 2 * policy.repeat();
        return sent == all
                ? Optional.empty()
                : Optional.of(new Pending(sent, each.firstAt(), now.plus(policy.spacing())));
    }
}
