package io.ipvsoperator.agent.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.vrrp.Timers;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLeaseTest {
    @Test
    void ends_before_the_successor_acts_at_adverts_of_a_second() {
        assertThat(AddressLease.of(Duration.ofMillis(3062), 6).lifetime()).isEqualTo(Duration.ofSeconds(2));
    }

    /** A holder killed just before its next advertisement leaves its successor 4.1 s of the 6.1 s that it waits. */
    @Test
    void ends_before_the_successor_acts_at_adverts_of_two_seconds() {
        assertThat(AddressLease.of(Duration.ofMillis(6125), 6).lifetime()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void is_the_kernels_shortest_at_adverts_below_a_second() {
        assertThat(AddressLease.of(Duration.ofMillis(31), 6).lifetime()).isEqualTo(Duration.ofSeconds(1));
    }

    /** So much of it is left at the worst moment, and as much does a freeze cost that nobody else has to notice. */
    @ParameterizedTest
    @ValueSource(ints = {100, 150, 225, 240, 254})
    void outlasts_a_freeze_of_half_the_time_that_the_successor_waits(int priority) {
        Duration down = Timers.activeDown(
                new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER), new Priority(priority), AdvertInterval.ofSeconds(1));
        AddressLease lease = AddressLease.of(down, 90);
        assertThat(lease.lifetime().minus(lease.refreshInterval())).isGreaterThan(down.dividedBy(2));
    }

    @Test
    void of_many_addresses_is_refreshed_less_often() {
        assertThat(AddressLease.of(Duration.ofMillis(3062), 300).refreshInterval())
                .isBetween(Duration.ofMillis(500), Duration.ofMillis(501));
    }

    @Test
    void grows_with_every_further_300_addresses() {
        assertThat(AddressLease.of(Duration.ofMillis(3062), 901).lifetime()).isEqualTo(Duration.ofSeconds(8));
    }
}
