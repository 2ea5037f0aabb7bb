package io.ipvsoperator.vrrp;

import static io.ipvsoperator.vrrp.Example.ADDRESSES;
import static io.ipvsoperator.vrrp.Example.NOW;
import static io.ipvsoperator.vrrp.Example.SECOND;
import static io.ipvsoperator.vrrp.Example.SELF;
import static io.ipvsoperator.vrrp.Example.candidate;
import static io.ipvsoperator.vrrp.Example.heard;
import static io.ipvsoperator.vrrp.Example.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.vrrp.Effect.Advertise;
import io.ipvsoperator.vrrp.Effect.DisownAddresses;
import io.ipvsoperator.vrrp.State.Active;
import io.ipvsoperator.vrrp.State.Backup;
import io.ipvsoperator.vrrp.State.HandingOver;
import io.ipvsoperator.vrrp.State.Withdrawn;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Fail-back, orderly hand-over, reconfiguration and leases: what docs/vrrp.md adds to the RFC. */
class VrrpBeyondRfcTest {

    private static final Backup BACKUP = new Backup(SECOND, in("PT2S"));
    private static final Backup REARMED = new Backup(SECOND, in("PT3.0625S"));
    private static final Active ACTIVE = new Active(in("PT0.4S"));

    @Test
    void delayed_failback_respects_a_lower_priority_before_its_time() {
        Router self = candidate(240, new Failback.Delayed(in("PT0.000000001S")));
        assertThat(Vrrp.step(self, BACKUP, heard(200), NOW)).isEqualTo(Step.to(REARMED));
    }

    @Test
    void delayed_failback_overrules_a_lower_priority_from_its_time_on() {
        Router self = candidate(240, new Failback.Delayed(NOW));
        assertThat(Vrrp.step(self, BACKUP, heard(200), NOW)).isEqualTo(Step.to(BACKUP));
    }

    @Test
    void delayed_failback_does_not_delay_the_succession_of_a_dead_router() {
        Router self = candidate(240, new Failback.Delayed(in("PT30S")));
        assertThat(Vrrp.step(self, new Backup(SECOND, NOW), new Event.Tick(), NOW)
                        .next())
                .isInstanceOf(Active.class);
    }

    @Test
    void a_confirmed_plan_overrules_an_unconfirmed_one_whatever_the_failback() {
        Router self = candidate(240, new Failback.Never());
        assertThat(Vrrp.step(self, BACKUP, heard(16), NOW)).isEqualTo(Step.to(BACKUP));
    }

    @Test
    void unconfirmed_plans_keep_the_failback_among_themselves() {
        Router self = candidate(16, new Failback.Never());
        assertThat(Vrrp.step(self, BACKUP, heard(15), NOW).next()).isNotEqualTo(BACKUP);
    }

    @Test
    void a_lowered_active_router_stays_active_and_says_so_at_once() {
        assertThat(reconfigured(SELF, ACTIVE, candidate(100, new Failback.Immediate())))
                .isEqualTo(Step.to(new Active(in("PT1S")), new Advertise(new Priority(100))));
    }

    @Test
    void a_longer_interval_is_advertised_before_backups_lose_patience() {
        assertThat(reconfigured(SELF, ACTIVE, Example.withInterval(AdvertInterval.ofSeconds(10))))
                .isEqualTo(Step.to(new Active(in("PT10S")), new Advertise(new Priority(240))));
    }

    @Test
    void a_backup_keeps_the_learned_interval_when_its_own_changes() {
        assertThat(reconfigured(SELF, BACKUP, Example.withInterval(AdvertInterval.ofCentiseconds(10))))
                .isEqualTo(Step.to(BACKUP));
    }

    @Test
    void a_backup_of_version_2_cannot_learn_and_starts_over_with_the_new_interval() {
        AdvertInterval twoSeconds = AdvertInterval.ofSeconds(2);
        assertThat(reconfigured(Example.inVersion2(240, SECOND), BACKUP, Example.inVersion2(240, twoSeconds)))
                .isEqualTo(Step.to(new Backup(twoSeconds, in("PT6.0625S"))));
    }

