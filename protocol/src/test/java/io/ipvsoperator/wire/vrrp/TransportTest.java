package io.ipvsoperator.wire.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Reason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.junit.jupiter.api.Test;

class TransportTest {

    private static final IpAddress OWN = IpAddress.parse("192.0.2.20");
    private static final IpAddress PEER = IpAddress.parse("192.0.2.10");
    private static final IpAddress OTHER_PEER = IpAddress.parse("192.0.2.30");
    private static final IpAddress GROUP = AdvertisementPacket.group(IpFamily.IPV4);
    private static final Transport MULTICAST = new Transport.Multicast();
    private static final Transport UNICAST = new Transport.Unicast(new LinkedHashSet<>(List.of(PEER, OTHER_PEER)));

    @Test
    void multicast_goes_to_the_group_of_the_family() {
        assertThat(MULTICAST.destinations(IpFamily.IPV4)).containsExactly(IpAddress.parse("224.0.0.18"));
        assertThat(MULTICAST.destinations(IpFamily.IPV6)).containsExactly(IpAddress.parse("ff02::12"));
    }

    @Test
    void unicast_goes_to_every_peer_in_the_order_given() {
        assertThat(UNICAST.destinations(IpFamily.IPV4)).containsExactly(PEER, OTHER_PEER);
    }

    @Test
    void without_peers_there_is_no_destination_and_no_fall_back_to_the_group() {
        assertThat(new Transport.Unicast(new LinkedHashSet<>()).destinations(IpFamily.IPV4))
                .isEmpty();
    }

    @Test
    void multicast_hears_the_group_from_anybody() {
        assertThat(MULTICAST.disagreement(PEER, GROUP)).isEmpty();
        assertThat(MULTICAST.disagreement(IpAddress.parse("192.0.2.66"), GROUP)).isEmpty();
    }

    @Test
    void multicast_does_not_hear_what_is_sent_to_one() {
        assertThat(MULTICAST.disagreement(PEER, OWN)).contains(Reason.DESTINATION);
    }

    @Test
    void unicast_hears_its_peers() {
        assertThat(UNICAST.disagreement(OTHER_PEER, OWN)).isEmpty();
    }

    @Test
    void unicast_does_not_hear_the_group() {
        assertThat(UNICAST.disagreement(PEER, GROUP)).contains(Reason.DESTINATION);
    }

    @Test
    void unicast_does_not_hear_a_stranger() {
        assertThat(UNICAST.disagreement(IpAddress.parse("192.0.2.66"), OWN)).contains(Reason.NOT_A_PEER);
    }

    @Test
    void the_peers_do_not_change_when_the_set_that_they_came_from_does() {
        SequencedSet<IpAddress> peers = new LinkedHashSet<>(List.of(PEER));
        Transport.Unicast unicast = new Transport.Unicast(peers);
        peers.clear();
        assertThat(unicast.peers()).containsExactly(PEER);
        assertThatThrownBy(() -> unicast.peers().add(OWN)).isInstanceOf(UnsupportedOperationException.class);
    }
}
