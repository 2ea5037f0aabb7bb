package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorSpec;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolStatus;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec.Member;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.pacing.Move;
import io.ipvsoperator.operator.testing.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pool over time: what is decided is published, directors follow it as VRRP would, and moves are counted. Everything that an
 * operator knows goes through published objects, so each look is that of one that has just been started.
 */
final class PlayedPool {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int MOST_LOOKS = 2000;

    final List<Move> moves = new ArrayList<>();
    final List<Integer> worstCases = new ArrayList<>();
    private final PoolFixture fixture = new PoolFixture();
    private final PlacementMemory placements = new PlacementMemory();
    private final Map<String, VirtualService> services = new LinkedHashMap<>();
    private final Map<String, Long> linkSpeeds = new HashMap<>();
    private final TreeSet<String> names = new TreeSet<>();
    private final TreeSet<String> maintained = new TreeSet<>();
    private final Map<String, Instant> silentSince = new HashMap<>();
    /** The version that a director has not got beyond. */
    private final Map<String, Long> behind = new HashMap<>();

    private final Map<String, String> active = new HashMap<>();
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private long version = 100;
    private boolean vrrpFollows = true;
    PoolDecision last;

    /** @param replacements in the YAML of the pool */
    PlayedPool(String... replacements) {
        fixture.pool = Given.pool(replacements);
        directors("d1", "d2", "d3");
        last = look();
    }

    void directors(String... now) {
        names.clear();
        names.addAll(List.of(now));
    }

    void maintenance(String... now) {
        maintained.clear();
        maintained.addAll(List.of(now));
    }

    void silent(String name) {
        silentSince.put(name, now);
        advance(Duration.ofMinutes(5));
    }

    void heardAgain(String name) {
        silentSince.remove(name);
    }

    /** From now on it hears nothing of what is published, and is heard all the same. */
    void fallsBehind(String name) {
        behind.put(name, version);
    }

    void catchesUp(String name) {
        behind.remove(name);
    }

    void linkSpeed(String name, long bitsPerSecond) {
        linkSpeeds.put(name, bitsPerSecond);
    }

    /** From now on directors acknowledge what is published, and no address changes hands. */
    void handOversHang() {
        vrrpFollows = false;
    }

    void handOversGoOn() {
        vrrpFollows = true;
    }

    void service(String name, int count, String bandwidth) {
        String generation = "generation: " + (services.size() + 1 + version);
        services.put(
                name,
                Given.service(
                        "name: web",
                        "name: " + name,
                        "uid: web-uid",
                        "uid: " + name + "-uid",
                        "generation: 1",
                        generation,
                        "count: 1",
                        "count: " + count,
                        "poolName: edge",
                        "poolName: edge\n  demand: {bandwidth: " + bandwidth + "}"));
    }

    void remove(String name) {
        services.remove(name);
        fixture.emptiedTables = Set.of(name + "-uid");
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    /** One look of an operator, and what VRRP makes of it. */
    PoolDecision look() {
        fixture.services = List.copyOf(services.values());
        fixture.nodes = names.stream()
                .map(name -> Given.node(name, "10.9.0.1" + name.substring(1), true))
                .toList();
        fixture.directors = names.stream().map(this::director).toList();
        PoolDecision decision = PoolDecision.decide(fixture.inputs(), placements, now);
        publish(decision.plan());
        report(decision);
        decision.plan().moves().published().ifPresent(moves::add);
        last = decision;
        follow();
        return decision;
    }

    /** Looks once a second until nothing is left to do. */
    void settle() {
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            List<VirtualRouterSpec> before = specs();
            PoolDecision decision = look();
            percentAfterLoss().ifPresent(worstCases::add);
            advance(BETWEEN_LOOKS);
            boolean waits = !decision.plan().moves().pending().isEmpty()
                    || decision.plan().moves().verified().isPresent();
            if (before.equals(specs()) && !waits) {
                return;
            }
        }
        throw new AssertionError("after " + MOST_LOOKS + " looks there is something to do: "
                + last.plan().moves());
    }

    Optional<Integer> percentAfterLoss() {
        return Optional.ofNullable(status().utilization())
                .map(VipPoolStatus.Utilization::worstCase)
                .map(VipPoolStatus.WorstCase::percent);
    }

    VipPoolStatus status() {
        return Objects.requireNonNull(fixture.pool.getStatus());
    }

    VipPool pool() {
        return fixture.pool;
    }

    List<VirtualRouterSpec> specs() {
        return fixture.routers.stream().map(VirtualRouter::getSpec).toList();
    }

    /** By router, its directors by rank. */
    Map<String, List<String>> orders() {
        Map<String, List<String>> orders = new LinkedHashMap<>();
        specs().forEach(spec -> orders.put(
                PoolPlan.routerName(spec),
                spec.members().stream().map(Member::director).toList()));
        return orders;
    }

    Map<String, String> active() {
        return Map.copyOf(active);
    }

    private Director director(String name) {
        Map<String, String> states = new LinkedHashMap<>();
        fixture.routers.forEach(router -> {
            String routerName = router.getMetadata().getName();
            states.put(routerName, name.equals(active.get(routerName)) ? "Active" : "Backup");
        });
        Director director = Given.reporting(PoolFixture.director(name, behind.getOrDefault(name, version)), states);
        director.setSpec(new DirectorSpec(maintained.contains(name), null));
        Instant since = silentSince.get(name);
        Director heard = since == null ? director : Given.silent(director, since.toString());
        return linkSpeeds.containsKey(name) ? Given.linkedAt(heard, linkSpeeds.get(name)) : heard;
    }

    private void publish(PoolPlan plan) {
        if (specs().equals(plan.routers())) {
            return;
        }
        version++;
        fixture.routers = plan.routers().stream().map(this::published).toList();
    }

    private VirtualRouter published(VirtualRouterSpec spec) {
        VirtualRouter router = PoolFixture.published(spec);
        router.getMetadata().setResourceVersion(Long.toString(version));
        return router;
    }

    private void report(PoolDecision decision) {
        VipPoolStatus status = new PoolStatusReport(fixture.pool, decision).status(now);
        fixture.pool.setStatus(new VipPoolStatus(
                status.observedGeneration(),
                status.conditions(),
                decision.plan().memory().toStatus(version),
                status.addresses(),
                status.directors(),
                status.utilization(),
                status.redundancy(),
                status.moves(),
                status.recommendedAddresses(),
                status.demand()));
    }

    /** What VRRP makes of it. Without preemption who is active stays so as long as it can. */
    void follow() {
        boolean preempts = !fixture.pool.getSpec().vrrp().failback().policy().equals("Never");
        active.keySet().retainAll(orders().keySet());
        for (VirtualRouterSpec spec : specs()) {
            String router = PoolPlan.routerName(spec);
            List<Member> able = spec.members().stream()
                    .filter(member -> member.priority() > 0)
                    .filter(member -> names.contains(member.director()) && !silentSince.containsKey(member.director()))
                    .toList();
            boolean holds = able.stream().anyMatch(member -> member.director().equals(active.get(router)));
            boolean stays = holds && (!preempts || !vrrpFollows);
            able.stream()
                    .max(Comparator.comparingInt(Member::priority))
                    .filter(highest -> !stays)
                    .ifPresent(highest -> active.put(router, highest.director()));
        }
    }
}
