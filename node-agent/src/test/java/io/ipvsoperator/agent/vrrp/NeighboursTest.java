package io.ipvsoperator.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.address.AddressLease;
import io.ipvsoperator.agent.address.AddressTerms;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.agent.vrrp.Problem.Kind;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.vrrp.Attachment;
import io.ipvsoperator.vrrp.Failback;
import io.ipvsoperator.vrrp.Participation;
import io.ipvsoperator.vrrp.Router;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Advertisement;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Remark;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    private static final MonotonicInstant START = new MonotonicInstant(5);
    private static final IpAddress MEMBER = IpAddress.parse("192.0.2.11");
    private static final IpAddress STRANGER = IpAddress.parse("192.0.2.66");
    private static final VrrpVersion VERSION_3 = new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER);
    private static final AssignedRouter ROUTER = router(new Transport.Multicast(), Set.of(MEMBER));

    private final Neighbours neighbours = new Neighbours(new Segment(new NetworkInterfaceName("eth1"), IpFamily.IPV4));

    @Test
    void a_member_in_order_is_no_problem() {
        neighbours.heard(ROUTER, packet(MEMBER, 240), Set.of(), START);
        assertThat(neighbours.at(ROUTER, START)).isEmpty();
    }

    @Test
    void a_router_that_is_no_member_is_named_with_identifier_and_segment() {
        neighbours.heard(ROUTER, packet(STRANGER, 100), Set.of(), START);
        assertThat(neighbours.at(ROUTER, START)).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Kind.FOREIGN_ROUTER);
            assertThat(problem.message()).contains("192.0.2.66", "33", "eth1 IPv4", "spec.vrrp.virtualRouterIds");
        });
    }

    @Test
    void a_stranger_that_is_refused_is_named_as_well() {
        neighbours.disputed(ROUTER, Reason.VERSION, STRANGER, START);
        assertThat(kinds(START)).containsExactly(Kind.FOREIGN_ROUTER);
    }

    @Test
    void while_not_all_members_are_known_nobody_is_a_stranger() {
        AssignedRouter unsure = router(new Transport.Multicast(), Set.of());
        neighbours.heard(unsure, packet(STRANGER, 100), Set.of(), START);
        assertThat(neighbours.at(unsure, START)).isEmpty();
    }

    @Test
    void priority_255_says_that_somebody_owns_the_address() {
        neighbours.heard(ROUTER, packet(MEMBER, 255), Set.of(Remark.ADDRESS_OWNER), START);
        assertThat(kinds(START)).containsExactly(Kind.ADDRESS_OWNER);
    }

    @Test
    void another_address_list_is_ordinary_for_a_moment() {
        neighbours.heard(ROUTER, packet(MEMBER, 240), Set.of(Remark.ADDRESS_LIST), START);
        neighbours.heard(ROUTER, packet(MEMBER, 240), Set.of(Remark.ADDRESS_LIST), after(4));
        assertThat(kinds(after(4))).isEmpty();
    }

    @Test
    void another_address_list_that_stays_is_a_problem() {
        neighbours.heard(ROUTER, packet(MEMBER, 240), Set.of(Remark.ADDRESS_LIST), START);
        neighbours.heard(ROUTER, packet(MEMBER, 240), Set.of(Remark.ADDRESS_LIST), after(5));
        assertThat(kinds(after(5))).containsExactly(Kind.ADDRESS_LIST_MISMATCH);
    }

    @Test
    void an_address_list_that_agrees_again_is_none() {
        neighbours.heard(ROUTER, packet(MEMBER, 240), Set.of(Remark.ADDRESS_LIST), START);
        neighbours.heard(ROUTER, packet(MEMBER, 240), Set.of(Remark.ADDRESS_LIST), after(5));
        neighbours.heard(ROUTER, packet(MEMBER, 240), Set.of(), after(6));
        assertThat(kinds(after(6))).isEmpty();
    }

    @Test
    void a_refusal_that_stays_is_a_problem_until_the_member_is_heard() {
        neighbours.disputed(ROUTER, Reason.PASSWORD, MEMBER, START);
        neighbours.disputed(ROUTER, Reason.PASSWORD, MEMBER, after(5));
        assertThat(kinds(after(5))).containsExactly(Kind.WRONG_AUTHENTICATION);
        neighbours.heard(ROUTER, packet(MEMBER, 240), Set.of(), after(6));
        assertThat(kinds(after(6))).isEmpty();
    }

    @Test
    void what_is_not_seen_for_a_minute_is_forgotten() {
        neighbours.heard(ROUTER, packet(STRANGER, 100), Set.of(), START);
        assertThat(kinds(after(59))).isNotEmpty();
        assertThat(kinds(after(60))).isEmpty();
    }

    @Test
    void a_forger_of_sources_does_not_fill_the_memory() {
        for (int i = 0; i < 1_000; i++) {
            neighbours.heard(ROUTER, packet(IpAddress.parse("198.51.100." + i % 250), 100), Set.of(), START);
        }
        assertThat(kinds(START)).hasSize(16);
    }

    @Test
    void unicast_to_nobody_is_a_problem() {
        AssignedRouter alone = router(new Transport.Unicast(new LinkedHashSet<>()), Set.of());
        assertThat(neighbours.at(alone, START)).extracting(Problem::kind).containsExactly(Kind.NO_PEERS);
    }

    @Test
    void oversleeping_is_told() {
        neighbours.overslept(ROUTER, START);
        assertThat(neighbours.at(ROUTER, START))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("more than two intervals"));
    }

    private List<Kind> kinds(MonotonicInstant now) {
        return neighbours.at(ROUTER, now).stream().map(Problem::kind).toList();
    }

    private static MonotonicInstant after(int seconds) {
        return START.plus(Duration.ofSeconds(seconds));
    }

    private static AdvertisementPacket packet(IpAddress source, int priority) {
        return new AdvertisementPacket(
                source,
                AdvertisementPacket.group(IpFamily.IPV4),
                VERSION_3,
                new Advertisement(
                        new VirtualRouterId(33),
                        new Priority(priority),
                        AdvertInterval.ofSeconds(1),
                        List.of(IpAddress.parse("192.0.2.200"))));
    }

    private static AssignedRouter router(Transport transport, Set<IpAddress> members) {
        Router router = new Router(
                new VirtualRouterId(33),
                VERSION_3,
                AdvertInterval.ofSeconds(1),
                new Attachment(IpAddress.parse("192.0.2.10"), 1500, transport),
                List.of(IpAddress.parse("192.0.2.200")),
                new Participation.Candidate(new Priority(250), new Failback.Immediate()));
        return new AssignedRouter(
                "edge-33-v4",
                router,
                members,
                true,
                Set.of(),
                AddressTerms.of(AddressLease.of(Duration.ofSeconds(3), 1)),
                false);
    }
}
