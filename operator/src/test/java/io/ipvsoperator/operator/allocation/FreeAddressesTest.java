package io.ipvsoperator.operator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreeAddressesTest {
    private final Set<IpAddress> taken = new HashSet<>();
    private final FreeAddresses free = new FreeAddresses(
            new AddressPool(List.of(range("192.0.2.1", "192.0.2.2"), range("198.51.100.1", "198.51.100.2"))),
            taken::contains);

    private static AddressRange range(String first, String last) {
        return new AddressRange(first + "-" + last, IpAddress.of(first), IpAddress.of(last));
    }

    private static List<IpAddress> addresses(String... addresses) {
        return List.of(addresses).stream().map(IpAddress::of).toList();
    }

    @Test
    void the_lowest_come_first_from_range_to_range() {
        assertThat(free.lowest(3)).isEqualTo(addresses("192.0.2.1", "192.0.2.2", "198.51.100.1"));
    }

    @Test
    void what_was_offered_and_not_taken_is_offered_again() {
        free.lowest(3);
        taken.add(IpAddress.of("192.0.2.2"));

        assertThat(free.lowest(2)).isEqualTo(addresses("192.0.2.1", "198.51.100.1"));
    }

    @Test
    void there_are_no_more_than_the_pool_has() {
        taken.add(IpAddress.of("192.0.2.1"));

        assertThat(free.lowest(9)).isEqualTo(addresses("192.0.2.2", "198.51.100.1", "198.51.100.2"));
    }

    @Test
    void who_wants_none_gets_none() {
        assertThat(free.lowest(-1)).isEmpty();
    }
}
