package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Weights that rise in steps: from a tenth to all of it. A weight in the kernel that is lower than wanted says how far it has come, so a
 * process that has just begun goes on there. Time is an argument; used by one thread.
 */
public final class SlowStarts {
    private static final int STEPS = TablePlan.STEPS;

    private final Map<ServiceKey, Map<DestinationKey, Rise>> rises = new HashMap<>();

    /** @param from the step at that time, 1 for a tenth of the weight */
    private record Rise(int from, MonotonicInstant since) {
        int step(Duration duration, MonotonicInstant now) {
            long steps = since.until(now).toNanos() * (STEPS - 1) / duration.toNanos();
            return (int) Math.min(STEPS, from + steps);
        }
    }

    /** Services in which a weight rises: a step may be due in them. */
    public Set<ServiceKey> services() {
        return Collections.unmodifiableSet(rises.keySet());
    }

    void forget(ServiceKey key) {
        rises.remove(key);
    }

    /**
     * The service with the weights that it has come to. A destination has all of its own at once where no other one has come further
     * than its first step: there is nobody to spare it.
     *
     * @param wanted weights are multiples of ten
     * @param there what the kernel has
     */
    ForwardedService of(ForwardedService wanted, ForwardedService there, Duration duration, MonotonicInstant now) {
        Map<DestinationKey, IpvsDestination> observed = there.byKey();
        Map<DestinationKey, Rise> before = rises.getOrDefault(wanted.key(), Map.of());
        Map<DestinationKey, Rise> after = new HashMap<>();
        List<IpvsDestination> destinations =
                new ArrayList<>(wanted.destinations().size());
        long further = wanted.destinations().stream()
                .filter(destination -> isFurther(destination, observed))
                .count();
        for (IpvsDestination destination : wanted.destinations()) {
            @Nullable Rise rise = before.get(destination.key());
            Rise current = rise == null ? begun(destination, observed.get(destination.key()), now) : rise;
            boolean alone = further == 0 || (further == 1 && isFurther(destination, observed));
            int step = alone ? STEPS : current.step(duration, now);
            if (destination.weight() > 0 && step < STEPS) {
                after.put(destination.key(), current);
                destinations.add(destination.withWeight(destination.weight() / STEPS * step));
            } else {
                destinations.add(destination);
            }
        }
        remember(wanted.key(), after);
        return after.isEmpty() ? wanted : new ForwardedService(wanted.service(), destinations);
    }

    /**
     * Further than its first step. When a slow start is switched on nobody is: the kernel has the weights of the plan, and not ten
     * times as much.
     */
    private static boolean isFurther(IpvsDestination wanted, Map<DestinationKey, IpvsDestination> observed) {
        return wanted.weight() > 0 && weight(observed.get(wanted.key())) * STEPS > wanted.weight();
    }

    private static Rise begun(IpvsDestination wanted, @Nullable IpvsDestination there, MonotonicInstant now) {
        return wanted.weight() == 0
                ? new Rise(STEPS, now)
                : new Rise(Math.clamp(weight(there) * STEPS / wanted.weight(), 1, STEPS), now);
    }

    private static long weight(@Nullable IpvsDestination there) {
        return there == null ? 0 : there.weight();
    }

    private void remember(ServiceKey key, Map<DestinationKey, Rise> rising) {
        if (rising.isEmpty()) {
            rises.remove(key);
        } else {
            rises.put(key, rising);
        }
    }
}
