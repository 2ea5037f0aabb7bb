package io.ipvsoperator.agent.status;

import java.util.Optional;

/**
 * Whether this node may be counted on, so that a rolling update may go on to the next one: it has put into effect what the
 * API server says, and each of its virtual routers takes part in VRRP. Failures of single objects stand in the status and
 * are none of it, and neither are links that are down or checks that fail: an update would mend them as little. Pure.
 */
public final class Readiness {
    private static final String NOT_BEGUN = "Initialize";

    private Readiness() {}

    /** Why not, if so, as text for people. */
    public static Optional<String> objection(Observation seen) {
        if (seen.kernel().problem().isPresent()) {
            return seen.kernel().problem();
        }
        if (seen.applied().isEmpty()) {
            return Optional.of("what the API server says has not been put into effect here since the agent began");
        }
        return seen.routers().stream()
                .filter(router -> router.state().equals(NOT_BEGUN))
                .map(router -> "virtual router " + router.name() + " does not take part in VRRP yet")
                .findFirst();
    }
}
