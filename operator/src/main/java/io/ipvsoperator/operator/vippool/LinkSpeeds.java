package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.vippool.VipPoolSpec;
import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.placement.Director;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What directors can carry by the speeds of their links. A speed that falls, or is no longer known, changes nothing that runs: as
 * long as nothing else has changed a link is taken for the highest speed that was seen.
 *
 * @param seen by director, bits per second as of now
 * @param highest the same since the last plan that had another cause
 * @param declared directors with the capacities that people declared and no others
 * @param asPlanned directors with the highest speeds for what was not declared
 */
record LinkSpeeds(
        Map<String, Long> seen, Map<String, Long> highest, List<Director> declared, List<Director> asPlanned) {

    static LinkSpeeds of(PoolDirectors directors, VipPoolSpec spec, AddressPool addresses, PlanMemory memory) {
        Map<String, Long> seen = directors.linkSpeeds(spec, addresses);
        Map<String, Long> highest = new HashMap<>(memory.linkSpeeds());
        highest.keySet().retainAll(directors.objects().keySet());
        seen.forEach((director, speed) -> highest.merge(director, speed, Math::max));
        return new LinkSpeeds(
                seen,
                highest,
                directors.forPlacement(spec, addresses, Map.of()),
                directors.forPlacement(spec, addresses, highest));
    }
}
