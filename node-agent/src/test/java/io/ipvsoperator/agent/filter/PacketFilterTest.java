package io.ipvsoperator.agent.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.netlink.ipvs.ServiceKey.AddressAndPort;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PacketFilterTest {
    private static final AddressAndPort WEB =
            new AddressAndPort(TransportProtocol.TCP, InetAddress.ofLiteral("172.28.128.200"), 80);
    private static final AddressAndPort DNS =
            new AddressAndPort(TransportProtocol.UDP, InetAddress.ofLiteral("172.28.128.200"), 53);

    private static final AddressAndPort WEB6 =
            new AddressAndPort(TransportProtocol.TCP, InetAddress.ofLiteral("2001:db8:28::200"), 80);

    private final FakeIptables kernel = new FakeIptables("legacy", UnaryOperator.identity());
    private final PacketFilter filter = new PacketFilter(kernel);

    @Test
    void packets_to_a_service_are_not_tracked() {
        filter.reconcile(Set.of(WEB, DNS));
        assertThat(kernel.rules("IPVS-OPERATOR-IN"))
                .containsExactly(
                        "-d 172.28.128.200/32 -p tcp -m tcp --dport 80 -j CT --notrack",
                        "-d 172.28.128.200/32 -p udp -m udp --dport 53 -j CT --notrack");
        assertThat(kernel.rules("PREROUTING")).containsExactly("-j IPVS-OPERATOR-IN");
    }

    @Test
    void resets_of_a_tcp_service_do_not_leave() {
        filter.reconcile(Set.of(WEB, DNS));
        assertThat(kernel.rules("IPVS-OPERATOR-OUT"))
                .containsExactly("-s 172.28.128.200/32 -p tcp -m tcp --sport 80 --tcp-flags RST RST -j DROP");
        assertThat(kernel.rules("OUTPUT")).containsExactly("-j IPVS-OPERATOR-OUT");
    }

    @Test
    void packets_to_an_ipv6_service_are_not_tracked() {
        FakeIptables kernel6 = new FakeIptables("ip6tables", "nft", UnaryOperator.identity());
        new PacketFilter(kernel6).reconcile(Set.of(WEB6));
        assertThat(kernel6.rules("IPVS-OPERATOR-IN"))
                .containsExactly("-d 2001:db8:28::200/128 -p tcp -m tcp --dport 80 -j CT --notrack");
        assertThat(kernel6.rules("IPVS-OPERATOR-OUT"))
                .containsExactly("-s 2001:db8:28::200/128 -p tcp -m tcp --sport 80 --tcp-flags RST RST -j DROP");
    }

    @Test
    void a_family_that_is_refused_keeps_the_other_from_nothing() {
        assertThatThrownBy(() -> filter.reconcile(List.of(WEB6, WEB)))
                .isInstanceOf(PacketFilterException.class)
                .hasMessageContaining("load ip6table_raw and xt_CT");
        assertThat(kernel.rules("IPVS-OPERATOR-IN")).hasSize(1);
    }

    @Test
    void nothing_is_written_when_nothing_differs() {
        filter.reconcile(Set.of(WEB));
        int before = kernel.restores;
        filter.reconcile(Set.of(WEB));
        assertThat(kernel.restores).isEqualTo(before);
    }

    @Test
    void a_restart_writes_nothing_but_its_trial_of_the_backend() {
        filter.reconcile(Set.of(WEB));
        int before = kernel.restores;
        new PacketFilter(kernel).reconcile(Set.of(WEB));
        assertThat(kernel.restores).isEqualTo(before + 1);
    }

    @Test
    void rules_that_somebody_flushed_come_back() {
        filter.reconcile(Set.of(WEB));
        kernel.flush("IPVS-OPERATOR-IN");
        filter.reconcile(Set.of(WEB));
        assertThat(kernel.rules("IPVS-OPERATOR-IN")).hasSize(1);
    }

    @Test
    void a_jump_that_somebody_removed_comes_back_once() {
        filter.reconcile(Set.of(WEB));
        kernel.flush("PREROUTING");
        filter.reconcile(Set.of(WEB));
        filter.reconcile(Set.of(DNS));
        assertThat(kernel.rules("PREROUTING")).containsExactly("-j IPVS-OPERATOR-IN");
    }

    @Test
    void a_version_that_spells_a_rule_otherwise_causes_no_endless_writing() {
        FakeIptables other = new FakeIptables("legacy", rule -> rule.replace("-j CT --notrack", "-j NOTRACK"));
        PacketFilter elsewhere = new PacketFilter(other);
        elsewhere.reconcile(Set.of(WEB));
        int before = other.restores;
        elsewhere.reconcile(Set.of(WEB));
        assertThat(other.restores).isEqualTo(before);
    }

    @Test
    void rules_of_others_stay_when_ours_go() {
        kernel.append("PREROUTING", "-s 10.0.0.0/8 -j DROP");
        filter.reconcile(Set.of(WEB));
        filter.reconcile(Set.of());
        assertThat(kernel.rules("PREROUTING")).containsExactly("-s 10.0.0.0/8 -j DROP");
        assertThat(kernel.names()).containsExactly("PREROUTING", "OUTPUT");
    }

    @Test
    void what_an_earlier_run_left_goes_too() {
        filter.reconcile(Set.of(WEB));
        new PacketFilter(kernel).reconcile(Set.of());
        assertThat(kernel.names()).containsExactly("PREROUTING", "OUTPUT");
    }

    @Test
    void the_newer_backend_is_used_where_it_works() {
        FakeIptables nft = new FakeIptables("nft", UnaryOperator.identity());
        new PacketFilter(nft).reconcile(Set.of(WEB));
        assertThat(nft.rules("IPVS-OPERATOR-IN")).hasSize(1);
    }

    @Test
    void says_what_to_load_where_no_backend_works() {
        PacketFilter nowhere = new PacketFilter(new FakeIptables("none", UnaryOperator.identity()));
        assertThatThrownBy(() -> nowhere.reconcile(List.of(WEB)))
                .isInstanceOf(PacketFilterException.class)
                .hasMessageContaining("load iptable_raw and xt_CT")
                .hasMessageContaining("table raw");
    }
}
