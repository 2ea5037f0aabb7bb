package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec.Member;
import io.ipvsoperator.operator.director.Acknowledgement;
import io.ipvsoperator.operator.director.Directors;
import io.ipvsoperator.operator.pacing.Handover;
import io.ipvsoperator.operator.pacing.PublishedRouter;
import io.ipvsoperator.operator.pacing.Statement;
import io.ipvsoperator.operator.pacing.Statement.State;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What directors say of the virtual routers of a pool as they are published. */
final class RouterStatements {
    private final Map<String, Director> directors;
    private final List<VirtualRouter> published;
    private final List<PublishedRouter> routers;

    /** @param directors of the pool, by name */
    RouterStatements(List<VirtualRouter> published, Map<String, Director> directors) {
        this.directors = Map.copyOf(directors);
        this.published = List.copyOf(published);
        routers = published.stream().map(this::router).toList();
    }

    List<PublishedRouter> routers() {
        return routers;
    }

    private PublishedRouter router(VirtualRouter router) {
        Map<String, Statement> statements = new HashMap<>();
        List<String> order =
                router.getSpec().members().stream().map(Member::director).toList();
        for (String member : order) {
            Director director = directors.get(member);
            if (director != null && Directors.isAvailable(director)) {
                statements.put(member, statement(director, router));
            }
        }
        return new PublishedRouter(unit(router), order, statements);
    }

    private static String unit(VirtualRouter router) {
        return PoolPlan.unitName(router.getSpec().pool(), router.getSpec().virtualRouterId());
    }

    /** The lowest that is published for a director in a router of the unit; empty for one that is no member. */
    OptionalInt priority(String unit, String director) {
        return published.stream()
                .filter(router -> unit(router).equals(unit))
                .flatMap(router -> router.getSpec().members().stream())
                .filter(member -> member.director().equals(director))
                .mapToInt(Member::priority)
                .min();
    }

    private static Statement statement(Director director, VirtualRouter router) {
        return new Statement(Acknowledgement.of(director, router).isHandled(), state(director, router));
    }

    private static State state(Director director, VirtualRouter router) {
        String name = router.getMetadata().getName();
        DirectorStatus status = director.getStatus();
        List<DirectorStatus.Router> reported = status == null ? null : status.virtualRouters();
        return reported == null
                ? State.UNKNOWN
                : reported.stream()
                        .filter(each -> each.name().equals(name))
                        .map(each -> state(each.state(), each.priority() < priority(director, router)))
                        .findFirst()
                        .orElse(State.UNKNOWN);
    }

    /** As it is published; 0 for one that is no member. */
    private static int priority(Director director, VirtualRouter router) {
        return router.getSpec().members().stream()
                .filter(member ->
                        member.director().equals(director.getMetadata().getName()))
                .mapToInt(Member::priority)
                .findFirst()
                .orElse(0);
    }

    /** By unit, the directors that stand by with less than their priority. */
    Map<String, Set<String>> lowered() {
        Map<String, Set<String>> lowered = new HashMap<>();
        for (PublishedRouter router : routers) {
            router.statements().forEach((director, statement) -> {
                if (statement.equals(Handover.LOWERED)) {
                    lowered.computeIfAbsent(router.unit(), none -> new HashSet<>())
                            .add(director);
                }
            });
        }
        return lowered;
    }

    /** Who hands over still owns the addresses. */
    private static State state(String reported, boolean lowered) {
        return switch (reported) {
            case "Active" -> State.ACTIVE;
            case "Backup" -> lowered ? State.LOWERED : State.OTHER;
            case "Withdrawn", "Fault" -> State.WITHDRAWN;
            default -> State.UNKNOWN;
        };
    }

    /**
     * Who is active for a unit though another is first in its order and stands by: both say so of the version that is published.
     * Empty when anything of that is not known.
     */
    Optional<String> holder(String unit) {
        Set<Optional<String>> holders = new HashSet<>();
        routers.stream().filter(router -> router.unit().equals(unit)).forEach(router -> holders.add(holder(router)));
        return holders.size() == 1 ? holders.iterator().next() : Optional.empty();
    }

    private static Optional<String> holder(PublishedRouter router) {
        List<String> active = router.statements().entrySet().stream()
                .filter(each -> each.getValue().equals(new Statement(true, State.ACTIVE)))
                .map(Map.Entry::getKey)
                .toList();
        boolean firstStandsBy = router.order().stream()
                .limit(1)
                .map(first -> router.statements().getOrDefault(first, Statement.NONE))
                .anyMatch(statement ->
                        statement.equals(new Statement(true, State.OTHER)) || statement.equals(Handover.LOWERED));
        return active.size() == 1 && firstStandsBy ? Optional.of(active.getFirst()) : Optional.empty();
    }
}
