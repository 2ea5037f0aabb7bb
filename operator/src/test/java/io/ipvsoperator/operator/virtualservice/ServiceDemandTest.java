package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.crds.DemandComparison;
import io.ipvsoperator.crds.Load;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import io.ipvsoperator.operator.demand.Comparison;
import io.ipvsoperator.operator.demand.MeasuredDemand;
import io.ipvsoperator.operator.kubernetes.Conditions;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceDemandTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String AT = "2026-02-28T00:00:00Z";

    private final ServiceFixture fixture = new ServiceFixture();

    private void declaring(String demand) {
        fixture.service = Given.service("scheduler: {name: rr}", "scheduler: {name: rr}\n  demand: " + demand);
    }

    private void measuring(long bandwidth, long connections) {
        fixture.directors = Map.of("d1", measured("edge-33-v4", "10.9.0.200", bandwidth, connections));
    }

    private static Director measured(String router, String address, long bandwidth, long connections) {
        return Given.measuring(ServiceFixture.director("d1", 0), router, address, bandwidth, connections, AT);
    }

    private VirtualServiceStatus status() {
        return new ServiceStatusReport(
                        fixture.inputs(), ServiceDecision.decide(fixture.inputs(), Instant.EPOCH), fixture.table)
                .status(NOW);
    }

    private Condition condition() {
        return Conditions.find(status().conditions(), Comparison.CONDITION).orElseThrow();
    }

    private String verdict() {
        return condition().getStatus() + " " + condition().getReason();
    }

    @Test
    void before_a_measurement_nobody_knows() {
        declaring("{bandwidth: 500M}");
        assertThat(verdict()).isEqualTo("Unknown NotMeasured");
    }

    @Test
    void a_peak_below_what_is_declared_is_within_the_plan() {
        declaring("{bandwidth: 500M}");
        measuring(420_000_000, 7);
        assertThat(verdict()).isEqualTo("True WithinPlan");
    }

    @Test
    void a_peak_above_it_says_what_to_declare() {
        declaring("{bandwidth: 500M}");
        measuring(720_000_000, 7);
        assertThat(verdict()).isEqualTo("False DemandExceeded");
        assertThat(condition().getMessage())
                .contains("720 Mbit/s measured, 500 Mbit/s declared", "declare demand.bandwidth: 720M");
    }

    @Test
    void the_default_of_the_pool_can_be_exceeded_too() {
        fixture.pool = Optional.of(Given.pool("policy: Warn,", "policy: Warn, defaultDemand: {bandwidth: 50M},"));
        measuring(720_000_000, 7);
        assertThat(condition().getMessage()).contains("50 Mbit/s assumed by redundancy.defaultDemand of VipPool edge");
    }

    @Test
    void a_Service_that_exceeds_it_is_told_of_the_field_of_the_pool() {
        fixture.pool = Optional.of(Given.pool("policy: Warn,", "policy: Warn, defaultDemand: {bandwidth: 50M},"));
        fixture.source = new ServiceSource.OfLoadBalancer(
                Given.kubernetesService("type: LoadBalancer, loadBalancerClass: ipvs-operator.io/vip"),
                new PoolChoice("edge", Optional.empty()));
        fixture.routers = List.of(ServiceFixture.router(33, "10.9.0.200", false, "kubernetes-uid"));
        measuring(720_000_000, 7);

        ServiceDemand demand = ServiceDemand.of(
                fixture.inputs().source(),
                List.of(),
                fixture.pool,
                fixture.routers,
                MeasuredDemand.of(fixture.directors.values()));

        assertThat(demand.describeExcesses())
                .endsWith(
                        "raise redundancy.defaultDemand of VipPool edge to bandwidth: 720M: a Service counts with that");
        assertThat(demand.identity().kindAndName()).isEqualTo("Service shop/web");
    }

    @Test
    void each_amount_that_is_exceeded_is_named() {
        declaring("{bandwidth: 500M, connections: 10}");
        measuring(720_000_000, 70);
        assertThat(condition().getMessage()).contains("declare demand.bandwidth: 720M and demand.connections: 70");
    }

    @Test
    void with_nothing_declared_the_measured_demand_is_suggested() {
        measuring(720_000_000, 7);
        assertThat(verdict()).isEqualTo("Unknown NothingDeclared");
        assertThat(condition().getMessage()).contains("declare demand.bandwidth: 720M");
    }

    @Test
    void declared_and_measured_stand_side_by_side() {
        declaring("{bandwidth: 500M}");
        measuring(420_000_000, 7);
        assertThat(status().demand())
                .isEqualTo(
                        new DemandComparison(new Load(500_000_000L, null, null), new Load(420_000_000L, 0L, 7L), AT));
    }

    @Test
    void several_routers_add_up() {
        fixture.routers =
                List.of(ServiceFixture.router(33, "10.9.0.200", false), ServiceFixture.router(34, "10.9.0.201", false));
        fixture.directors = Map.of(
                "d1", measured("edge-33-v4", "10.9.0.200", 400, 1), "d2", measured("edge-34-v4", "10.9.0.201", 300, 1));
        assertThat(status().demand()).extracting(DemandComparison::measured).isEqualTo(new Load(700L, 0L, 2L));
    }

    @Test
    void of_a_router_that_is_shared_the_own_address_counts() {
        var router = ServiceFixture.router(33, "10.9.0.200", false);
        fixture.routers = List.of(Given.sharing(router, "10.9.0.201", "other-uid"));
        Director director = measured("edge-33-v4", "10.9.0.200", 400, 1);
        fixture.directors = Map.of("d1", Given.measuringRouter(director, "edge-33-v4", 900));
        assertThat(status().demand()).extracting(DemandComparison::measured).isEqualTo(new Load(400L, 0L, 1L));
    }

    @Test
    void what_is_measured_does_not_make_a_service_unready() {
        declaring("{bandwidth: 500M}");
        measuring(720_000_000, 7);
        assertThat(Conditions.find(status().conditions(), "Ready").orElseThrow().getReason())
                .isNotEqualTo("DemandExceeded");
    }
}
