package io.ipvsoperator.agent.plan;

import static io.ipvsoperator.agent.plan.PublishedObjects.member;
import static io.ipvsoperator.agent.plan.PublishedObjects.router;
import static io.ipvsoperator.agent.plan.PublishedObjects.vrrp;
import static io.ipvsoperator.agent.plan.PublishedObjects.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.announce.AnnouncementPolicy;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.Authentication;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a VirtualRouter says of how its members talk and how its addresses stand on the host. */
class RouterParserTest {

    @Test
    void what_an_older_operator_leaves_out_has_its_default() {
        RouterPlan router = parsed(router());
        assertThat(router.transport()).isEqualTo(new Transport.Multicast());
        assertThat(router.version()).isEqualTo(new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER));
        assertThat(router.settings()).isEqualTo(AddressSettings.DEFAULT);
    }

    @Test
    void the_peers_of_a_unicast_router_are_the_other_members() {
        assertThat(parsed(unicast("192.0.2.12", "192.0.2.13")).transport())
                .isEqualTo(new Transport.Unicast(
                        new LinkedHashSet<>(List.of(IpAddress.parse("192.0.2.12"), IpAddress.parse("192.0.2.13")))));
    }

    @Test
    void a_member_whose_address_is_not_known_is_named_and_is_no_peer() {
        Map<String, Object> spec = with(
                router(),
                "members",
                List.of(with(member("d1", 250), "addresses", List.of("192.0.2.11")), member("d2", 240)));
        RouterPlan router = parsed(with(spec, "vrrp", with(vrrp(), "transport", "Unicast")));
        assertThat(router.transport()).isEqualTo(new Transport.Unicast(new LinkedHashSet<>()));
        assertThat(router.warnings()).singleElement().asString().contains("member d2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.18", "127.0.0.1", "fe80::12", "192.0.2"})
    void a_peer_is_a_unicast_address_of_the_routers_family(String address) {
        assertThat(failure(unicast(address))).startsWith("spec.members[1].addresses[0] is '" + address + "', must be");
    }

    @Test
    void the_form_of_the_checksum_is_the_operators_choice() {
        assertThat(parsed(withVrrp("checksum", "MessageOnly")).version())
                .isEqualTo(new VrrpVersion.V3(ChecksumForm.MESSAGE_ONLY));
    }

    @Test
    void version_two_has_one_form_of_checksum() {
        assertThat(parsed(withVrrp("version", 2)).version()).isEqualTo(new VrrpVersion.V2(new Authentication.None()));
    }

    @Test
    void announcements_are_read_in_full() {
        assertThat(parsed(withVrrp("announcements", announcements())).settings().announcements())
                .isEqualTo(new AnnouncementPolicy(
                        3, Duration.ofMillis(1500), Duration.ofMinutes(1), 2, Duration.ofMillis(4)));
    }

    @ParameterizedTest
    @CsvSource({
        "repeat, 0",
        "repeat, 101",
        "delayMilliseconds, -1",
        "delayMilliseconds, 3600001",
        "refreshMilliseconds, 86400001",
        "refreshRepeat, 101",
        "intervalMilliseconds, 1001"
    })
    void announcements_out_of_bounds_fail_the_router(String field, int value) {
        assertThat(failure(withVrrp("announcements", with(announcements(), field, value))))
                .startsWith("spec.vrrp.announcements." + field + " is " + value + ", must be");
    }

    @Test
    void a_label_is_kept() {
        assertThat(parsed(withVrrp("addressLabel", "vip")).settings().label()).contains("vip");
    }

    @Test
    void a_label_that_may_not_fit_behind_the_interface_fails_no_router() {
        Map<String, Object> router = with(withVrrp("addressLabel", "vip123"), "interface", "enp0s31f6");
        assertThat(parsed(router).settings().label()).contains("vip123");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vip1234", "VIP", "v:p"})
    void a_label_is_one_to_six_characters(String label) {
        assertThat(failure(withVrrp("addressLabel", label)))
                .isEqualTo("spec.vrrp.addressLabel is '" + label + "', must be 1 to 6 characters of a-z and 0-9");
    }

    @ParameterizedTest
    @CsvSource({"checksum, None", "virtualMac, Always"})
    void a_word_that_this_agent_does_not_know_fails_the_router(String field, String word) {
        assertThat(failure(withVrrp(field, word)))
                .startsWith("spec.vrrp." + field + " is '" + word + "', this agent knows");
    }

    @Test
    void a_virtual_MAC_address_is_used_when_asked_for() {
        assertThat(parsed(withVrrp("virtualMac", "Enabled")).settings().virtualMac())
                .isTrue();
        assertThat(parsed(router()).settings().virtualMac()).isFalse();
    }

    private static Map<String, Object> announcements() {
        return new HashMap<>(Map.of(
                "repeat", 3,
                "delayMilliseconds", 1500,
                "refreshMilliseconds", 60_000,
                "refreshRepeat", 2,
                "intervalMilliseconds", 4));
    }

    private static Map<String, Object> withVrrp(String field, Object value) {
        return with(router(), "vrrp", with(vrrp(), field, value));
    }

    /** d1, and a member for each of these addresses. */
    private static Map<String, Object> unicast(String... addresses) {
        List<Map<String, Object>> members = new ArrayList<>();
        members.add(with(member("d1", 250), "addresses", List.of("192.0.2.11")));
        for (int i = 0; i < addresses.length; i++) {
            members.add(with(member("d" + (i + 2), 240 - i), "addresses", List.of(addresses[i])));
        }
        return with(withVrrp("transport", "Unicast"), "members", members);
    }

    private static RouterPlan parsed(Map<String, Object> spec) {
        Plan plan = plan(spec);
        assertThat(plan.failures()).isEmpty();
        return plan.routers().getFirst();
    }

    private static String failure(Map<String, Object> spec) {
        Plan plan = plan(spec);
        assertThat(plan.failures()).hasSize(1);
        return plan.failures().getFirst().message();
    }

    private static Plan plan(Map<String, Object> spec) {
        return new PlanParser("d1")
                .parse(new PublishedObjects()
                        .and(ObjectKind.VIRTUAL_ROUTER, "edge-33-v4", spec)
                        .confirmed());
    }
}
