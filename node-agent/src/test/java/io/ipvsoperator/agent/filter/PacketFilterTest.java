package io.ipvsoperator.agent.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.netlink.ipvs.ServiceKey.AddressAndPort;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpNetwork;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketFilterTest {
    private static final AddressAndPort WEB =
            new AddressAndPort(TransportProtocol.TCP, InetAddress.ofLiteral("172.28.128.200"), 80);
    private static final AddressAndPort DNS =
            new AddressAndPort(TransportProtocol.UDP, InetAddress.ofLiteral("172.28.128.200"), 53);

    private static final AddressAndPort WEB6 =
            new AddressAndPort(TransportProtocol.TCP, InetAddress.ofLiteral("2001:db8:28::200"), 80);

    private final FakeIptables kernel = new FakeIptables("legacy", UnaryOperator.identity());
    private @TempDir Path directory;
    private PacketFilter filter;

    @BeforeEach
    void starts() {
        filter = filter(kernel);
    }

    private PacketFilter filter(Programs programs) {
        return new PacketFilter(programs, new BootRecord(directory.resolve("packet-filter"), "this-boot"));
    }

    private static Map<AddressAndPort, Passage> untracked(AddressAndPort... services) {
        return Stream.of(services)
                .collect(Collectors.toMap(service -> service, service -> Passage.of(Treatment.UNTRACKED)));
    }

    @Test
    void packets_to_a_service_are_not_tracked() {
        filter.reconcile(untracked(WEB, DNS));
        assertThat(kernel.rules("IPVS-OPERATOR-IN"))
                .containsExactly(
                        "-d 172.28.128.200/32 -p tcp -m tcp --dport 80 -j CT --notrack",
                        "-d 172.28.128.200/32 -p udp -m udp --dport 53 -j CT --notrack");
        assertThat(kernel.rules("PREROUTING")).containsExactly("-j IPVS-OPERATOR-IN");
    }

    @Test
    void resets_of_a_tcp_service_do_not_leave() {
        filter.reconcile(untracked(WEB, DNS));
        assertThat(kernel.rules("IPVS-OPERATOR-OUT"))
                .containsExactly("-s 172.28.128.200/32 -p tcp -m tcp --sport 80 --tcp-flags RST RST -j DROP");
        assertThat(kernel.rules("OUTPUT")).containsExactly("-j IPVS-OPERATOR-OUT");
    }

    @Test
    void packets_to_an_ipv6_service_are_not_tracked() {
        FakeIptables kernel6 = new FakeIptables("ip6tables", "nft", UnaryOperator.identity());
        filter(kernel6).reconcile(untracked(WEB6));
        assertThat(kernel6.rules("IPVS-OPERATOR-IN"))
                .containsExactly("-d 2001:db8:28::200/128 -p tcp -m tcp --dport 80 -j CT --notrack");
        assertThat(kernel6.rules("IPVS-OPERATOR-OUT"))
                .containsExactly("-s 2001:db8:28::200/128 -p tcp -m tcp --sport 80 --tcp-flags RST RST -j DROP");
    }

    @Test
    void only_peers_tell_the_sync_daemon_of_connections() {
        filter.reconcile(untracked(WEB), Set.of(IpAddress.parse("172.28.128.12"), IpAddress.parse("172.28.128.11")));
        assertThat(kernel.rules("IPVS-OPERATOR-IN"))
                .containsExactly(
                        "-d 172.28.128.200/32 -p tcp -m tcp --dport 80 -j CT --notrack",
                        "-s 172.28.128.11/32 -d 224.0.0.81/32 -p udp -m udp --dport 8848 -j RETURN",
                        "-s 172.28.128.12/32 -d 224.0.0.81/32 -p udp -m udp --dport 8848 -j RETURN",
                        "-d 224.0.0.81/32 -p udp -m udp --dport 8848 -j DROP");
    }

    @Test
    void peers_by_their_ipv6_addresses_filter_nothing_because_the_group_is_one_of_ipv4() {
        filter.reconcile(untracked(WEB), Set.of(IpAddress.parse("fe80::11")));
        assertThat(kernel.rules("IPVS-OPERATOR-IN")).hasSize(1);
    }

    @Test
    void a_family_that_is_refused_keeps_the_other_from_nothing() {
        assertThatThrownBy(() -> filter.reconcile(untracked(WEB6, WEB)))
                .isInstanceOf(PacketFilterException.class)
                .hasMessageContaining("load ip6table_raw and xt_CT");
        assertThat(kernel.rules("IPVS-OPERATOR-IN")).hasSize(1);
    }

    @Test
    void nothing_is_written_when_nothing_differs() {
        filter.reconcile(untracked(WEB));
        int before = kernel.restores;
        filter.reconcile(untracked(WEB));
        assertThat(kernel.restores).isEqualTo(before);
    }

    @Test
    void a_restart_writes_nothing_but_its_trial_of_the_backend() {
        filter.reconcile(untracked(WEB));
        int before = kernel.restores;
        filter(kernel).reconcile(untracked(WEB));
        assertThat(kernel.restores).isEqualTo(before + 1);
    }

    @Test
    void rules_that_somebody_flushed_come_back() {
        filter.reconcile(untracked(WEB));
        kernel.flush("IPVS-OPERATOR-IN");
        filter.reconcile(untracked(WEB));
        assertThat(kernel.rules("IPVS-OPERATOR-IN")).hasSize(1);
    }

    @Test
    void a_jump_that_somebody_removed_comes_back_once() {
        filter.reconcile(untracked(WEB));
        kernel.flush("PREROUTING");
        filter.reconcile(untracked(WEB));
        filter.reconcile(untracked(DNS));
        assertThat(kernel.rules("PREROUTING")).containsExactly("-j IPVS-OPERATOR-IN");
    }

    @Test
    void a_version_that_spells_a_rule_otherwise_causes_no_endless_writing() {
        FakeIptables other = new FakeIptables("legacy", rule -> rule.replace("-j CT --notrack", "-j NOTRACK"));
        PacketFilter elsewhere = filter(other);
        elsewhere.reconcile(untracked(WEB));
        int before = other.restores;
        elsewhere.reconcile(untracked(WEB));
        assertThat(other.restores).isEqualTo(before);
    }

    @Test
    void rules_of_others_stay_when_ours_go() {
        kernel.append("PREROUTING", "-s 10.0.0.0/8 -j DROP");
        filter.reconcile(untracked(WEB));
        filter.reconcile(untracked());
        assertThat(kernel.rules("PREROUTING")).containsExactly("-s 10.0.0.0/8 -j DROP");
        assertThat(kernel.names()).containsExactly("PREROUTING", "OUTPUT");
    }

    @Test
    void what_an_earlier_run_left_goes_too() {
        filter.reconcile(untracked(WEB));
        filter(kernel).reconcile(untracked());
        assertThat(kernel.names()).containsExactly("PREROUTING", "OUTPUT");
    }

    @Test
    void the_newer_backend_is_used_where_it_works() {
        FakeIptables nft = new FakeIptables("nft", UnaryOperator.identity());
        filter(nft).reconcile(untracked(WEB));
        assertThat(nft.rules("IPVS-OPERATOR-IN")).hasSize(1);
    }

    @Test
    void says_what_to_load_where_no_backend_works() {
        PacketFilter nowhere = filter(new FakeIptables("none", UnaryOperator.identity()));
        assertThatThrownBy(() -> nowhere.reconcile(untracked(WEB)))
                .isInstanceOf(PacketFilterException.class)
                .hasMessageContaining("load iptable_raw and xt_CT")
                .hasMessageContaining("table raw");
    }

    @Test
    void masqueraded_connections_are_tracked_and_leave_with_an_address_of_this_host() {
        filter.reconcile(Map.of(WEB, Passage.of(Treatment.TRANSLATED)));
        assertThat(kernel.rules("nat", "IPVS-OPERATOR-PRE"))
                .containsExactly("-d 172.28.128.200/32 -p tcp -m tcp --dport 80 -j ACCEPT");
        assertThat(kernel.rules("nat", "IPVS-OPERATOR-POST"))
                .containsExactly("-p tcp -m conntrack --ctorigdst 172.28.128.200 --ctorigdstport 80 -j MASQUERADE");
        assertThat(kernel.rules("nat", "POSTROUTING")).containsExactly("-j IPVS-OPERATOR-POST");
        assertThat(kernel.rules("IPVS-OPERATOR-IN")).isEmpty();
    }

    @Test
    void where_destinations_see_the_client_nothing_is_translated() {
        filter.reconcile(Map.of(WEB, Passage.of(Treatment.TRACKED)));
        assertThat(kernel.rules("nat", "IPVS-OPERATOR-PRE")).hasSize(1);
        assertThat(kernel.rules("nat", "IPVS-OPERATOR-POST")).isEmpty();
    }

    @Test
    void the_table_nat_is_left_alone_while_nothing_is_masqueraded() {
        filter.reconcile(untracked(WEB));
        filter.reconcile(untracked());
        assertThat(kernel.read).containsOnly("raw");
    }

    @Test
    void the_last_masqueraded_service_takes_its_rules_along() {
        filter.reconcile(Map.of(WEB, Passage.of(Treatment.TRANSLATED), DNS, Passage.of(Treatment.UNTRACKED)));
        filter.reconcile(untracked(DNS));
        assertThat(kernel.names("nat")).containsExactly("PREROUTING", "POSTROUTING");
        assertThat(kernel.rules("nat", "POSTROUTING")).isEmpty();
    }

    @Test
    void what_an_earlier_run_left_in_nat_goes_too() {
        filter.reconcile(Map.of(WEB, Passage.of(Treatment.TRANSLATED)));
        filter(kernel).reconcile(untracked());
        assertThat(kernel.names("nat")).containsExactly("PREROUTING", "POSTROUTING");
    }

    private static Map<AddressAndPort, Passage> only(AddressAndPort service, String... sources) {
        return Map.of(
                service,
                new Passage(
                        Treatment.UNTRACKED,
                        Stream.of(sources).map(IpNetwork::parse).toList()));
    }

    private static Admitted clientsIn(String... networks) {
        return new Admitted(
                Optional.of(Stream.of(networks).map(IpNetwork::parse).collect(Collectors.toSet())));
    }

    private static String chain(String... networks) {
        return new SourceChain(Stream.of(networks).map(IpNetwork::parse).collect(Collectors.toSet())).name();
    }

    @Test
    void clients_outside_of_the_source_ranges_of_a_service_are_dropped_at_its_port_alone() {
        filter.reconcile(only(WEB, "192.0.2.0/24", "10.0.0.0/8"));
        String chain = chain("192.0.2.0/24", "10.0.0.0/8");
        assertThat(kernel.rules("IPVS-OPERATOR-IN"))
                .containsExactly(
                        "-d 172.28.128.200/32 -p tcp -m tcp --dport 80 -j CT --notrack",
                        "-d 172.28.128.200/32 -p tcp -m tcp --dport 80 -j " + chain);
        assertThat(kernel.rules(chain))
                .containsExactly("-s 10.0.0.0/8 -j RETURN", "-s 192.0.2.0/24 -j RETURN", "-j DROP");
    }

    @Test
    void services_with_the_same_source_ranges_share_a_chain() {
        Map<AddressAndPort, Passage> both = new HashMap<>(only(WEB, "10.0.0.0/8"));
        both.putAll(only(DNS, "10.0.0.0/8"));
        filter.reconcile(both);
        assertThat(kernel.names())
                .containsExactlyInAnyOrder(
                        "PREROUTING", "OUTPUT", "IPVS-OPERATOR-IN", "IPVS-OPERATOR-OUT", chain("10.0.0.0/8"));
    }

    @Test
    void a_chain_that_nobody_needs_any_longer_goes() {
        filter.reconcile(only(WEB, "10.0.0.0/8"));
        filter.reconcile(only(WEB, "192.0.2.0/24"));
        assertThat(kernel.names()).contains(chain("192.0.2.0/24")).doesNotContain(chain("10.0.0.0/8"));
    }

    @Test
    void the_last_restricted_service_takes_its_chain_along() {
        filter.reconcile(only(WEB, "10.0.0.0/8"));
        filter.reconcile(untracked());
        assertThat(kernel.names()).containsExactly("PREROUTING", "OUTPUT");
    }

    @Test
    void source_ranges_of_the_other_family_let_nobody_in() {
        filter.reconcile(only(WEB, "2001:db8::/32"));
        assertThat(kernel.rules(chain())).containsExactly("-j DROP");
        assertThat(filter.admitted(WEB)).isEqualTo(clientsIn());
    }

    @Test
    void a_source_range_of_everything_filters_nothing() {
        filter.reconcile(only(WEB, "10.0.0.0/8", "0.0.0.0/0"));
        assertThat(kernel.rules("IPVS-OPERATOR-IN"))
                .containsExactly("-d 172.28.128.200/32 -p tcp -m tcp --dport 80 -j CT --notrack");
    }

    @Test
    void source_ranges_that_are_there_are_not_written_again() {
        filter.reconcile(only(WEB, "192.0.2.0/24", "10.0.0.0/8"));
        int before = kernel.restores;
        filter.reconcile(only(WEB, "10.0.0.0/8", "192.0.2.0/24"));
        assertThat(kernel.restores).isEqualTo(before);
    }

    @Test
    void who_is_admitted_is_what_the_kernel_shows() {
        assertThat(filter.admitted(WEB)).isEqualTo(Admitted.EVERYBODY);
        filter.reconcile(only(WEB, "10.0.0.0/8"));
        assertThat(filter.admitted(WEB)).isEqualTo(clientsIn("10.0.0.0/8"));
        filter.reconcile(untracked(WEB));
        assertThat(filter.admitted(WEB)).isEqualTo(Admitted.EVERYBODY);
    }

    @Test
    void a_restart_finds_who_is_admitted_though_it_may_not_write() {
        filter.reconcile(only(WEB, "10.0.0.0/8"));
        PacketFilter restarted = filter(kernel);
        restarted.reconcile(only(WEB, "10.0.0.0/8"));
        kernel.refuses = true;
        assertThatThrownBy(() -> restarted.reconcile(only(WEB, "10.0.0.0/8", "192.0.2.0/24")))
                .isInstanceOf(PacketFilterException.class);
        assertThat(restarted.admitted(WEB)).isEqualTo(clientsIn("10.0.0.0/8"));
    }

    @Test
    void after_a_flush_by_somebody_else_that_cannot_be_mended_everybody_is_admitted() {
        filter.reconcile(only(WEB, "10.0.0.0/8"));
        kernel.flush("IPVS-OPERATOR-IN");
        kernel.refuses = true;
        assertThatThrownBy(() -> filter.reconcile(only(WEB, "10.0.0.0/8"))).isInstanceOf(PacketFilterException.class);
        assertThat(filter.admitted(WEB)).isEqualTo(Admitted.EVERYBODY);
    }

    @Test
    void without_the_jump_to_our_chain_everybody_is_admitted() {
        filter.reconcile(only(WEB, "10.0.0.0/8"));
        kernel.flush("PREROUTING");
        kernel.refuses = true;
        assertThatThrownBy(() -> filter.reconcile(only(WEB, "10.0.0.0/8"))).isInstanceOf(PacketFilterException.class);
        assertThat(filter.admitted(WEB)).isEqualTo(Admitted.EVERYBODY);
    }

    @Test
    void the_clients_of_a_family_are_filtered_though_the_other_family_is_refused() {
        Map<AddressAndPort, Passage> both = new HashMap<>(only(WEB, "10.0.0.0/8"));
        both.putAll(only(WEB6, "2001:db8::/32"));
        assertThatThrownBy(() -> filter.reconcile(both)).isInstanceOf(PacketFilterException.class);
        assertThat(filter.admitted(WEB)).isEqualTo(clientsIn("10.0.0.0/8"));
        assertThat(filter.admitted(WEB6)).isEqualTo(Admitted.EVERYBODY);
    }
}
