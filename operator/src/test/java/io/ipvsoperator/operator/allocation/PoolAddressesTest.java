package io.ipvsoperator.operator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.address.AddressFamily;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolAddressesTest {
    private static AddressPool pool(String... entries) {
        return switch (PoolAddresses.parse(List.of(entries))) {
            case PoolAddresses.Valid(AddressPool pool) -> pool;
            case PoolAddresses.Invalid(String message) -> throw new AssertionError(message);
        };
    }

    private static PoolAddresses parse(String... entries) {
        return PoolAddresses.parse(List.of(entries));
    }

    @Test
    void a_range_has_both_its_ends() {
        assertThat(pool("172.28.128.200-172.28.128.205").total()).isEqualTo(6);
    }

    @Test
    void a_single_address_is_a_pool_of_one() {
        assertThat(pool("172.28.128.200").total()).isEqualTo(1);
    }

    @Test
    void a_cidr_has_its_first_and_its_last_address() {
        AddressPool pool = pool("192.0.2.0/30");
        assertThat(pool.total()).isEqualTo(4);
        assertThat(pool.contains(IpAddress.of("192.0.2.0"))).isTrue();
        assertThat(pool.contains(IpAddress.of("192.0.2.3"))).isTrue();
    }

    @Test
    void the_whole_address_space_is_counted_without_overflow() {
        assertThat(pool("0.0.0.0/0").total()).isEqualTo(1L << 32);
    }

    @Test
    void host_bits_are_refused_with_the_network_meant() {
        assertThat(parse("192.0.2.5/30"))
                .isEqualTo(new PoolAddresses.Invalid(
                        "addresses[0] is 192.0.2.5/30, which has bits set behind its prefix; write 192.0.2.4/30"));
    }

    @Test
    void an_overlap_names_both_entries() {
        assertThat(parse("192.0.2.0/28", "192.0.2.15-192.0.2.20"))
                .isEqualTo(new PoolAddresses.Invalid(
                        "addresses 192.0.2.0/28 and 192.0.2.15-192.0.2.20 overlap; list each address once"));
    }

    @Test
    void a_reversed_range_is_refused_with_the_right_one() {
        assertThat(parse("192.0.2.9-192.0.2.1"))
                .isEqualTo(
                        new PoolAddresses.Invalid("addresses[0] is 192.0.2.9-192.0.2.1: the first address lies behind"
                                + " the last; write 192.0.2.1-192.0.2.9"));
    }

    @Test
    void a_pool_may_have_both_families() {
        AddressPool pool = pool("2001:db8::10-2001:db8::1f", "192.0.2.1");
        assertThat(pool.of(AddressFamily.IPV4).total()).isEqualTo(1);
        assertThat(pool.of(AddressFamily.IPV6).total()).isEqualTo(16);
    }

    @Test
    void the_first_address_of_an_IPv6_network_belongs_to_its_routers() {
        AddressPool pool = pool("2001:db8:28::/120");
        assertThat(pool.total()).isEqualTo(255);
        assertThat(pool.lowestFree(address -> false, 1)).containsExactly(IpAddress.of("2001:db8:28::1"));
    }

    @Test
    void a_network_of_two_IPv6_addresses_has_both() {
        assertThat(pool("2001:db8::a/127").total()).isEqualTo(2);
    }

    @Test
    void what_no_long_can_count_is_as_much_as_a_long_can() {
        AddressPool pool = pool("2001:db8::/32", "2001:db9::/32");
        assertThat(pool.total()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_range_of_two_families_is_refused() {
        assertThat(parse("192.0.2.1-2001:db8::1")).isInstanceOf(PoolAddresses.Invalid.class);
    }

    @Test
    void host_bits_of_IPv6_are_refused_with_the_network_meant() {
        assertThat(parse("2001:db8::5/120"))
                .isEqualTo(new PoolAddresses.Invalid(
                        "addresses[0] is 2001:db8::5/120, which has bits set behind its prefix; write 2001:db8::/120"));
    }

    @Test
    void an_overlap_of_IPv6_entries_names_both() {
        assertThat(parse("2001:db8::/120", "2001:db8::ff-2001:db8::1ff"))
                .isEqualTo(new PoolAddresses.Invalid(
                        "addresses 2001:db8::/120 and 2001:db8::ff-2001:db8::1ff overlap; list each address once"));
    }

    @Test
    void nonsense_is_refused_with_an_example() {
        assertThat(List.of(parse("192.0.2"), parse("192.0.2.256"), parse("192.0.2.1/33"), parse("01.2.3.4"), parse("")))
                .allMatch(PoolAddresses.Invalid.class::isInstance);
    }

    @Test
    void no_entry_at_all_is_refused() {
        assertThat(parse()).isInstanceOf(PoolAddresses.Invalid.class);
    }

    @Test
    void two_pools_that_share_an_address_name_the_entries_of_each() {
        assertThat(pool("192.0.2.0/28").overlapWith(pool("198.51.100.1", "192.0.2.7")))
                .contains(new AddressPool.Overlap("192.0.2.0/28", "192.0.2.7"));
    }

    @Test
    void two_pools_side_by_side_do_not_overlap() {
        assertThat(pool("192.0.2.0/28").overlapWith(pool("192.0.2.16/28"))).isEmpty();
    }

    @Test
    void an_address_reads_as_it_is_written() {
        assertThat(IpAddress.of("255.0.10.1")).hasToString("255.0.10.1");
    }
}
