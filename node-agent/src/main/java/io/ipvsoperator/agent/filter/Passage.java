package io.ipvsoperator.agent.filter;

import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.IpNetwork;
import java.util.List;

/**
 * Which packets of one virtual service pass the packet filter, and how.
 *
 * @param sources networks of the clients that alone may use it, of both families: who is in none of them is kept out; none:
 *     everybody may
 */
public record Passage(Treatment treatment, List<IpNetwork> sources) {
    public Passage {
        sources = List.copyOf(sources);
    }

    /** Open to everybody. */
    public static Passage of(Treatment treatment) {
        return new Passage(treatment, List.of());
    }

    Admitted admitted(IpFamily family) {
        return Admitted.of(sources, family);
    }
}
