package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Reason;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/** How the advertisements of a virtual router travel. */
public sealed interface Transport {

    /** Where one advertisement goes to, each a packet of its own. */
    Set<IpAddress> destinations(IpFamily family);

    /** Why a packet with these addresses is not for a router of this transport, if so. */
    Optional<Reason> disagreement(IpAddress source, IpAddress destination);

    /** To the group of all VRRP routers, RFC 9568 sections 5.1.1.2 and 5.1.2.2. */
    record Multicast() implements Transport {
        @Override
        public Set<IpAddress> destinations(IpFamily family) {
            return Set.of(AdvertisementPacket.group(family));
        }

        @Override
        public Optional<Reason> disagreement(IpAddress source, IpAddress destination) {
            return destination.isMulticast() ? Optional.empty() : Optional.of(Reason.DESTINATION);
        }
    }

    /**
     * To each peer alone, for networks that carry no multicast. Not in the RFCs; keepalived speaks it.
     *
     * @param peers the other routers' own addresses; without any there is nobody to agree with
     */
    record Unicast(SequencedSet<IpAddress> peers) implements Transport {
        public Unicast {
            peers = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(peers));
        }

        @Override
        public Set<IpAddress> destinations(IpFamily family) {
            return peers;
        }

        @Override
        public Optional<Reason> disagreement(IpAddress source, IpAddress destination) {
            if (destination.isMulticast()) {
                return Optional.of(Reason.DESTINATION);
            }
            return peers.contains(source) ? Optional.empty() : Optional.of(Reason.NOT_A_PEER);
        }
    }
}
