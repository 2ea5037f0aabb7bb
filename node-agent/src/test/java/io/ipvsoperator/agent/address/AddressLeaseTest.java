package io.ipvsoperator.agent.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

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

    @Test
    void is_refreshed_twice_a_second() {
        assertThat(AddressLease.of(Duration.ofMillis(3062), 300).refreshInterval())
                .isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void grows_with_every_further_300_addresses() {
        AddressLease lease = AddressLease.of(Duration.ofMillis(3062), 901);
        assertThat(lease).isEqualTo(new AddressLease(Duration.ofSeconds(8), Duration.ofSeconds(2)));
    }
}
