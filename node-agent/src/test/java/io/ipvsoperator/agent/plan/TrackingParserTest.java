package io.ipvsoperator.agent.plan;

import static io.ipvsoperator.agent.plan.ObjectKind.VIRTUAL_ROUTER;
import static io.ipvsoperator.agent.plan.PublishedObjects.member;
import static io.ipvsoperator.agent.plan.PublishedObjects.router;
import static io.ipvsoperator.agent.plan.PublishedObjects.vrrp;
import static io.ipvsoperator.agent.plan.PublishedObjects.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.probe.Cadence;
import io.ipvsoperator.agent.probe.Cadence.FirstFailure;
import io.ipvsoperator.agent.probe.Probe;
import io.ipvsoperator.agent.tracking.Check;
import io.ipvsoperator.agent.tracking.CheckName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrackingParserTest {
    private final PlanParser parser = new PlanParser("d1");

    @Test
    void a_router_without_tracking_has_no_checks() {
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", router())
                .confirmed());
        assertThat(plan.checks()).isEmpty();
        assertThat(plan.routers().getFirst().tracking().resignsWithoutBackend()).isFalse();
    }

    @Test
    void a_check_is_read_with_all_its_fields() {
        assertThat(onlyCheck(check()))
                .isEqualTo(new Check(
                        new CheckName("edge", "upstream"),
                        new Probe.HttpGet(
                                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8080),
                                Probe.Scheme.HTTP,
                                Optional.empty(),
                                "/healthz",
                                List.of(new Probe.Statuses(200, 299)),
                                Optional.empty()),
                        new Cadence(Duration.ofMillis(1000), Duration.ofMillis(500), 2, 3, FirstFailure.DECIDES),
                        OptionalInt.of(-20)));
    }

    @Test
    void a_check_without_a_weight_resigns() {
        Map<String, Object> check = check();
        check.remove("weight");
        assertThat(onlyCheck(check).weight()).isEmpty();
    }

    @Test
    void a_program_of_the_host_is_read() {
        Map<String, Object> check = asking("exec", Map.of("command", List.of("check", "-v"), "location", "Host"));
        assertThat(onlyCheck(check).probe()).isEqualTo(new Probe.Program(List.of("check", "-v"), Probe.Location.HOST));
    }

    @Test
    void routers_of_one_pool_share_their_checks() {
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", tracking(List.of(check())))
                .and(
                        VIRTUAL_ROUTER,
                        "edge-34-v4",
                        with(
                                with(tracking(List.of(check())), "virtualRouterId", 34),
                                "addresses",
                                List.of(Map.of("address", "192.0.2.201", "holder", "uid-2"))))
                .confirmed());
        assertThat(plan.routers()).hasSize(2);
        assertThat(plan.checks()).hasSize(1);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        with(check(), "timeoutMilliseconds", 1001), "timeoutMilliseconds is 1001, must be 1 to 1000"),
                Arguments.of(with(check(), "intervalMilliseconds", 10), "intervalMilliseconds is 10, must be 100 to"),
                Arguments.of(with(check(), "rise", 0), "rise is 0, must be 1 to 100"),
                Arguments.of(with(check(), "weight", 0), "weight is 0, must not be 0"),
                Arguments.of(with(check(), "weight", 254), "weight is 254, must be -253 to 253"),
                Arguments.of(with(check(), "tcp", Map.of("host", "127.0.0.1", "port", 53)), "must have exactly one of"),
                Arguments.of(
                        asking("icmp", Map.of()), "must have exactly one of http, tcp and exec that this agent knows"),
                Arguments.of(
                        asking("tcp", Map.of("host", "localhost", "port", 53)), "host is 'localhost', must be an IP"),
                Arguments.of(asking("tcp", Map.of("host", "127.0.0.1", "port", 0)), "port is 0, must be 1 to 65535"),
                Arguments.of(asking("exec", Map.of("command", List.of(), "location", "Agent")), "must name a program"),
                Arguments.of(
                        asking("exec", Map.of("command", List.of("a"), "location", "Moon")),
                        "location is 'Moon', this agent knows "));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void what_cannot_be_served_is_a_failure_that_names_the_field(Map<String, Object> check, String message) {
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", tracking(List.of(check)))
                .confirmed());
        assertThat(plan.routers()).isEmpty();
        assertThat(plan.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.message())
                        .startsWith("spec.vrrp.tracking.checks[0]")
                        .contains(message));
    }

    @Test
    void a_failed_check_leaves_members_of_any_rank_their_order() {
        List<Object> members = new ArrayList<>();
        for (int rank = 0; rank < 28; rank++) {
            members.add(member("d" + (rank + 1), 250 - 5 * rank));
        }
        List<Integer> lowest = members.stream()
                .map(member -> ((Map<?, ?>) member).get("director"))
                .map(director -> new PlanParser(String.valueOf(director))
                        .parse(new PublishedObjects()
                                .and(VIRTUAL_ROUTER, "edge-33-v4", with(router(), "members", members))
                                .confirmed())
                        .routers()
                        .getFirst()
                        .priorityLess(253)
                        .value())
                .toList();
        assertThat(lowest.getFirst()).isEqualTo(59);
        assertThat(lowest.getLast()).isEqualTo(32);
        assertThat(lowest).isSortedAccordingTo((one, other) -> Integer.compare(other, one));
        assertThat(lowest).doesNotHaveDuplicates();
    }

    /** The rule that keeps N-1 whatever the weights: a director steps in only for members that fail. */
    @Test
    void nobody_ranks_above_a_member_before_it_that_has_no_failed_check() {
        List<Object> members = List.of(member("d1", 250), member("d2", 240), member("d3", 225), member("d4", 210));
        List<RouterPlan> plans = Stream.of("d1", "d2", "d3", "d4")
                .map(director -> new PlanParser(director)
                        .parse(new PublishedObjects()
                                .and(VIRTUAL_ROUTER, "edge-33-v4", with(router(), "members", members))
                                .confirmed())
                        .routers()
                        .getFirst())
                .toList();
        List<Integer> penalties = List.of(0, 9, 10, 20, 253);
        for (int first = 0; first < plans.size(); first++) {
            for (int later = first + 1; later < plans.size(); later++) {
                for (int penalty : penalties) {
                    assertThat(plans.get(later).priorityLess(penalty).value())
                            .as("d%d with penalty %d beside a healthy d%d", later + 1, penalty, first + 1)
                            .isLessThan(plans.get(first).priorityLess(0).value());
                }
            }
        }
    }

    @Test
    void a_plan_from_disk_knows_no_weights() {
        RouterPlan router = parser.parse(new PublishedObjects()
                        .and(VIRTUAL_ROUTER, "edge-33-v4", router())
                        .fromDisk())
                .routers()
                .getFirst();
        assertThat(router.priorityLess(253)).isEqualTo(router.priority());
    }

    private Check onlyCheck(Map<String, Object> check) {
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", tracking(List.of(check)))
                .confirmed());
        assertThat(plan.failures()).isEmpty();
        assertThat(plan.checks()).hasSize(1);
        return plan.checks().getFirst();
    }

    private static Map<String, Object> tracking(List<Object> checks) {
        return with(router(), "vrrp", with(vrrp(), "tracking", Map.of("checks", checks, "noHealthyBackend", "Ignore")));
    }

    private static Map<String, Object> check() {
        Map<String, Object> check = new HashMap<>();
        check.put("name", "upstream");
        check.put(
                "http",
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        8080,
                        "path",
                        "/healthz",
                        "expectedStatuses",
                        List.of(Map.of("first", 200, "last", 299))));
        check.put("intervalMilliseconds", 1000);
        check.put("timeoutMilliseconds", 500);
        check.put("rise", 2);
        check.put("fall", 3);
        check.put("weight", -20);
        return check;
    }

    private static Map<String, Object> asking(String probe, Map<String, Object> fields) {
        Map<String, Object> check = check();
        check.remove("http");
        check.put(probe, fields);
        return check;
    }
}
