package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.agent.plan.Forwarding;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.wire.IpNetwork;
import java.util.List;
import java.util.Optional;

/**
 * What the packet filter has to know of a service.
 *
 * @param masqueraded the source address that destinations see, if packets are rewritten
 * @param sourceRanges networks of the clients that alone may use it; none: everybody may
 */
public record Exposure(Optional<Forwarding.Source> masqueraded, List<IpNetwork> sourceRanges) {
    /** What most have: everybody may use it, and packets stay as they are. */
    public static final Exposure PLAIN = new Exposure(Optional.empty(), List.of());

    public Exposure {
        sourceRanges = List.copyOf(sourceRanges);
    }

    static Exposure of(TablePlan table) {
        Optional<Forwarding.Source> masqueraded = table.masqueraded();
        return masqueraded.isEmpty() && table.sourceRanges().isEmpty()
                ? PLAIN
                : new Exposure(masqueraded, table.sourceRanges());
    }
}
