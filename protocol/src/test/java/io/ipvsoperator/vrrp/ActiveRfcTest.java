package io.ipvsoperator.vrrp;

import static io.ipvsoperator.vrrp.Example.HIGHER_ADDRESS;
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
import io.ipvsoperator.vrrp.State.HandingOver;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One test a sentence about a router that serves: RFC 9568 section 6.4.3. */
class ActiveRfcTest {

    private static final AdvertInterval TWO_SECONDS = AdvertInterval.ofSeconds(2);
    private static final Active ACTIVE = new Active(in("PT0.4S"));

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(
            document = 9568,
            section = "6.4.3",
            requirement = "When Adver_Timer fires send an advertisement and reset the timer")
    @Rfc(
            document = 3768,
            section = "6.4.3",
            requirement = "When Adver_Timer fires send an advertisement and reset the timer")
    void the_advert_timer_repeats(Router self) {
        assertThat(step(self, new Active(NOW), new Event.Tick()))
                .isEqualTo(Step.to(new Active(in("PT1S")), new Advertise(new Priority(240))));
    }

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(
            document = 9568,
            section = "6.4.3",
            requirement = "An active router that receives Shutdown sends an advertisement of priority 0")
    @Rfc(
            document = 3768,
            section = "6.4.3",
            requirement = "A master that receives Shutdown sends an advertisement of priority 0")
    void an_active_router_resigns(Router self) {
        assertThat(step(self, ACTIVE, new Event.Shutdown()).effects())
                .containsExactly(new Advertise(Priority.RESIGNATION));
    }

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(
            document = 9568,
            section = "6.4.3",
            requirement =
                    "An advertisement of priority 0 makes an active router send an advertisement and reset Adver_Timer")
    @Rfc(
            document = 3768,
            section = "6.4.3",
            requirement = "An advertisement of priority 0 makes a master send an advertisement and reset Adver_Timer")
    void another_ones_resignation_is_answered(Router self) {
        assertThat(step(self, ACTIVE, heard(0)))
                .isEqualTo(Step.to(new Active(in("PT1S")), new Advertise(new Priority(240))));
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

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(
            document = 9568,
            section = "6.4.3",
            requirement = "So does an equal priority from a greater primary address, compared as an unsigned number")
    @Rfc(
            document = 3768,
            section = "6.4.3",
            requirement = "An equal priority from a greater primary address makes a master a backup")
    void an_active_router_yields_to_a_greater_address(Router self) {
        assertThat(onward(step(self, ACTIVE, heard(240, SECOND, HIGHER_ADDRESS))))
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

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(
            document = 9568,
            section = "6.2",
            requirement = "Adver_Timer fires to send an advertisement every Advertisement_Interval, not before")
    @Rfc(
            document = 3768,
            section = "6.2",
            requirement = "Adver_Timer fires to send an advertisement every Advertisement_Interval, not before")
    void the_advert_timer_does_not_fire_early(Router self) {
        Active almost = new Active(in("PT0.000000001S"));
        assertThat(step(self, almost, new Event.Tick())).isEqualTo(Step.to(almost));
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
            requirement =
                    "Accept_Mode is false by default: an active router that is not the owner accepts no packet for a virtual address",
            instead = "It is always on: a director exists to serve the address",
            predicate = "State.Active.ownsAddresses",
            reason = "vrrp.md")
    void an_active_router_has_the_addresses_itself() {
        assertThat(step(new Backup(SECOND, NOW), new Event.Tick()).effects()).contains(new OwnAddresses());
    }

    private static State onward(Step step) {
        return switch (step.next()) {
            case HandingOver handingOver -> handingOver.onward();
            case State.Passive passive -> passive;
            case Active active -> active;
        };
    }
}
