package io.ipvsoperator.vrrp;

import static io.ipvsoperator.vrrp.Example.HIGHER_ADDRESS;
import static io.ipvsoperator.vrrp.Example.LOWER_ADDRESS;
import static io.ipvsoperator.vrrp.Example.NOW;
import static io.ipvsoperator.vrrp.Example.SECOND;
import static io.ipvsoperator.vrrp.Example.SELF;
import static io.ipvsoperator.vrrp.Example.heard;
import static io.ipvsoperator.vrrp.Example.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.vrrp.Effect.Advertise;
import io.ipvsoperator.vrrp.Effect.Announce;
import io.ipvsoperator.vrrp.Effect.OwnAddresses;
import io.ipvsoperator.vrrp.State.Active;
import io.ipvsoperator.vrrp.State.Backup;
import io.ipvsoperator.vrrp.State.HandingOver;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One test a sentence of the state machine that applies to a router which is never the address owner. */
class VrrpRfcTest {

    private static final AdvertInterval TWO_SECONDS = AdvertInterval.ofSeconds(2);
    private static final Backup BACKUP = new Backup(SECOND, in("PT2S"));
    private static final Active ACTIVE = new Active(in("PT0.4S"));

    @Test
    @DisplayName("RFC 9568 6.4.1: after Startup set Active_Adver_Interval to Advertisement_Interval, "
            + "set Active_Down_Timer to Active_Down_Interval, go to Backup")
    void startup_leads_to_backup() {
        assertThat(step(new State.Initialize(), new Event.Startup()))
                .isEqualTo(Step.to(new Backup(SECOND, in("PT3.0625S"))));
    }

    @Test
    @DisplayName("RFC 9568 6.4.2: a backup that receives Shutdown cancels its timer and goes to Initialize")
    void shutdown_of_a_backup() {
        assertThat(step(BACKUP, new Event.Shutdown())).isEqualTo(Step.to(new State.Initialize()));
    }

    @Test
    @DisplayName(
            "RFC 9568 6.4.2: when Active_Down_Timer fires send an advertisement, announce each address, go to Active")
    void the_down_timer_makes_active() {
        assertThat(step(new Backup(TWO_SECONDS, NOW), new Event.Tick()))
                .isEqualTo(Step.to(
                        new Active(in("PT1S")), new Advertise(new Priority(240)), new OwnAddresses(), new Announce()));
    }

    @Test
    @DisplayName("RFC 9568 6.4.2: an advertisement of priority 0 sets Active_Down_Timer to Skew_Time")
    void a_resignation_shortens_the_wait_to_the_skew() {
        assertThat(step(BACKUP, heard(0))).isEqualTo(Step.to(new Backup(SECOND, in("PT0.0625S"))));
    }

    @Test
    @DisplayName("RFC 9568 6.4.2: a priority that is not lower sets Active_Adver_Interval to the received one, "
            + "recomputes Active_Down_Interval and resets Active_Down_Timer")
    void a_backup_learns_the_interval() {
        assertThat(step(BACKUP, heard(240, TWO_SECONDS, LOWER_ADDRESS)))
                .isEqualTo(Step.to(new Backup(TWO_SECONDS, in("PT6.125S"))));
    }

    @Test
    @DisplayName("RFC 9568 6.1: Skew_Time is recomputed from the learned interval")
    void the_skew_follows_the_learned_interval() {
        assertThat(step(new Backup(TWO_SECONDS, in("PT5S")), heard(0)))
                .isEqualTo(Step.to(new Backup(TWO_SECONDS, in("PT0.125S"))));
    }

    @Test
    @DisplayName("RFC 9568 6.4.2: with Preempt_Mode a lower priority is discarded")
    void a_lower_priority_is_discarded() {
        assertThat(step(BACKUP, heard(239))).isEqualTo(Step.to(BACKUP));
    }

    @Test
    @DisplayName("RFC 9568 6.4.2: without Preempt_Mode a lower priority resets Active_Down_Timer too")
    void without_preemption_a_lower_priority_counts() {
        Router never = Example.candidate(240, new Failback.Never());
        assertThat(Vrrp.step(never, BACKUP, heard(239), NOW)).isEqualTo(Step.to(new Backup(SECOND, in("PT3.0625S"))));
    }

    @Test
    @DisplayName("RFC 9568 6.4.3: when Adver_Timer fires send an advertisement and reset the timer")
    void the_advert_timer_repeats() {
        assertThat(step(new Active(NOW), new Event.Tick()))
                .isEqualTo(Step.to(new Active(in("PT1S")), new Advertise(new Priority(240))));
    }

    @Test
    @DisplayName("RFC 9568 6.4.3: an active router that receives Shutdown sends an advertisement of priority 0")
    void an_active_router_resigns() {
        assertThat(step(ACTIVE, new Event.Shutdown()).effects()).containsExactly(new Advertise(Priority.RESIGNATION));
    }

    @Test
    @DisplayName("RFC 9568 6.4.3: priority 0 makes an active router send an advertisement and reset Adver_Timer")
    void another_ones_resignation_is_answered() {
        assertThat(step(ACTIVE, heard(0))).isEqualTo(Step.to(new Active(in("PT1S")), new Advertise(new Priority(240))));
    }

    @Test
    @DisplayName("RFC 9568 6.4.3: a greater priority makes an active router a backup that learns the interval")
    void an_active_router_yields_to_a_greater_priority() {
        assertThat(onward(step(ACTIVE, heard(241, TWO_SECONDS, LOWER_ADDRESS))))
                .isEqualTo(new Backup(TWO_SECONDS, in("PT6.125S")));
    }

    @Test
    @DisplayName("RFC 9568 6.4.3: so does an equal priority from a greater primary address, compared without sign")
    void an_active_router_yields_to_a_greater_address() {
        assertThat(onward(step(ACTIVE, heard(240, SECOND, HIGHER_ADDRESS))))
                .isEqualTo(new Backup(SECOND, in("PT3.0625S")));
    }

    @Test
    @DisplayName("RFC 9568 6.4.3: else discard it and send an advertisement at once to assert the active state")
    void an_active_router_asserts_itself() {
        assertThat(step(ACTIVE, heard(239)).effects()).startsWith(new Advertise(new Priority(240)));
    }

    @Test
    @DisplayName("RFC 3768 6.4.3: in version 2 a lower priority is discarded without an answer")
    void version_2_does_not_answer_a_lower_priority() {
        Router self = Example.inVersion2(240, SECOND);
        assertThat(Vrrp.step(self, ACTIVE, heard(239), NOW)).isEqualTo(Step.to(ACTIVE, new Announce()));
    }

    @Test
    @DisplayName("RFC 3768 6.4.1: in version 2 Master_Down_Timer has the skew of version 2")
    void version_2_waits_its_own_skew() {
        Router self = Example.inVersion2(240, TWO_SECONDS);
        assertThat(Vrrp.step(self, new State.Initialize(), new Event.Startup(), NOW))
                .isEqualTo(Step.to(new Backup(TWO_SECONDS, in("PT6.0625S"))));
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
