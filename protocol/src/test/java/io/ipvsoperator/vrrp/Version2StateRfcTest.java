package io.ipvsoperator.vrrp;

import static io.ipvsoperator.vrrp.Example.LOWER_ADDRESS;
import static io.ipvsoperator.vrrp.Example.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.conformance.Rfc;
import io.ipvsoperator.vrrp.Effect.Announce;
import io.ipvsoperator.vrrp.State.Active;
import io.ipvsoperator.vrrp.State.Backup;
import io.ipvsoperator.vrrp.State.HandingOver;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import org.junit.jupiter.api.Test;

/**
 * Where RFC 3768 section 6 differs from RFC 9568; what both say alike the tests of both versions show. Routers of version 2 deviate as
 * those of version 3 do: they hand over in order, and announce themselves after two were active.
 */
class Version2StateRfcTest {

    private static final AdvertInterval TWO_SECONDS = AdvertInterval.ofSeconds(2);
    private static final Router SELF = Example.inVersion2(240, TWO_SECONDS);
    private static final Backup BACKUP = new Backup(TWO_SECONDS, in("PT3S"));
    private static final Backup FRESH = new Backup(TWO_SECONDS, in("PT6.0625S"));
    private static final Active ACTIVE = new Active(in("PT0.4S"));

    @Test
    @Rfc(document = 3768, section = "6.1", requirement = "Skew_Time is of a second, whatever the interval")
    void the_skew_is_of_a_second() {
        assertThat(step(new State.Initialize(), new Event.Startup())).isEqualTo(Step.to(FRESH));
    }

    @Test
    @Rfc(document = 3768, section = "6.4.2", requirement = "An advertisement of priority 0 makes that skew the wait")
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
    @Rfc(document = 3768, section = "6.4.3", requirement = "A greater priority makes a master a backup")
    void an_active_router_yields_to_a_greater_priority() {
        assertThat(onward(step(ACTIVE, heard(241)))).isEqualTo(FRESH);
    }

    @Test
    @Rfc(document = 3768, section = "6.4.3", requirement = "Any other advertisement is discarded, without an answer")
    void a_lower_priority_is_not_answered() {
        assertThat(step(ACTIVE, heard(239))).isEqualTo(Step.to(ACTIVE, new Announce()));
    }

    private static Event heard(int priority) {
        return Example.heard(priority, TWO_SECONDS, LOWER_ADDRESS);
    }

    private static Step step(State state, Event event) {
        return Example.step(SELF, state, event);
    }

    private static State onward(Step step) {
        assertThat(step.next()).isInstanceOf(HandingOver.class);
        return ((HandingOver) step.next()).onward();
    }
}
