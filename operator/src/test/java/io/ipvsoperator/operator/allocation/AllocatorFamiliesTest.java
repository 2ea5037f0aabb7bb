package io.ipvsoperator.operator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.Allocation.Grant;
import io.ipvsoperator.operator.allocation.Allocation.Refusal;
import io.ipvsoperator.operator.allocation.AllocationProblem.Claim;
import io.ipvsoperator.operator.allocation.AllocationProblem.Entry;
import io.ipvsoperator.operator.allocation.AllocationProblem.IdentifierBudget;
import io.ipvsoperator.operator.allocation.AllocationProblem.Router;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Claims of both families: an address of each goes into one slot. */
class AllocatorFamiliesTest {
    private static final IdentifierBudget WIDE = new IdentifierBudget(33, 96);
    private static final AddressPool BOTH =
            new AddressPool(List.of(range("192.0.2.1", "192.0.2.6"), range("2001:db8::1", "2001:db8::3")));

    @Test
    void an_address_of_each_family_shares_a_slot() {
        assertThat(allocate(List.of(), claim(2, 2)).routers())
                .containsExactly(
                        new Router(33, entries("192.0.2.1", "2001:db8::1")),
                        new Router(34, entries("192.0.2.2", "2001:db8::2")));
    }

    @Test
    void a_pair_is_one_unit_of_demand() {
        assertThat(allocate(List.of(), claim(2, 2)).routers())
                .extracting(router -> router.unitsOf("uid-web"))
                .containsExactly(1, 1);
    }

    @Test
    void a_family_that_is_added_joins_the_slots_that_are_there() {
        List<Router> before = List.of(new Router(40, entries("192.0.2.5")), new Router(50, entries("192.0.2.6")));

        assertThat(allocate(before, claim(2, 2)).routers())
                .containsExactly(
                        new Router(40, entries("192.0.2.5", "2001:db8::1")),
                        new Router(50, entries("192.0.2.6", "2001:db8::2")));
    }

    @Test
    void a_family_that_is_dropped_is_released_and_the_other_stays() {
        List<Router> before = List.of(new Router(33, entries("192.0.2.1", "2001:db8::1")));

        Grant grant = only(allocate(before, claim(1, 0)));

        assertThat(grant.kept()).containsExactly(IpAddress.of("192.0.2.1"));
        assertThat(grant.removed()).containsExactly(IpAddress.of("2001:db8::1"));
    }

    @Test
    void a_smaller_count_keeps_pairs_together() {
        List<Router> before = List.of(
                new Router(33, entries("192.0.2.1", "2001:db8::2")),
                new Router(34, entries("192.0.2.2", "2001:db8::1")));

        assertThat(only(allocate(before, claim(1, 1))).kept())
                .containsExactly(IpAddress.of("192.0.2.1"), IpAddress.of("2001:db8::2"));
    }

    @Test
    void what_is_free_is_counted_in_each_family() {
        assertThat(only(allocate(List.of(), claim(4, 4))).refusal())
                .contains(new Refusal.PoolExhausted(AddressFamily.IPV6, 3, 4));
    }

    @Test
    void a_claim_that_lacks_one_family_gets_nothing_of_the_other() {
        assertThat(allocate(List.of(), claim(4, 4)).routers()).isEmpty();
    }

    @Test
    void a_requested_address_counts_in_its_own_family() {
        Grant grant = only(allocate(List.of(), claim(1, 1, "2001:db8::3")));

        assertThat(grant.added()).containsExactly(IpAddress.of("192.0.2.1"), IpAddress.of("2001:db8::3"));
    }

    @Test
    void an_identifier_that_another_pool_uses_in_one_family_is_free_in_the_other() {
        Map<AddressFamily, Set<Integer>> taken = Map.of(AddressFamily.IPV4, Set.of(33));

        assertThat(allocate(taken, claim(0, 1)).routers())
                .extracting(Router::virtualRouterId)
                .containsExactly(33);
    }

    @Test
    void a_pair_is_parted_where_another_pool_uses_its_identifier_in_one_family() {
        Map<AddressFamily, Set<Integer>> taken = Map.of(AddressFamily.IPV6, Set.of(33));

        assertThat(allocate(taken, claim(1, 1)).routers())
                .containsExactly(new Router(33, entries("192.0.2.1")), new Router(34, entries("2001:db8::1")));
    }

    @Test
    void the_decision_taken_again_changes_nothing() {
        Allocation allocation = allocate(List.of(), claim(3, 3));

        assertThat(allocate(allocation.routers(), claim(3, 3)).routers()).isEqualTo(allocation.routers());
    }

    private static Claim claim(int ipv4, int ipv6, String... requested) {
        return new Claim(
                "uid-web",
                "default",
                "web",
                Instant.EPOCH,
                Map.of(AddressFamily.IPV4, ipv4, AddressFamily.IPV6, ipv6),
                Arrays.stream(requested).map(IpAddress::of).toList());
    }

    private static List<Entry> entries(String... addresses) {
        return Arrays.stream(addresses)
                .map(address -> new Entry(IpAddress.of(address), "uid-web", false))
                .toList();
    }

    private static AddressRange range(String first, String last) {
        return new AddressRange(first + "-" + last, IpAddress.of(first), IpAddress.of(last));
    }

    private static Allocation allocate(List<Router> routers, Claim claim) {
        return Allocator.allocate(new AllocationProblem(BOTH, routers, List.of(claim), WIDE, Map.of()));
    }

    private static Allocation allocate(Map<AddressFamily, Set<Integer>> taken, Claim claim) {
        return Allocator.allocate(new AllocationProblem(BOTH, List.of(), List.of(claim), WIDE, taken));
    }

    private static Grant only(Allocation allocation) {
        return allocation.grants().getFirst();
    }
}