    @Test
    void a_hurried_backup_stays_hurried_when_its_priority_changes() {
        Backup hurried = new Backup(SECOND, in("PT0.0625S"));
        assertThat(reconfigured(SELF, hurried, candidate(250, new Failback.Immediate())))
                .isEqualTo(Step.to(new Backup(SECOND, in("PT0.0234375S"))));
    }

    @Test
    void an_active_router_in_maintenance_serves_until_its_successor_is_heard() {
        Router withdrawn = Example.withdrawn();
        State state = reconfigured(SELF, ACTIVE, withdrawn).next();
        State heard = Vrrp.step(withdrawn, state, heard(225), in("PT0.1S")).next();
        assertThat(heard).isEqualTo(new HandingOver(in("PT0.15S"), new Withdrawn()));
        assertThat(Vrrp.step(withdrawn, heard, new Event.Tick(), in("PT0.15S")))
                .isEqualTo(Step.to(new Withdrawn(), new DisownAddresses()));
    }

    @Test
    void the_end_of_maintenance_makes_a_backup() {
        assertThat(reconfigured(Example.withdrawn(), new Withdrawn(), SELF)).isEqualTo(Step.to(REARMED));
    }

    @Test
    void maintenance_does_not_begin_a_router_whose_link_is_down() {
        assertThat(reconfigured(SELF, new State.Fault(), Example.withdrawn())).isEqualTo(Step.to(new State.Fault()));
    }

    @Test
    void a_withdrawn_router_stays_withdrawn_when_the_link_returns() {
        assertThat(Vrrp.step(Example.withdrawn(), new State.Fault(), new Event.LinkRestored(), NOW))
                .isEqualTo(Step.to(new Withdrawn()));
    }

    @Test
    void a_router_without_addresses_takes_no_part() {
        assertThat(Vrrp.step(Example.withAddresses(), new State.Initialize(), new Event.Startup(), NOW))
                .isEqualTo(Step.to(new Withdrawn()));
    }

    @Test
    void a_resigned_router_that_is_wanted_again_takes_over_without_a_gap_if_nobody_else_did() {
        HandingOver alone = new HandingOver(in("PT1S"), new Backup(SECOND, NOW));
        assertThat(Vrrp.step(SELF, alone, new Event.Tick(), NOW).effects())
                .doesNotContain(new DisownAddresses())
                .startsWith(new Advertise(new Priority(240)));
    }

    @Test
    void a_successor_that_is_heard_again_does_not_prolong_the_grace() {
        HandingOver yielding = new HandingOver(in("PT0.02S"), new State.Initialize());
        assertThat(Vrrp.step(SELF, yielding, heard(250), NOW)).isEqualTo(Step.to(yielding));
    }

    @Test
    void a_router_handing_over_wakes_up_for_whichever_comes_first() {
        assertThat(new HandingOver(in("PT3S"), BACKUP).deadline()).contains(in("PT2S"));
        assertThat(new HandingOver(in("PT1S"), BACKUP).deadline()).contains(in("PT1S"));
    }

    @Test
    void a_router_that_lost_its_leases_listens_in_silence() {
        assertThat(Vrrp.step(SELF, ACTIVE, new Event.LeaseLost(), NOW))
                .isEqualTo(Step.to(REARMED, new DisownAddresses()));
    }

    @Test
    void a_late_tick_sends_one_advertisement_and_counts_from_now() {
        assertThat(Vrrp.step(SELF, new Active(in("PT-5S")), new Event.Tick(), NOW))
                .isEqualTo(Step.to(new Active(in("PT1S")), new Advertise(new Priority(240))));
    }

