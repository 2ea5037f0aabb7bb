package io.ipvsoperator.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.demand.Demand;
import io.ipvsoperator.agent.demand.Measured;
import io.ipvsoperator.agent.demand.Rate;
import io.ipvsoperator.agent.demand.ReportedDemand;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.link.HostLink;
import io.ipvsoperator.agent.link.OwnAddress;
import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.probe.Verdict;
import io.ipvsoperator.agent.tracking.CheckName;
import io.ipvsoperator.agent.tracking.CheckReport;
import io.ipvsoperator.crds.Load;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.wire.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectorReportTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final DirectorReport report =
            new DirectorReport("instance-1", "0.1.0", name -> Optional.of(1_000_000_000L));

    @Test
    void acknowledgements_carry_the_instance() {
        assertThat(of(observation(List.of(), Optional.empty())).applied())
                .containsExactly(new DirectorStatus.Applied("virtualrouters", "17", "instance-1"));
    }

    @Test
    void an_interface_is_reported_with_speed_and_own_addresses() {
        assertThat(of(observation(List.of(), Optional.empty())).interfaces())
                .containsExactly(
                        new DirectorStatus.NetworkInterface("eth1", 1_000_000_000L, true, List.of("192.0.2.10/24")));
    }

    @Test
    void of_many_failures_twenty_are_listed_and_all_are_counted() {
        List<Failure> failures = IntStream.range(0, 30)
                .mapToObj(i -> new Failure(ObjectKind.FORWARDING_TABLE, "vs-" + i, "wrong"))
                .toList();
        DirectorStatus.Failures reported = Objects.requireNonNull(
                of(observation(failures, Optional.empty())).failures());
        assertThat(reported.total()).isEqualTo(30);
        assertThat(reported.items()).hasSize(20);
    }

    @Test
    void a_director_without_problems_is_ready() {
        assertThat(statuses(of(observation(List.of(), Optional.empty()))))
                .isEqualTo(Map.of(
                        "Ready",
                        "True",
                        "KernelReady",
                        "True",
                        "InSync",
                        "True",
                        "BackendsAnswer",
                        "True",
                        "ChecksPass",
                        "True",
                        "SoleIpvsUser",
                        "True"));
    }

    @Test
    void services_of_others_are_counted_and_the_way_out_is_told() {
        KernelObservation shared = new KernelObservation(
                Optional.empty(),
                List.of(),
                1,
                2,
                Map.of(),
                0,
                ForeignServices.of(List.of("TCP 10.96.0.10:53", "TCP 10.96.0.1:443")));
        DirectorStatus status = of(observation(List.of(), shared));
        assertThat(condition(status, "SoleIpvsUser").getMessage())
                .contains("2 IPVS service(s)", "TCP 10.96.0.10:53", "kube-proxy", "ipvsadm -D");
        assertThat(statuses(status)).containsEntry("SoleIpvsUser", "False").containsEntry("Ready", "True");
    }

    @Test
    void an_unusable_kernel_is_the_reason_for_not_being_ready() {
        DirectorStatus status = of(observation(List.of(), Optional.of("no ip_vs; load it")));
        assertThat(statuses(status)).containsEntry("KernelReady", "False").containsEntry("Ready", "False");
        assertThat(condition(status, "Ready").getMessage()).isEqualTo("no ip_vs; load it");
    }

    @Test
    void a_failed_object_is_named_by_the_condition() {
        Failure failure = new Failure(ObjectKind.FORWARDING_TABLE, "vs-1", "scheduler is 'x'");
        assertThat(condition(of(observation(List.of(failure), Optional.empty())), "InSync")
                        .getMessage())
                .contains("forwardingtables/vs-1", "scheduler is 'x'");
    }

    @Test
    void a_condition_keeps_its_time_until_it_flips() {
        List<Condition> before = of(observation(List.of(), Optional.empty())).conditions();
        Instant later = NOW.plusSeconds(60);
        DirectorStatus same =
                report.of(observation(List.of(), Optional.empty()), Objects.requireNonNull(before), later);
        DirectorStatus flipped = report.of(observation(List.of(), Optional.of("gone")), before, later);
        assertThat(condition(same, "Ready").getLastTransitionTime()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(condition(flipped, "Ready").getLastTransitionTime()).isEqualTo("2026-01-02T03:05:05Z");
    }

    @Test
    void a_failed_check_is_the_reason_for_not_being_ready() {
        DirectorStatus status = of(tracking(check("upstream", true, Verdict.FAILED)));
        assertThat(statuses(status)).containsEntry("ChecksPass", "False").containsEntry("Ready", "False");
        assertThat(condition(status, "Ready").getMessage()).contains("edge/upstream: refused");
    }

    @Test
    void a_failed_check_with_a_weight_leaves_the_director_ready() {
        assertThat(statuses(of(tracking(check("upstream", false, Verdict.FAILED)))))
                .containsEntry("ChecksPass", "True")
                .containsEntry("Ready", "True");
    }

    @Test
    void checks_are_reported_with_state_and_last_error() {
        assertThat(of(tracking(check("upstream", true, Verdict.SUCCEEDING))).tracking())
                .containsExactly(new DirectorStatus.TrackedCheck(
                        "edge", "upstream", "Succeeding", "2026-01-02T03:04:05Z", "refused"));
    }

    @Test
    void of_more_checks_than_there_is_room_for_those_that_failed_are_reported() {
        CheckReport[] checks = IntStream.range(0, 100)
                .mapToObj(i -> check("c" + i, true, i == 99 ? Verdict.FAILED : Verdict.SUCCEEDING))
                .toArray(CheckReport[]::new);
        assertThat(of(tracking(checks)).tracking())
                .hasSize(64)
                .extracting(DirectorStatus.TrackedCheck::name)
                .contains("c99");
    }

    @Test
    void a_router_that_takes_no_part_says_why() {
        RouterObservation withdrawn = new RouterObservation(
                "edge-33-v4", "Withdrawn", NOW, 0, List.of(), Optional.of("check upstream failed: refused"), List.of());
        Observation seen = observation(List.of(), Optional.empty());
        Observation observed = new Observation(
                true,
                seen.links(),
                List.of(withdrawn),
                seen.kernel(),
                seen.applied(),
                List.of(),
                Optional.empty(),
                List.of(),
                HealthReport.none(),
                true,
                Optional.empty());
        assertThat(of(observed).virtualRouters())
                .extracting(DirectorStatus.Router::reason)
                .containsExactly("check upstream failed: refused");
    }

    @Test
    void a_router_has_what_was_measured_beside_its_peak() {
        assertThat(of(measuring()).virtualRouters())
                .extracting(DirectorStatus.Router::measured)
                .containsExactly(new DirectorStatus.Measured(1_000, 20, 3, new Load(9_000L, 80L, 7L)));
    }

    @Test
    void the_heaviest_addresses_are_named() {
        assertThat(of(measuring()).demand())
                .isEqualTo(new DirectorStatus.Demand(
                        "2026-01-02T03:04:05Z",
                        List.of(new DirectorStatus.AddressDemand(
                                "192.0.2.200", new DirectorStatus.Measured(1_000, 20, 3, new Load(9_000L, 80L, 7L))))));
    }

    @Test
    void before_the_first_measurement_nothing_is_said_of_demand() {
        assertThat(of(observation(List.of(), Optional.empty())).demand()).isNull();
    }

    private static Observation measuring() {
        Measured measured = new Measured(new Rate(1_000, 20, 3), new Rate(9_000, 80, 7));
        Observation seen = observation(List.of(), Optional.empty());
        return new Observation(
                true,
                seen.links(),
                List.of(new RouterObservation(
                        "edge-33-v4", "Active", NOW, 250, List.of(), Optional.empty(), List.of())),
                seen.kernel(),
                seen.applied(),
                List.of(),
                Optional.empty(),
                List.of(),
                HealthReport.none(),
                true,
                Optional.of(new ReportedDemand(
                        NOW,
                        new Demand(Map.of("edge-33-v4", measured), Map.of(IpAddress.parse("192.0.2.200"), measured)))));
    }

    private static CheckReport check(String name, boolean resigns, Verdict verdict) {
        return new CheckReport(new CheckName("edge", name), resigns, verdict, NOW, Optional.of("refused"));
    }

    private static Observation tracking(CheckReport... checks) {
        Observation seen = observation(List.of(), Optional.empty());
        return new Observation(
                true,
                seen.links(),
                List.of(),
                seen.kernel(),
                seen.applied(),
                List.of(),
                Optional.empty(),
                List.of(checks),
                HealthReport.none(),
                true,
                Optional.empty());
    }

    private DirectorStatus of(Observation observation) {
        return report.of(observation, List.of(), NOW);
    }

    private static Observation observation(List<Failure> failures, Optional<String> problem) {
        return observation(failures, new KernelObservation(problem, List.of(), 1, 2, Map.of(), 0, Optional.empty()));
    }

    private static Observation observation(List<Failure> failures, KernelObservation kernel) {
        HostLink link = new HostLink(
                new NetworkInterfaceName("eth1"),
                2,
                true,
                1500,
                List.of(new OwnAddress(IpAddress.parse("192.0.2.10"), 24, false)));
        return new Observation(
                true,
                List.of(link),
                List.of(),
                kernel,
                Map.of(ObjectKind.VIRTUAL_ROUTER, "17"),
                failures,
                Optional.empty(),
                List.of(),
                HealthReport.none(),
                true,
                Optional.empty());
    }

    private static Map<String, String> statuses(DirectorStatus status) {
        return Objects.requireNonNull(status.conditions()).stream()
                .collect(Collectors.toMap(Condition::getType, Condition::getStatus));
    }

    private static Condition condition(DirectorStatus status, String type) {
        return Objects.requireNonNull(status.conditions()).stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
