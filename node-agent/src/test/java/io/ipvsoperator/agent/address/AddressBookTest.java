package io.ipvsoperator.agent.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.announce.AnnouncementPolicy;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.NetlinkError;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressBookTest {
    private static final VirtualAddress VIP = new VirtualAddress(IpAddress.parse("172.28.128.200"), 2);
    private static final AddressTerms TERMS = new AddressTerms(
            new AddressLease(Duration.ofSeconds(2), Duration.ofMillis(500)),
            new AnnouncementPolicy(2, Duration.ofSeconds(5), Duration.ZERO, 1, Duration.ZERO),
            Optional.empty());
    private static final Map<VirtualAddress, Wish> OWNED = wish(1, true, false);
    private static final Map<VirtualAddress, Wish> NOTHING = Map.of();

    private final AddressBook book = new AddressBook();

    private static Map<VirtualAddress, Wish> wish(long grant, boolean alive, boolean probed) {
        return Map.of(VIP, new Wish("edge-33-v4", TERMS, probed, grant, true, alive));
    }

    private static MonotonicInstant at(long milliseconds) {
        return new MonotonicInstant(Duration.ofMillis(milliseconds).toNanos());
    }

    private List<AddressChange> changes(Map<VirtualAddress, Wish> wishes, long milliseconds) {
        return book.changes(wishes, at(milliseconds));
    }

    /** Makes every change that is due, as a kernel that refuses nothing. */
    private List<AddressChange> make(Map<VirtualAddress, Wish> wishes, long milliseconds) {
        List<AddressChange> due = changes(wishes, milliseconds);
        due.forEach(change -> book.done(change, at(milliseconds)));
        return due;
    }

    /** Every announcement that is due. */
    private List<VirtualAddress> said(MonotonicInstant now) {
        List<VirtualAddress> said = new ArrayList<>();
        for (Optional<VirtualAddress> due = book.announcementDue(now);
                due.isPresent();
                due = book.announcementDue(now)) {
            said.add(due.get());
        }
        return said;
    }

    @Test
    void an_owned_address_is_added() {
        assertThat(changes(OWNED, 0)).containsExactly(new AddressChange.Add(VIP, TERMS));
    }

    @Test
    void it_is_refreshed_when_its_time_has_come_and_not_before() {
        make(OWNED, 0);
        assertThat(changes(OWNED, 499)).isEmpty();
        assertThat(changes(OWNED, 500)).containsExactly(new AddressChange.Refresh(VIP, TERMS));
    }

    @Test
    void it_is_removed_when_nobody_owns_it() {
        make(OWNED, 0);
        assertThat(changes(NOTHING, 10)).containsExactly(new AddressChange.Remove(VIP));
    }

    @Test
    void what_an_earlier_run_left_is_removed() {
        book.observed(Set.of(VIP));
        assertThat(changes(NOTHING, 0)).containsExactly(new AddressChange.Remove(VIP));
    }

    @Test
    void what_somebody_removed_is_put_back_announced_and_counted() {
        make(OWNED, 0);
        said(at(0));
        book.vanished(VIP);
        assertThat(make(OWNED, 100)).containsExactly(new AddressChange.PutBack(VIP, TERMS));
        assertThat(said(at(100))).containsExactly(VIP);
        assertThat(book.report(DeviceReport.none()).putBack()).isEqualTo(1);
    }

    @Test
    void a_lease_is_not_refreshed_for_a_silent_router() {
        make(OWNED, 0);
        assertThat(changes(wish(1, false, false), 1500)).isEmpty();
    }

    @Test
    void a_silent_router_is_looked_at_again_soon() {
        make(OWNED, 0);
        said(at(0));
        changes(wish(1, false, false), 1500);
        said(at(1500));
        assertThat(book.deadline()).contains(at(1520));
    }

    @Test
    void the_lease_of_a_silent_router_ends_in_time() {
        make(OWNED, 0);
        said(at(0));
        changes(wish(1, false, false), 1990);
        said(at(1990));
        assertThat(book.deadline()).contains(at(2000));
    }

    @Test
    void a_silent_router_that_has_no_address_yet_is_looked_at_again_soon() {
        changes(wish(1, false, false), 0);
        assertThat(book.deadline()).contains(at(20));
    }

    @Test
    void a_lease_that_ran_out_is_lost_and_not_taken_again_under_the_same_grant() {
        make(OWNED, 0);
        assertThat(changes(OWNED, 2000)).isEmpty();
        assertThat(changes(OWNED, 2100)).isEmpty();
        assertThat(book.losers(OWNED)).containsExactly("edge-33-v4");
        assertThat(book.report(DeviceReport.none()).leasesLost()).isEqualTo(1);
    }

    @Test
    void a_new_grant_takes_it_again() {
        make(OWNED, 0);
        changes(OWNED, 2000);
        assertThat(changes(wish(2, true, false), 2100)).containsExactly(new AddressChange.Add(VIP, TERMS));
    }

    @Test
    void a_lease_counts_from_before_the_kernel_was_asked() {
        book.changes(OWNED, at(0)).forEach(change -> book.done(change, at(40)));
        assertThat(book.leasedUntil(at(100))).containsEntry("edge-33-v4", at(2040));
    }

    @Test
    void an_address_that_the_kernel_has_not_got_counts_from_when_it_was_asked() {
        changes(OWNED, 0);
        assertThat(book.leasedUntil(at(0))).containsEntry("edge-33-v4", at(2000));
    }

    @Test
    void a_refused_address_is_a_failure_and_is_tried_again_after_a_while() {
        changes(OWNED, 0).forEach(change -> book.refused(change, NetlinkError.of(ErrorNumber.EPERM), at(0)));
        assertThat(book.report(DeviceReport.none()).failures()).containsKey(VIP.address());
        assertThat(changes(OWNED, 100)).isEmpty();
        assertThat(changes(OWNED, 500)).hasSize(1);
    }

    @Test
    void to_remove_what_is_gone_is_no_failure() {
        make(OWNED, 0);
        changes(NOTHING, 10)
                .forEach(change -> book.refused(change, NetlinkError.of(ErrorNumber.EADDRNOTAVAIL), at(10)));
        assertThat(book.report(DeviceReport.none()).held()).isEmpty();
        assertThat(book.report(DeviceReport.none()).failures()).isEmpty();
    }

    @Test
    void announcements_stop_when_the_address_is_given_up() {
        make(OWNED, 0);
        make(NOTHING, 1);
        assertThat(said(at(1))).isEmpty();
        assertThat(book.deadline()).isEmpty();
    }

    @Test
    void a_router_that_wants_it_said_again_is_heard() {
        make(OWNED, 0);
        said(at(0));
        said(at(10));
        changes(wish(2, true, false), 100);
        assertThat(said(at(100))).containsExactly(VIP);
    }

    @Test
    void a_link_that_carries_again_is_told_anew() {
        make(OWNED, 0);
        said(at(0));
        said(at(10));
        book.linkRestored(3, at(100));
        assertThat(said(at(100))).isEmpty();
        book.linkRestored(VIP.interfaceIndex(), at(200));
        assertThat(said(at(200))).containsExactly(VIP);
    }

    @Test
    void an_unconfirmed_address_is_asked_for_before_it_is_added() {
        Map<VirtualAddress, Wish> unconfirmed = wish(1, true, true);
        assertThat(changes(unconfirmed, 0)).isEmpty();
        assertThat(book.probesDue(at(0))).containsExactly(VIP);
        book.probesDue(at(60));
        book.probesDue(at(120));
        book.probesDue(at(200));
        assertThat(changes(unconfirmed, 200)).containsExactly(new AddressChange.Add(VIP, TERMS));
    }

    @Test
    void an_unconfirmed_address_of_which_nobody_could_be_asked_is_a_failure_and_asked_for_again() {
        Map<VirtualAddress, Wish> unconfirmed = wish(1, true, true);
        changes(unconfirmed, 0);
        book.probesDue(at(0));
        book.notAsked(VIP, "send: ENETDOWN", at(0));
        assertThat(changes(unconfirmed, 300)).isEmpty();
        assertThat(book.report(DeviceReport.none()).failures()).containsOnlyKeys(VIP.address());
        assertThat(book.deadline()).contains(at(500));
        assertThat(book.probesDue(at(500))).containsExactly(VIP);
    }

    @Test
    void an_unconfirmed_address_that_somebody_has_is_left_to_them() {
        Map<VirtualAddress, Wish> unconfirmed = wish(1, true, true);
        changes(unconfirmed, 0);
        book.probesDue(at(0));
        book.claimed(VIP, at(5));
        assertThat(changes(unconfirmed, 300)).isEmpty();
        assertThat(book.report(DeviceReport.none()).taken()).containsExactly(VIP.address());
    }
}