    @Test
    void another_router_is_not_a_reconfiguration() {
        Router other = new Router(
                new VirtualRouterId(34), SELF.version(), SECOND, SELF.attachment(), ADDRESSES, SELF.participation());
        assertThatThrownBy(() -> reconfigured(SELF, BACKUP, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("virtual router 33")
                .hasMessageContaining("34");
    }

    @Test
    void the_source_of_advertisements_is_no_virtual_address() {
        assertThatThrownBy(() -> Example.withAddresses("192.0.2.20")).hasMessageContaining("contain 192.0.2.20");
    }

    @Test
    void a_candidate_has_neither_priority_0_nor_255() {
        assertThatThrownBy(() -> candidate(0, new Failback.Never())).hasMessageContaining("1 to 254, not 0");
        assertThatThrownBy(() -> candidate(255, new Failback.Never())).hasMessageContaining("1 to 254, not 255");
    }

    @Test
    void an_advertisement_names_the_first_255_addresses() {
        List<String> many = IntStream.range(0, 1024)
                .mapToObj(i -> "198.51." + i / 256 + "." + i % 256)
                .toList();
        assertThat(named(Example.withAddresses(many.toArray(String[]::new)))).hasSize(255);
    }

    @Test
    void an_advertisement_over_ipv6_names_as_many_addresses_as_the_interface_sends_in_one_piece() {
        List<IpAddress> many = Stream.<IpAddress>concat(
                        Stream.of(new VirtualRouterId(33).linkLocalAddress()),
                        IntStream.range(1, 200).mapToObj(i -> (IpAddress) new Ipv6Address(0x2001_0db8L << 32, i)))
                .toList();
        Router router = new Router(
                new VirtualRouterId(33),
                Example.VERSION_3,
                SECOND,
                new Attachment(IpAddress.parse("fe80::1"), 1500, new Transport.Multicast()),
                many,
                SELF.participation());
        // 40 bytes of IPv6 header and 8 of the message leave room for 90 addresses of 16 bytes.
        assertThat(named(router)).isEqualTo(many.subList(0, 90));
    }

    @Test
    void addresses_of_ipv6_begin_with_a_link_local_one() {
        assertThatThrownBy(() -> new Router(
                        new VirtualRouterId(33),
                        Example.VERSION_3,
                        SECOND,
                        new Attachment(IpAddress.parse("fe80::1"), 1500, new Transport.Multicast()),
                        List.of(IpAddress.parse("2001:db8::1")),
                        SELF.participation()))
                .hasMessageContaining("begin with 2001:db8::1")
                .hasMessageContaining("fe80::200:5eff:fe00:221");
    }

    @Test
    void by_unicast_every_peer_gets_a_packet() {
        SequencedSet<IpAddress> peers = new LinkedHashSet<>(List.of(Example.LOWER_ADDRESS, Example.HIGHER_ADDRESS));
        Router router = new Router(
                new VirtualRouterId(33),
                Example.VERSION_3,
                SECOND,
                new Attachment(Example.OWN_ADDRESS, 1500, new Transport.Unicast(peers)),
                ADDRESSES,
                SELF.participation());
        assertThat(router.packets(new Priority(240)))
                .extracting(AdvertisementPacket::destination)
                .containsExactlyElementsOf(peers);
    }

    @Test
    void one_who_slept_while_another_stepped_in_yields_unless_it_preempts() {
        Router never = candidate(240, new Failback.Never());
        Step step = Vrrp.step(never, new Active(in("PT-2S")), heard(100), NOW);
        assertThat(step.next()).isInstanceOf(HandingOver.class);
    }

    @Test
    void one_who_slept_takes_back_what_it_may_preempt() {
        Step step = Vrrp.step(SELF, new Active(in("PT-2S")), heard(100), NOW);
        assertThat(step.next()).isInstanceOf(Active.class);
    }

    @Test
    void one_who_is_a_little_late_keeps_its_addresses_without_preemption_too() {
        Router never = candidate(240, new Failback.Never());
        Step step = Vrrp.step(never, new Active(in("PT-1.9S")), heard(100), NOW);
        assertThat(step.next()).isInstanceOf(Active.class);
    }

    private static List<IpAddress> named(Router router) {
        return router.packets(Priority.RESIGNATION).getFirst().advertisement().addresses();
    }

    private static Step reconfigured(Router self, State state, Router router) {
        return Vrrp.step(self, state, new Event.Reconfigured(router), NOW);
    }
}
