package io.ipvsoperator.vrrp;

import static io.ipvsoperator.vrrp.Example.LOWER_ADDRESS;
import static io.ipvsoperator.vrrp.Example.NOW;
import static io.ipvsoperator.vrrp.Example.SECOND;
import static io.ipvsoperator.vrrp.Example.heard;
import static io.ipvsoperator.vrrp.Example.in;
import static io.ipvsoperator.vrrp.Example.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.conformance.Deviation;
import io.ipvsoperator.conformance.Rfc;
import io.ipvsoperator.vrrp.Effect.Advertise;
import io.ipvsoperator.vrrp.Effect.Announce;
import io.ipvsoperator.vrrp.Effect.OwnAddresses;
import io.ipvsoperator.vrrp.State.Active;
import io.ipvsoperator.vrrp.State.Backup;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One test a sentence about a router that does not serve: RFC 9568 sections 6.1, 6.4.1 and 6.4.2. */
class PassiveRfcTest {

    private static final AdvertInterval TWO_SECONDS = AdvertInterval.ofSeconds(2);
    private static final Backup BACKUP = new Backup(SECOND, in("PT2S"));

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(
            document = 9568,
            section = "6.4.1",
            requirement =
                    "After Startup set Active_Adver_Interval to Advertisement_Interval, set Active_Down_Timer to Active_Down_Interval, go to Backup")
    @Rfc(
            document = 3768,
            section = "6.4.1",
            requirement = "After Startup set Master_Down_Timer to Master_Down_Interval, go to Backup")
    void startup_leads_to_backup(Router self) {
        assertThat(step(self, new State.Initialize(), new Event.Startup()))
                .isEqualTo(Step.to(new Backup(SECOND, in("PT3.0625S"))));
    }

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(
            document = 9568,
            section = "6.4.2",
            requirement = "A backup that receives Shutdown cancels its timer and goes to Initialize")
    @Rfc(
            document = 3768,
            section = "6.4.2",
            requirement = "A backup that receives Shutdown cancels its timer and goes to Initialize")
    void shutdown_of_a_backup(Router self) {
        assertThat(step(self, BACKUP, new Event.Shutdown())).isEqualTo(Step.to(new State.Initialize()));
    }

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(
            document = 9568,
            section = "6.4.2",
            requirement = "When Active_Down_Timer fires send an advertisement, announce each address, go to Active")
    @Rfc(
            document = 3768,
            section = "6.4.2",
            requirement = "When Master_Down_Timer fires send an advertisement, announce each address, go to Master")
    void the_down_timer_makes_active(Router self) {
        assertThat(step(self, new Backup(TWO_SECONDS, NOW), new Event.Tick()))
                .isEqualTo(Step.to(
                        new Active(in("PT1S")), new Advertise(new Priority(240)), new OwnAddresses(), new Announce()));
    }

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(
            document = 9568,
            section = "6.4.2",
            requirement = "An advertisement of priority 0 sets Active_Down_Timer to Skew_Time")
    @Rfc(
            document = 3768,
            section = "6.4.2",
            requirement = "An advertisement of priority 0 sets Master_Down_Timer to Skew_Time")
    void a_resignation_shortens_the_wait_to_the_skew(Router self) {
        assertThat(step(self, BACKUP, heard(0))).isEqualTo(Step.to(new Backup(SECOND, in("PT0.0625S"))));
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

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(document = 9568, section = "6.4.2", requirement = "With Preempt_Mode a lower priority is discarded")
    @Rfc(document = 3768, section = "6.4.2", requirement = "With Preempt_Mode a lower priority is discarded")
    void a_lower_priority_is_discarded(Router self) {
        assertThat(step(self, BACKUP, heard(239))).isEqualTo(Step.to(BACKUP));
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

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(
            document = 9568,
            section = "6.2",
            requirement =
                    "Active_Down_Timer fires when no advertisement was heard for Active_Down_Interval, not before")
    @Rfc(
            document = 3768,
            section = "6.2",
            requirement =
                    "Master_Down_Timer fires when no advertisement was heard for Master_Down_Interval, not before")
    void the_down_timer_does_not_fire_early(Router self) {
        Backup almost = new Backup(SECOND, in("PT0.000000001S"));
        assertThat(step(self, almost, new Event.Tick())).isEqualTo(Step.to(almost));
    }

    @Test
    @Rfc(document = 9568, section = "6.3", requirement = "Initialize waits for Startup and hears nothing before")
    void initialize_hears_nothing() {
        assertThat(step(new State.Initialize(), heard(250))).isEqualTo(Step.to(new State.Initialize()));
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
}
