package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.director.DirectorStatus.NetworkInterface;
import io.ipvsoperator.crds.director.DirectorStatus.Problem;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.director.Directors;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import io.ipvsoperator.operator.virtualservice.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The condition {@code VrrpHealthy}: what directors meet on the segment, with the identifier, the segment and the address of
 * whoever sends it. VRRP goes on all the same; what to do is for people to decide.
 */
final class VrrpReport {
    private static final String TYPE = PoolStatusReport.VRRP_HEALTHY;
    private static final String NO_PEER_ADDRESS = "NoPeerAddress";

    /** The first of these that occurs is the condition's reason; what a newer agent names comes after them. */
    private static final List<String> WORST_FIRST = List.of(
            "AddressOwner",
            "ForeignRouter",
            "WrongVersion",
            "WrongAuthentication",
            "WrongInterval",
            "WrongTransport",
            "NoPeers",
            NO_PEER_ADDRESS,
            "AddressListMismatch",
            "LateWakeUp");

    private static final int MOST_FINDINGS = 20;

    private final PoolDirectors directors;
    private final List<VirtualRouterSpec> routers;

    private record Finding(String reason, String text) {
        int rank() {
            int rank = WORST_FIRST.indexOf(reason);
            return rank < 0 ? WORST_FIRST.size() : rank;
        }
    }

    /** One problem as several directors see it. */
    private record Sighting(String reason, @Nullable String peer) {}

    VrrpReport(PoolDirectors directors, List<VirtualRouterSpec> routers) {
        this.directors = directors;
        this.routers = routers;
    }

    ConditionValue condition() {
        List<Finding> findings = routers.stream()
                .flatMap(router -> Stream.concat(unreachable(router), reported(router)))
                .sorted(Comparator.comparingInt(Finding::rank))
                .toList();
        if (findings.isEmpty()) {
            return ConditionValue.isTrue(TYPE, "Healthy", "no available director reports a problem of VRRP");
        }
        String more = findings.size() > MOST_FINDINGS ? "; and " + (findings.size() - MOST_FINDINGS) + " more" : "";
        return ConditionValue.isFalse(
                TYPE,
                findings.getFirst().reason(),
                findings.stream().limit(MOST_FINDINGS).map(Finding::text).collect(Collectors.joining("; ")) + more);
    }

    /** Members of a unicast router that no advertisement can be sent to. */
    private Stream<Finding> unreachable(VirtualRouterSpec router) {
        if (!router.vrrp().transport().equals("Unicast")) {
            return Stream.empty();
        }
        String names = router.members().stream()
                .filter(member -> member.addresses() == null)
                .map(VirtualRouterSpec.Member::director)
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Stream.empty()
                : Stream.of(new Finding(
                        NO_PEER_ADDRESS,
                        title(router) + ": no " + router.addressFamily() + " address is known of director " + names
                                + ", so no unicast advertisement goes there; see status.interfaces of the Director"));
    }

    private Stream<Finding> reported(VirtualRouterSpec router) {
        List<Sighting> seen = new ArrayList<>();
        directors.objects().values().stream()
                .flatMap(director -> problems(director, router))
                .map(problem -> new Sighting(problem.reason(), problem.peer()))
                .distinct()
                .forEach(seen::add);
        return seen.stream().map(sighting -> finding(router, sighting));
    }

    private Finding finding(VirtualRouterSpec router, Sighting sighting) {
        List<Director> witnesses = directors.objects().values().stream()
                .filter(director -> problems(director, router).anyMatch(problem -> matches(problem, sighting)))
                .toList();
        Director first = witnesses.getFirst();
        String message = problems(first, router)
                .filter(problem -> matches(problem, sighting))
                .map(Problem::message)
                .findFirst()
                .orElse("");
        return new Finding(
                sighting.reason(),
                title(router)
                        + segment(router, first).map(where -> " on " + where).orElse("") + ": "
                        + sighting.reason()
                        + (sighting.peer() == null ? "" : " " + sighting.peer())
                        + " by the word of "
                        + witnesses.stream()
                                .map(director -> director.getMetadata().getName())
                                .collect(Collectors.joining(", "))
                        + ": " + message);
    }

    private static boolean matches(Problem problem, Sighting sighting) {
        return problem.reason().equals(sighting.reason()) && Objects.equals(problem.peer(), sighting.peer());
    }

    /** A silent director's last word may be long out of date. */
    private static Stream<Problem> problems(Director director, VirtualRouterSpec router) {
        DirectorStatus status = director.getStatus();
        return status == null || status.virtualRouters() == null || !Directors.isAvailable(director)
                ? Stream.empty()
                : status.virtualRouters().stream()
                        .filter(state -> state.name().equals(PoolPlan.routerName(router)))
                        .flatMap(state -> state.problems() == null ? Stream.empty() : state.problems().stream());
    }

    private static String title(VirtualRouterSpec router) {
        return "virtual router identifier " + router.virtualRouterId() + " (" + PoolPlan.routerName(router) + ")";
    }

    /** Such as eth1 172.28.128.10/24, the interface and the director's own address there. */
    private static Optional<String> segment(VirtualRouterSpec router, Director director) {
        IpAddress first = IpAddress.of(router.addresses().getFirst().address());
        return PoolDirectors.networkInterface(router.networkInterface(), first, director)
                .map(link -> link.name() + " " + address(link, first));
    }

    private static String address(NetworkInterface link, IpAddress virtual) {
        return link.addresses().stream()
                .filter(text -> IpPrefix.parse(text)
                        .filter(prefix -> prefix.contains(virtual))
                        .isPresent())
                .findFirst()
                .orElse("of " + link.addresses());
    }
}
