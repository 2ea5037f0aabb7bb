package io.ipvsoperator.vrrp;

import static io.ipvsoperator.vrrp.Example.HIGHER_ADDRESS;
import static io.ipvsoperator.vrrp.Example.LOWER_ADDRESS;
import static io.ipvsoperator.vrrp.Example.NOW;
import static io.ipvsoperator.vrrp.Example.SECOND;
import static io.ipvsoperator.vrrp.Example.SELF;
import static io.ipvsoperator.vrrp.Example.heard;
import static io.ipvsoperator.vrrp.Example.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.conformance.Deviation;
import io.ipvsoperator.conformance.NotApplicable;
import io.ipvsoperator.conformance.Rfc;
import io.ipvsoperator.vrrp.Effect.Advertise;
import io.ipvsoperator.vrrp.Effect.Announce;
import io.ipvsoperator.vrrp.Effect.OwnAddresses;
import io.ipvsoperator.vrrp.State.Active;
import io.ipvsoperator.vrrp.State.Backup;
import io.ipvsoperator.vrrp.State.HandingOver;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import org.junit.jupiter.api.Test;

/** One test a sentence of the state machine that applies to a router which is never the address owner. */
@NotApplicable(
        document = 9568,
        section = "5.1.1.2",
        requirement = "No router forwards a packet to 224.0.0.18",
        because = "forwarding is the kernel's, which does not forward link-local multicast")
@NotApplicable(
        document = 9568,
        section = "5.1.2.2",
        requirement = "No router forwards a packet to ff02::12",
        because = "forwarding is the kernel's, which does not forward packets of link-local scope")
@NotApplicable(
        document = 9568,
        section = "5.2.4",
        requirement = "The address owner advertises priority 255",
        because = "a director is never the owner of an address; `Participation.Candidate` refuses 255")
@NotApplicable(
        document = 9568,
        section = "6.4.1",
        requirement = "The address owner becomes active at Startup",
        because = "a director is never the owner of an address")
@NotApplicable(
        document = 9568,
        section = "6.4.1",
        requirement = "For IPv6 the owner joins the solicited-node groups at Startup",
        because = "the kernel joins them with the address")
@NotApplicable(
        document = 9568,
        section = "6.4.2",
        requirement = "A backup does not answer ARP requests or neighbor solicitations for a virtual address",
        because =
                "a backup has no such address, so the kernel has nothing to answer for; shown on a real kernel in `node-agent`")
@NotApplicable(
        document = 9568,
        section = "6.4.2",
        requirement = "A backup drops packets to the virtual MAC address",
        because =
                "the interface with the virtual MAC address of a backup is down; shown on a real kernel in `node-agent`")
@NotApplicable(
        document = 9568,
        section = "6.4.2",
        requirement = "A backup does not accept packets to a virtual address",
        because = "a backup has no such address")
@NotApplicable(
        document = 9568,
        section = "6.4.2",
        requirement = "A backup sends no router advertisements",
        because = "directors are no default routers")
@NotApplicable(
        document = 9568,
        section = "6.4.3",
        requirement = "An active router answers ARP requests and neighbor solicitations",
        because = "the kernel answers once it has the address; shown on a real kernel in `node-agent`")
@NotApplicable(
        document = 9568,
        section = "6.4.3",
        requirement = "An active router forwards packets that are sent to the virtual MAC address",
        because = "directors are no default routers; IPVS forwards what is sent to the addresses")
@NotApplicable(
        document = 9568,
        section = "6.4.3",
        requirement = "An active router sends and answers router advertisements",
        because = "directors are no default routers")
@NotApplicable(
        document = 9568,
        section = "6.4.3",
        requirement = "Without Accept_Mode neighbor solicitations are not dropped",
        because = "Accept_Mode is always on")
@NotApplicable(
        document = 9568,
        section = "7.1",
        requirement = "The address owner does not process advertisements as a backup",
        because = "a director is never the owner of an address")
@NotApplicable(
        document = 9568,
        section = "8.1.1",
        requirement = "ICMP redirects name the virtual router",
        because = "directors are no default routers")
@NotApplicable(
        document = 9568,
        section = "8.1.3",
        requirement = "Proxy ARP uses the virtual MAC address",
        because = "directors do no proxy ARP")
