package io.ipvsoperator.agent.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressRehearsalTest {
    @Test
    void every_address_of_every_takeover_is_announced() {
        AddressRehearsal rehearsal = new AddressRehearsal();
        rehearsal.run();
        assertThat(rehearsal.packets()).isEqualTo(60 * 64 * 5);
    }
}
