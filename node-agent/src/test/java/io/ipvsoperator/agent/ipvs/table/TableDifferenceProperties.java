package io.ipvsoperator.agent.ipvs.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the plan and the kernel are, as long as everything in the kernel is ours and no address is held. */
class TableDifferenceProperties {
    private static TableDifference between(DesiredTable desired, IpvsTable kernel) {
        return TableDifference.between(desired, kernel, kernel.services().keySet(), Set.of());
    }

    @Property
    void the_changes_make_the_kernel_what_is_desired(
            @ForAll("tables") DesiredTable desired, @ForAll("tables") DesiredTable before) {
        IpvsTable kernel = before.services();
        assertThat(kernel.after(between(desired, kernel).changes())).isEqualTo(desired.services());
    }

    @Property
    void nothing_is_left_to_do_after_the_changes(
            @ForAll("tables") DesiredTable desired, @ForAll("tables") DesiredTable before) {
        IpvsTable after =
                before.services().after(between(desired, before.services()).changes());
        assertThat(between(desired, after).changes()).isEmpty();
    }

    @Property
    void no_object_is_written_twice(@ForAll("tables") DesiredTable desired, @ForAll("tables") DesiredTable before) {
        List<Object> written = between(desired, before.services()).changes().stream()
                .map(TableDifferenceProperties::objectOf)
                .toList();
        assertThat(written).doesNotHaveDuplicates();
    }

    @Property
    void every_change_is_of_something_that_differs(
            @ForAll("tables") DesiredTable desired, @ForAll("tables") DesiredTable before) {
        IpvsTable kernel = before.services();
        Set<ServiceKey> differing = new HashSet<>();
        differing.addAll(kernel.services().keySet());
        differing.addAll(desired.services().services().keySet());
        differing.removeIf(key -> Optional.ofNullable(kernel.services().get(key))
                .equals(Optional.ofNullable(desired.services().services().get(key))));
        assertThat(between(desired, kernel).changes())
                .allSatisfy(change -> assertThat(differing).contains(change.service()));
    }

    private static Object objectOf(Change change) {
        return switch (change) {
            case Change.AddService add -> add.service();
            case Change.SetService set -> set.service();
            case Change.RemoveService remove -> remove.service();
            case Change.AddDestination add ->
                Map.entry(add.service(), add.wanted().key());
            case Change.SetDestination set ->
                Map.entry(set.service(), set.wanted().key());
            case Change.RemoveDestination remove -> Map.entry(remove.service(), remove.destination());
        };
    }

    /** However plans follow each other, what differs from one to the next is told. */
    @Property
    void a_step_tells_of_every_service_that_is_wanted_otherwise(
            @ForAll("plans") List<TablePlan> before, @ForAll("plans") List<TablePlan> after) {
        DesiredTables tables = new DesiredTables();
        tables.of(before);
        DesiredTables.Step step = tables.of(after);
        DesiredTable earlier = DesiredTable.of(before);
        assertThat(step.desired()).isEqualTo(DesiredTable.of(after));
        step.touched().ifPresent(touched -> {
            Set<ServiceKey> rest = new HashSet<>(earlier.services().services().keySet());
            rest.addAll(step.desired().services().services().keySet());
            rest.removeAll(touched);
            assertThat(rest)
                    .allSatisfy(key -> assertThat(step.desired().service(key)).isEqualTo(earlier.service(key)));
        });
    }

    @Provide
    Arbitrary<DesiredTable> tables() {
        return plans().map(DesiredTable::of);
    }

    @Provide
    Arbitrary<List<TablePlan>> plans() {
        return table().list().ofMaxSize(3);
    }

    private Arbitrary<TablePlan> table() {
        Arbitrary<List<InetAddress>> addresses = Arbitraries.integers()
                .between(200, 203)
                .map(Tables::server)
                .list()
                .uniqueElements()
                .ofMaxSize(2);
        Arbitrary<TablePlan.Service> service = Combinators.combine(
                        Arbitraries.of(TransportProtocol.class), Arbitraries.of(80, 443), Arbitraries.of("rr", "wlc"))
                .as((protocol, port, scheduler) ->
                        new TablePlan.Service(protocol, port, scheduler, Set.of(), Optional.empty()));
        Arbitrary<List<TablePlan.Destination>> destinations = Combinators.combine(
                        Arbitraries.integers().between(30, 34),
                        Arbitraries.integers().between(0, 2))
                .as(Tables::to)
                .list()
                .uniqueElements(TablePlan.Destination::address)
                .ofMaxSize(4);
        return Combinators.combine(addresses, service.list().ofMaxSize(2), destinations)
                .as((on, services, to) -> new TablePlan("table", on, services, to));
    }
}
