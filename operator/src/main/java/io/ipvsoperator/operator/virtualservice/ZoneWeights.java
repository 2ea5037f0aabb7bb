package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import io.ipvsoperator.operator.endpoints.ServiceEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What endpoints of a Service weigh, by the zone that their slices say.
 *
 * @param byZone of the zones that are named, each more than 0; in all others an endpoint weighs 1
 */
record ZoneWeights(Map<String, Integer> byZone) {
    private static final int USUAL = 1;

    ZoneWeights {
        byZone = Map.copyOf(byZone);
    }

    /** @param reference absent: all weigh the same */
    static ZoneWeights of(VirtualServiceSpec.@Nullable ServiceReference reference) {
        List<VirtualServiceSpec.Zone> zones = Optional.ofNullable(reference)
                .map(VirtualServiceSpec.ServiceReference::zones)
                .orElse(List.of());
        return new ZoneWeights(zones.stream()
                .collect(Collectors.toMap(
                        VirtualServiceSpec.Zone::name, VirtualServiceSpec.Zone::weight, (first, second) -> first)));
    }

    int of(ServiceEndpoint endpoint) {
        return endpoint.zone().map(zone -> byZone.getOrDefault(zone, USUAL)).orElse(USUAL);
    }
}
