package io.ipvsoperator.vrrp;

import static io.ipvsoperator.vrrp.Example.HIGHER_ADDRESS;
import static io.ipvsoperator.vrrp.Example.LOWER_ADDRESS;
import static io.ipvsoperator.vrrp.Example.NOW;
import static io.ipvsoperator.vrrp.Example.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.conformance.Rfc;
import io.ipvsoperator.vrrp.Effect.Advertise;
import io.ipvsoperator.vrrp.Effect.Announce;
import io.ipvsoperator.vrrp.Effect.OwnAddresses;
import io.ipvsoperator.vrrp.State.Active;
import io.ipvsoperator.vrrp.State.Backup;
import io.ipvsoperator.vrrp.State.HandingOver;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import org.junit.jupiter.api.Test;

/**
 * One test a sentence of RFC 3768 sections 6.2 and 6.4. Routers of version 2 deviate as those of version 3 do: they hand over
 * in order, and announce themselves after two were active.
 */
class Version2StateRfcTest {

    private static final AdvertInterval TWO_SECONDS = AdvertInterval.ofSeconds(2);
    private static final Router SELF = Example.inVersion2(240, TWO_SECONDS);
    private static final Backup BACKUP = new Backup(TWO_SECONDS, in("PT3S"));
    private static final Backup FRESH = new Backup(TWO_SECONDS, in("PT6.0625S"));
    private static final Active ACTIVE = new Active(in("PT0.4S"));
    private static final Active ACTIVE_FROM_NOW = new Active(in("PT2S"));

    @Test
    @Rfc(
            document = 3768,
            section = "6.4.1",
            requirement =
                    "After Startup set Master_Down_Timer to three intervals and the skew of version 2, go to Backup")
    void startup_leads_to_backup() {
        assertThat(step(new State.Initialize(), new Event.Startup())).isEqualTo(Step.to(FRESH));
    }

    @Test
    @Rfc(
            document = 3768,
            section = "6.2",
            requirement =
                    "Master_Down_Timer fires when no advertisement was heard for Master_Down_Interval, not before")
    void the_down_timer_does_not_fire_early() {
        Backup almost = new Backup(TWO_SECONDS, in("PT0.000000001S"));
        assertThat(step(almost, new Event.Tick())).isEqualTo(Step.to(almost));
    }

    @Test
    @Rfc(
            document = 3768,
            section = "6.2",
            requirement = "Adver_Timer fires to send an advertisement every Advertisement_Interval, not before")
    void the_advert_timer_does_not_fire_early() {
        Active almost = new Active(in("PT0.000000001S"));
        assertThat(step(almost, new Event.Tick())).isEqualTo(Step.to(almost));
    }

    @Test
    @Rfc(
            document = 3768,
            section = "6.4.2",
            requirement = "A backup that receives Shutdown cancels its timer and goes to Initialize")
    void shutdown_of_a_backup() {
        assertThat(step(BACKUP, new Event.Shutdown())).isEqualTo(Step.to(new State.Initialize()));
    }

    @Test
    @Rfc(
            document = 3768,
            section = "6.4.2",
            requirement = "When Master_Down_Timer fires send an advertisement, announce each address, go to Master")
    void the_down_timer_makes_active() {
        assertThat(step(new Backup(TWO_SECONDS, NOW), new Event.Tick()))
                .isEqualTo(
                        Step.to(ACTIVE_FROM_NOW, new Advertise(new Priority(240)), new OwnAddresses(), new Announce()));
    }

    @Test
    @Rfc(
            document = 3768,
            section = "6.4.2",
            requirement =
                    "An advertisement of priority 0 sets Master_Down_Timer to Skew_Time, which is of a second whatever the interval")
    void a_resignation_shortens_the_wait_to_the_skew() {
        assertThat(step(BACKUP, heard(0))).isEqualTo(Step.to(new Backup(TWO_SECONDS, in("PT0.0625S"))));
    }

    @Test
    @Rfc(
            document = 3768,
            section = "6.4.2",
            requirement = "An advertisement whose priority is not lower resets Master_Down_Timer")
    void an_equal_priority_resets_the_timer() {
        assertThat(step(BACKUP, heard(240))).isEqualTo(Step.to(FRESH));
    }

    @Test
    @Rfc(document = 3768, section = "6.4.2", requirement = "With Preempt_Mode a lower priority is discarded")
    void a_lower_priority_is_discarded() {
        assertThat(step(BACKUP, heard(239))).isEqualTo(Step.to(BACKUP));
    }

    @Test
    @Rfc(
            document = 3768,
            section = "6.4.3",
            requirement = "When Adver_Timer fires send an advertisement and reset the timer")
    void the_advert_timer_repeats() {
        assertThat(step(new Active(NOW), new Event.Tick()))
                .isEqualTo(Step.to(ACTIVE_FROM_NOW, new Advertise(new Priority(240))));
    }

    @Test
    @Rfc(
            document = 3768,
            section = "6.4.3",
            requirement = "A master that receives Shutdown sends an advertisement of priority 0")
    void an_active_router_resigns() {
        assertThat(step(ACTIVE, new Event.Shutdown()).effects()).containsExactly(new Advertise(Priority.RESIGNATION));
    }

    @Test
    @Rfc(
            document = 3768,
            section = "6.4.3",
            requirement = "An advertisement of priority 0 makes a master send an advertisement and reset Adver_Timer")
    void another_ones_resignation_is_answered() {
        assertThat(step(ACTIVE, heard(0))).isEqualTo(Step.to(ACTIVE_FROM_NOW, new Advertise(new Priority(240))));
    }

    @Test
    @Rfc(document = 3768, section = "6.4.3", requirement = "A greater priority makes a master a backup")
    void an_active_router_yields_to_a_greater_priority() {
        assertThat(onward(step(ACTIVE, heard(241, LOWER_ADDRESS)))).isEqualTo(FRESH);
    }

    @Test
    @Rfc(document = 3768, section = "6.4.3", requirement = "So does an equal priority from a greater primary address")
    void an_active_router_yields_to_a_greater_address() {
        assertThat(onward(step(ACTIVE, heard(240, HIGHER_ADDRESS)))).isEqualTo(FRESH);
    }

    @Test
    @Rfc(document = 3768, section = "6.4.3", requirement = "Any other advertisement is discarded, without an answer")
    void a_lower_priority_is_not_answered() {
        assertThat(step(ACTIVE, heard(239))).isEqualTo(Step.to(ACTIVE, new Announce()));
    }

    private static Event heard(int priority) {
        return heard(priority, LOWER_ADDRESS);
    }

    private static Event heard(int priority, IpAddress source) {
        return Example.heard(priority, TWO_SECONDS, source);
    }

    private static Step step(State state, Event event) {
        return Vrrp.step(SELF, state, event, NOW);
    }

    private static State onward(Step step) {
        assertThat(step.next()).isInstanceOf(HandingOver.class);
        return ((HandingOver) step.next()).onward();
    }
}