@NotApplicable(
        document = 9568,
        section = "8.2.1",
        requirement = "ICMPv6 redirects name the virtual router",
        because = "directors are no default routers")
@NotApplicable(
        document = 9568,
        section = "8.2.3",
        requirement = "Router advertisements name the virtual router",
        because = "directors are no default routers")
@NotApplicable(
        document = 9568,
        section = "8.2.4",
        requirement = "Unsolicited neighbor advertisements of others are accepted",
        because = "the neighbor table is the kernel's")
@NotApplicable(
        document = 9568,
        section = "8.3.1",
        requirement = "A router that is not the owner does not forward to the virtual address what it is sent itself",
        because = "the active router has the address itself")
@NotApplicable(
        document = 9568,
        section = "8.4",
        requirement = "A router that speaks both versions sends both",
        because = "a virtual router speaks one version")
@NotApplicable(
        document = 3768,
        section = "9",
        requirement = "Rules for FDDI, token rings and ATM",
        because = "directors are on Ethernet")
@NotApplicable(
        document = 3768,
        section = "6.4.1",
        requirement = "The address owner becomes master at Startup",
        because = "a director is never the owner of an address")
@NotApplicable(
        document = 3768,
        section = "8.3",
        requirement = "A router forwards no packet to an address it does not own",
        because = "the active router has the address itself")
class VrrpRfcTest {

