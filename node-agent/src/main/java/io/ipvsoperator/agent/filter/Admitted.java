package io.ipvsoperator.agent.filter;

import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.IpNetwork;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The clients of one family that get to a service.
 *
 * @param networks those in one of these alone, so nobody when there are none; empty: everybody
 */
public record Admitted(Optional<Set<IpNetwork>> networks) {
    public static final Admitted EVERYBODY = new Admitted(Optional.empty());

    public Admitted {
        networks = networks.map(Set::copyOf);
    }

    /**
     * Where sources are named, clients of the family of which none is named are kept out with the others.
     *
     * @param sources of both families; none: everybody
     */
    public static Admitted of(List<IpNetwork> sources, IpFamily family) {
        Set<IpNetwork> ofFamily =
                sources.stream().filter(source -> source.family() == family).collect(Collectors.toUnmodifiableSet());
        return sources.isEmpty() || ofFamily.stream().anyMatch(IpNetwork::isEverything)
                ? EVERYBODY
                : new Admitted(Optional.of(ofFamily));
    }

    /** Whether the other one admits each of these clients, too. */
    public boolean isWithin(Admitted other) {
        return other.networks
                .map(wide -> networks.filter(narrow -> narrow.stream().allMatch(each -> isIn(each, wide)))
                        .isPresent())
                .orElse(true);
    }

    private static boolean isIn(IpNetwork network, Set<IpNetwork> networks) {
        return networks.stream().anyMatch(each -> each.contains(network));
    }
}
