package io.ipvsoperator.vrrp;

import static io.ipvsoperator.vrrp.Sent.ID;
import static io.ipvsoperator.vrrp.Sent.IPV6;
import static io.ipvsoperator.vrrp.Sent.LINK_LOCAL;
import static io.ipvsoperator.vrrp.Sent.octet;
import static io.ipvsoperator.vrrp.Sent.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.conformance.Deviation;
import io.ipvsoperator.conformance.Rfc;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.vrrp.Transport;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What our routers write into the headers of IP: RFC 9568 section 5.1. */
class IpHeaderRfcTest {

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(document = 9568, section = "5.1.1.1", requirement = "The source is the interface's own IPv4 address")
    @Rfc(document = 3768, section = "5.2.1", requirement = "The source is the interface's primary address")
    void the_source_over_ipv4_is_the_interfaces_own_address(Router self) {
        assertThat(WireReader.of(sent(self)).skip(12).ipv4Address()).isEqualTo(Example.OWN_ADDRESS);
    }

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(document = 9568, section = "5.1.1.2", requirement = "The destination over IPv4 is 224.0.0.18")
    @Rfc(document = 3768, section = "5.2.2", requirement = "The destination is 224.0.0.18")
    void the_destination_over_ipv4_is_the_group(Router self) {
        assertThat(WireReader.of(sent(self)).skip(16).ipv4Address()).isEqualTo(IpAddress.parse("224.0.0.18"));
    }

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(document = 9568, section = "5.1.1.3", requirement = "TTL is 255")
    @Rfc(document = 3768, section = "5.2.3", requirement = "TTL is 255")
    void ttl_is_255(Router self) {
        assertThat(octet(sent(self), 8)).isEqualTo(255);
    }

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(document = 9568, section = "5.1.1.4", requirement = "The protocol is 112")
    @Rfc(document = 3768, section = "5.2.4", requirement = "The protocol is 112")
    void the_protocol_is_112(Router self) {
        assertThat(octet(sent(self), 9)).isEqualTo(112);
    }

    @Test
    @Rfc(
            document = 9568,
            section = "5.1.2.1",
            requirement = "The source over IPv6 is the interface's link-local address")
    void the_source_over_ipv6_is_link_local() {
        assertThat(WireReader.of(sent(IPV6)).skip(8).ipv6Address()).isEqualTo(LINK_LOCAL);
    }

    @Test
    @Rfc(document = 9568, section = "5.1.2.2", requirement = "The destination over IPv6 is ff02::12")
    void the_destination_over_ipv6_is_the_group() {
        assertThat(WireReader.of(sent(IPV6)).skip(24).ipv6Address()).isEqualTo(IpAddress.parse("ff02::12"));
    }

    @Test
    @Rfc(document = 9568, section = "5.1.2.3", requirement = "The hop limit is 255")
    void the_hop_limit_is_255() {
        assertThat(octet(sent(IPV6), 7)).isEqualTo(255);
    }

    @Test
    @Rfc(document = 9568, section = "5.1.2.4", requirement = "The next header is 112")
    void the_next_header_is_112() {
        assertThat(octet(sent(IPV6), 6)).isEqualTo(112);
    }

    @Test
    @Deviation(
            document = 9568,
            section = "5.2.1",
            requirement = "Advertisements are sent to the group",
            instead = "By unicast to every peer, where the pool asks for that",
            predicate = "Transport.Unicast.destinations",
            reason = "vrrp.md")
    void by_unicast_advertisements_go_to_the_peers() {
        Attachment attachment = new Attachment(
                Example.OWN_ADDRESS, 1500, new Transport.Unicast(new LinkedHashSet<>(List.of(Example.LOWER_ADDRESS))));
        Router unicast = new Router(
                ID, Example.VERSION_3, Example.SECOND, attachment, Example.ADDRESSES, Example.SELF.participation());
        assertThat(WireReader.of(sent(unicast)).skip(16).ipv4Address()).isEqualTo(Example.LOWER_ADDRESS);
    }
}
