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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AllocatorTest {
    private static final IdentifierBudget WIDE = new IdentifierBudget(33, 96);
    private static final AddressPool SIX =
            new AddressPool(List.of(new AddressRange("192.0.2.1-192.0.2.6", address(1), address(6))));

    private static IpAddress address(int last) {
        return IpAddress.of("192.0.2." + last);
    }

    private static Claim claim(String name, int age, int count, IpAddress... requested) {
        return new Claim(
                "uid-" + name,
                "default",
                name,
                Instant.EPOCH.minusSeconds(age),
                Map.of(AddressFamily.IPV4, count),
                List.of(requested));
    }

    private static Entry held(int last, String name) {
        return new Entry(address(last), "uid-" + name, false);
    }

    private static Entry released(int last, String name) {
        return new Entry(address(last), "uid-" + name, true);
    }

    private static Allocation allocate(List<Router> routers, Claim... claims) {
        return Allocator.allocate(new AllocationProblem(SIX, routers, List.of(claims), WIDE, Map.of()));
    }

    private static Grant only(Allocation allocation) {
        return allocation.grants().getFirst();
    }

    @Test
    void each_new_address_opens_a_router_of_its_own() {
        assertThat(allocate(List.of(), claim("web", 0, 2)).routers())
                .containsExactly(new Router(33, List.of(held(1, "web"))), new Router(34, List.of(held(2, "web"))));
    }

    @Test
    void what_a_claim_has_it_keeps() {
        List<Router> routers = List.of(new Router(40, List.of(held(5, "web"))));
        Allocation allocation = allocate(routers, claim("web", 0, 1));
        assertThat(allocation.routers()).isEqualTo(routers);
        assertThat(only(allocation).kept()).containsExactly(address(5));
    }

    @Test
    void the_older_claim_is_served_first() {
        assertThat(allocate(List.of(), claim("young", 1, 1), claim("old", 2, 1)).grants().stream()
                        .map(Grant::added))
                .containsExactly(List.of(address(1)), List.of(address(2)));
    }

    @Test
    void claims_of_one_age_are_served_by_name() {
        assertThat(allocate(List.of(), claim("b", 1, 1), claim("a", 1, 1)).grants().stream()
                        .map(grant -> grant.claim().name()))
                .containsExactly("a", "b");
    }

    @Test
    void an_identifier_in_use_by_another_pool_is_passed_over() {
        Allocation allocation = Allocator.allocate(new AllocationProblem(
                SIX, List.of(), List.of(claim("web", 0, 1)), WIDE, Map.of(AddressFamily.IPV4, Set.of(33, 34))));
        assertThat(allocation.routers()).extracting(Router::virtualRouterId).containsExactly(35);
    }

    @Test
    void an_empty_router_is_taken_before_a_new_identifier() {
        assertThat(allocate(List.of(new Router(50, List.of())), claim("web", 0, 1))
                        .routers())
                .containsExactly(new Router(50, List.of(held(1, "web"))));
    }

    @Test
    void with_the_budget_used_up_an_address_joins_the_router_with_the_fewest() {
        Allocation allocation = Allocator.allocate(new AllocationProblem(
                SIX, List.of(), List.of(claim("a", 2, 3), claim("b", 1, 1)), new IdentifierBudget(33, 34), Map.of()));
        assertThat(allocation.routers())
                .containsExactly(
                        new Router(33, List.of(held(1, "a"), held(3, "a"))),
                        new Router(34, List.of(held(2, "a"), held(4, "b"))));
    }

    @Test
    void without_any_identifier_nothing_is_given() {
        Allocation allocation = Allocator.allocate(new AllocationProblem(
                SIX,
                List.of(),
                List.of(claim("web", 0, 1)),
                new IdentifierBudget(33, 33),
                Map.of(AddressFamily.IPV4, Set.of(33))));
        assertThat(only(allocation).refusal()).contains(new Refusal.NoVirtualRouterId(new IdentifierBudget(33, 33)));
        assertThat(allocation.routers()).isEmpty();
    }

    @Test
    void a_requested_address_is_given() {
        assertThat(only(allocate(List.of(), claim("web", 0, 1, address(4)))).added())
                .containsExactly(address(4));
    }

    @Test
    void a_requested_address_outside_the_pool_is_refused() {
        assertThat(only(allocate(List.of(), claim("web", 0, 1, address(9)))).refusal())
                .contains(new Refusal.AddressNotInPool(address(9)));
    }

    @Test
    void of_two_that_request_one_address_the_younger_is_refused() {
        Allocation allocation = allocate(List.of(), claim("old", 2, 1, address(4)), claim("young", 1, 1, address(4)));
        assertThat(allocation.grants().get(1).refusal()).contains(new Refusal.AddressInUse(address(4), "default/old"));
    }

    @Test
    void an_address_that_somebody_requests_is_given_to_others_last() {
        Allocation allocation = allocate(List.of(), claim("old", 2, 1), claim("young", 1, 1, address(1)));
        assertThat(allocation.grants()).allMatch(grant -> grant.refusal().isEmpty());
    }

    @Test
    void more_than_is_free_is_refused_as_a_whole() {
        Allocation allocation = allocate(List.of(), claim("web", 0, 7));
        assertThat(only(allocation).refusal()).contains(new Refusal.PoolExhausted(AddressFamily.IPV4, 6, 7));
        assertThat(allocation.routers()).isEmpty();
    }

    @Test
    void a_refused_growth_leaves_what_was_there() {
        Allocation allocation = allocate(List.of(new Router(33, List.of(held(1, "web")))), claim("web", 0, 9));
        assertThat(only(allocation).kept()).containsExactly(address(1));
        assertThat(only(allocation).removed()).isEmpty();
    }

    @Test
    void a_smaller_count_releases_the_highest_addresses() {
        List<Router> routers = Stream.of(1, 2, 3)
                .map(last -> new Router(32 + last, List.of(held(last, "web"))))
                .toList();
        Allocation allocation = allocate(routers, claim("web", 0, 1));
        assertThat(only(allocation).removed()).containsExactly(address(2), address(3));
        assertThat(allocation.routers().get(2).entries()).containsExactly(released(3, "web"));
    }

    @Test
    void a_holder_without_a_claim_releases_everything() {
        assertThat(allocate(List.of(new Router(33, List.of(held(1, "gone"))))).routers())
                .containsExactly(new Router(33, List.of(released(1, "gone"))));
    }

    @Test
    void a_released_address_is_nobodys_until_its_entry_is_gone() {
        Allocation allocation =
                allocate(List.of(new Router(33, List.of(released(1, "gone")))), claim("web", 0, 1, address(1)));
        assertThat(only(allocation).refusal()).contains(new Refusal.AddressReleasing(address(1)));
    }

    @Test
    void what_the_pool_lists_no_longer_is_kept_and_named() {
        Allocation allocation = allocate(List.of(new Router(33, List.of(held(99, "web")))), claim("web", 0, 1));
        assertThat(only(allocation).kept()).containsExactly(address(99));
        assertThat(only(allocation).outsidePool()).containsExactly(address(99));
    }

    @Test
    void usage_counts_what_is_held_releasing_and_free() {
        Allocation allocation =
                allocate(List.of(new Router(33, List.of(released(1, "gone"), held(2, "web")))), claim("web", 0, 2));
        assertThat(allocation.usage()).isEqualTo(new AddressPool.Usage(6, 2, 1, 3));
    }

    @Test
    void the_decision_taken_again_changes_nothing() {
        Claim[] claims = {claim("a", 3, 2), claim("b", 2, 1, address(1)), claim("c", 1, 3)};
        Allocation allocation = allocate(List.of(), claims);
        assertThat(allocate(allocation.routers(), claims).routers()).isEqualTo(allocation.routers());
    }
}