    private static final AdvertInterval TWO_SECONDS = AdvertInterval.ofSeconds(2);
    private static final Backup BACKUP = new Backup(SECOND, in("PT2S"));
    private static final Active ACTIVE = new Active(in("PT0.4S"));

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.1",
            requirement =
                    "After Startup set Active_Adver_Interval to Advertisement_Interval, set Active_Down_Timer to Active_Down_Interval, go to Backup")
    void startup_leads_to_backup() {
        assertThat(step(new State.Initialize(), new Event.Startup()))
                .isEqualTo(Step.to(new Backup(SECOND, in("PT3.0625S"))));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.2",
            requirement = "A backup that receives Shutdown cancels its timer and goes to Initialize")
    void shutdown_of_a_backup() {
        assertThat(step(BACKUP, new Event.Shutdown())).isEqualTo(Step.to(new State.Initialize()));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.2",
            requirement = "When Active_Down_Timer fires send an advertisement, announce each address, go to Active")
    void the_down_timer_makes_active() {
        assertThat(step(new Backup(TWO_SECONDS, NOW), new Event.Tick()))
                .isEqualTo(Step.to(
                        new Active(in("PT1S")), new Advertise(new Priority(240)), new OwnAddresses(), new Announce()));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.2",
            requirement = "An advertisement of priority 0 sets Active_Down_Timer to Skew_Time")
    void a_resignation_shortens_the_wait_to_the_skew() {
        assertThat(step(BACKUP, heard(0))).isEqualTo(Step.to(new Backup(SECOND, in("PT0.0625S"))));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.2",
            requirement =
                    "An advertisement whose priority is not lower sets Active_Adver_Interval to the received one, recomputes Active_Down_Interval and resets Active_Down_Timer")
    void a_backup_learns_the_interval() {
        assertThat(step(BACKUP, heard(240, TWO_SECONDS, LOWER_ADDRESS)))
                .isEqualTo(Step.to(new Backup(TWO_SECONDS, in("PT6.125S"))));
    }

    @Test
    @Rfc(document = 9568, section = "6.1", requirement = "Skew_Time is recomputed from the learned interval")
    void the_skew_follows_the_learned_interval() {
        assertThat(step(new Backup(TWO_SECONDS, in("PT5S")), heard(0)))
                .isEqualTo(Step.to(new Backup(TWO_SECONDS, in("PT0.125S"))));
    }

    @Test
    @Rfc(document = 9568, section = "6.4.2", requirement = "With Preempt_Mode a lower priority is discarded")
    void a_lower_priority_is_discarded() {
        assertThat(step(BACKUP, heard(239))).isEqualTo(Step.to(BACKUP));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.2",
            requirement = "Without Preempt_Mode a lower priority resets Active_Down_Timer too")
    void without_preemption_a_lower_priority_counts() {
        Router never = Example.candidate(240, new Failback.Never());
        assertThat(Vrrp.step(never, BACKUP, heard(239), NOW)).isEqualTo(Step.to(new Backup(SECOND, in("PT3.0625S"))));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.3",
            requirement = "When Adver_Timer fires send an advertisement and reset the timer")
    void the_advert_timer_repeats() {
        assertThat(step(new Active(NOW), new Event.Tick()))
                .isEqualTo(Step.to(new Active(in("PT1S")), new Advertise(new Priority(240))));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.3",
            requirement = "An active router that receives Shutdown sends an advertisement of priority 0")
    void an_active_router_resigns() {
        assertThat(step(ACTIVE, new Event.Shutdown()).effects()).containsExactly(new Advertise(Priority.RESIGNATION));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.3",
            requirement =
                    "An advertisement of priority 0 makes an active router send an advertisement and reset Adver_Timer")
    void another_ones_resignation_is_answered() {
        assertThat(step(ACTIVE, heard(0))).isEqualTo(Step.to(new Active(in("PT1S")), new Advertise(new Priority(240))));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.3",
            requirement = "A greater priority makes an active router a backup that learns the interval")
    void an_active_router_yields_to_a_greater_priority() {
        assertThat(onward(step(ACTIVE, heard(241, TWO_SECONDS, LOWER_ADDRESS))))
                .isEqualTo(new Backup(TWO_SECONDS, in("PT6.125S")));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.3",
            requirement = "So does an equal priority from a greater primary address, compared as an unsigned number")
    void an_active_router_yields_to_a_greater_address() {
        assertThat(onward(step(ACTIVE, heard(240, SECOND, HIGHER_ADDRESS))))
                .isEqualTo(new Backup(SECOND, in("PT3.0625S")));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.3",
            requirement =
                    "An active router discards any other advertisement and sends its own at once to assert the active state")
    void an_active_router_asserts_itself() {
        assertThat(step(ACTIVE, heard(239)).effects()).startsWith(new Advertise(new Priority(240)));
    }

    @Test
    @Rfc(
            document = 3768,
            section = "6.4.3",
            requirement = "In version 2 a lower priority is discarded without an answer")
    void version_2_does_not_answer_a_lower_priority() {
        Router self = Example.inVersion2(240, SECOND);
        assertThat(Vrrp.step(self, ACTIVE, heard(239), NOW)).isEqualTo(Step.to(ACTIVE, new Announce()));
    }

    @Test
    @Rfc(document = 3768, section = "6.4.1", requirement = "In version 2 Master_Down_Timer has the skew of version 2")
    void version_2_waits_its_own_skew() {
        Router self = Example.inVersion2(240, TWO_SECONDS);
        assertThat(Vrrp.step(self, new State.Initialize(), new Event.Startup(), NOW))
                .isEqualTo(Step.to(new Backup(TWO_SECONDS, in("PT6.0625S"))));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.2",
            requirement =
                    "Active_Down_Timer fires when no advertisement was heard for Active_Down_Interval, not before")
    void the_down_timer_does_not_fire_early() {
        Backup almost = new Backup(SECOND, in("PT0.000000001S"));
        assertThat(step(almost, new Event.Tick())).isEqualTo(Step.to(almost));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.2",
            requirement = "Adver_Timer fires to send an advertisement every Advertisement_Interval, not before")
    void the_advert_timer_does_not_fire_early() {
        Active almost = new Active(in("PT0.000000001S"));
        assertThat(step(almost, new Event.Tick())).isEqualTo(Step.to(almost));
    }

    @Test
    @Rfc(document = 9568, section = "6.3", requirement = "Initialize waits for Startup and hears nothing before")
    void initialize_hears_nothing() {
        assertThat(step(new State.Initialize(), heard(250))).isEqualTo(Step.to(new State.Initialize()));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.3",
            requirement = "An equal priority from a smaller primary address is discarded and answered like a lower one")
    void an_equal_priority_from_a_smaller_address_loses() {
        assertThat(step(ACTIVE, heard(240, SECOND, LOWER_ADDRESS)).effects())
                .startsWith(new Advertise(new Priority(240)));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.2",
            requirement = "Preempt_Mode does not keep a backup from succeeding an active router that fell silent")
    void without_preemption_a_dead_router_is_succeeded() {
        Router never = Example.candidate(240, new Failback.Never());
        assertThat(Vrrp.step(never, new Backup(SECOND, NOW), new Event.Tick(), NOW)
                        .next())
                .isInstanceOf(Active.class);
    }

    @Test
    @Deviation(
            document = 9568,
            section = "6.4.3",
            requirement = "An active router that receives Shutdown goes to Initialize at once",
            instead = "It serves until a successor is heard, four intervals at most, and goes to Initialize then",
            predicate = "WhenActive.resign",
            reason = "adr/0002-orderly-hand-over.md")
    void a_router_that_resigned_serves_on() {
        assertThat(step(ACTIVE, new Event.Shutdown()).next())
                .isEqualTo(new HandingOver(in("PT4S"), new State.Initialize()));
    }

    @Test
    @Deviation(
            document = 9568,
            section = "6.4.3",
            requirement = "An active router that hears a greater priority stops serving at once and in silence",
            instead = "It advertises once more and serves for a grace of 50 ms, one interval at most",
            predicate = "WhenActive.yieldTo",
            reason = "adr/0003-announce-after-two-active-routers.md")
    void a_router_that_yields_says_so_and_serves_for_a_grace() {
        assertThat(step(ACTIVE, heard(250)))
                .isEqualTo(Step.to(
                        new HandingOver(in("PT0.05S"), new Backup(SECOND, in("PT3.0625S"))),
                        new Advertise(new Priority(240))));
    }

    @Test
    @Deviation(
            document = 9568,
            section = "6.4.3",
            requirement = "A lower priority makes an active router advertise, and nothing else",
            instead = "It announces its addresses again too: hosts may have learned the other one",
            predicate = "WhenActive.assertItself",
            reason = "adr/0003-announce-after-two-active-routers.md")
    void an_active_router_announces_when_another_one_is_heard() {
        assertThat(step(ACTIVE, heard(239)).effects()).endsWith(new Announce());
    }

    @Test
    @Deviation(
            document = 9568,
            section = "6.4.3",
            requirement = "A lower priority never makes an active router a backup",
            instead = "It does after three intervals of sleep without preemption: whoever stepped in stays",
            predicate = "WhenActive.yields",
            reason = "vrrp.md")
    void a_router_that_overslept_yields_to_whom_it_may_not_preempt() {
        Router never = Example.candidate(240, new Failback.Never());
        assertThat(onward(Vrrp.step(never, new Active(in("PT-2S")), heard(100), NOW)))
                .isInstanceOf(Backup.class);
    }

    @Test
    @Deviation(
            document = 9568,
            section = "6.1",
            requirement = "Preempt_Mode is true or false",
            instead = "It may begin at an instant, and a confirmed plan always preempts one that nobody confirmed",
            predicate = "Router.preempts",
            reason = "vrrp.md")
    void preemption_may_begin_later() {
        Router later = Example.candidate(240, new Failback.Delayed(in("PT30S")));
        assertThat(Vrrp.step(later, BACKUP, heard(239), NOW).next()).isNotEqualTo(BACKUP);
        assertThat(Vrrp.step(later, BACKUP, heard(239), in("PT30S"))).isEqualTo(Step.to(BACKUP));
    }

    @Test
    @Deviation(
            document = 9568,
            section = "6.1",
            requirement =
                    "Accept_Mode is false by default: an active router that is not the owner accepts no packet for a virtual address",
            instead = "It is always on: a director exists to serve the address",
            predicate = "State.Active.ownsAddresses",
            reason = "vrrp.md")
    void an_active_router_has_the_addresses_itself() {
        assertThat(step(new Backup(SECOND, NOW), new Event.Tick()).effects()).contains(new OwnAddresses());
    }

    private static Step step(State state, Event event) {
        return Vrrp.step(SELF, state, event, NOW);
    }

    private static State onward(Step step) {
        return switch (step.next()) {
            case HandingOver handingOver -> handingOver.onward();
            case State.Passive passive -> passive;
            case Active active -> active;
        };
    }
}
