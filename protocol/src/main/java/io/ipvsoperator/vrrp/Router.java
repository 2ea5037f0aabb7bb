package io.ipvsoperator.vrrp;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Advertisement;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import io.ipvsoperator.wire.vrrp.Expectation;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.util.List;

/**
 * One virtual router as this director is told to run it. Immutable: a change is a new value, brought to the machine by
 * {@link Event.Reconfigured}.
 *
 * @param addresses what moves together, all of the family of the primary address; a router without any takes no part. Those
 *     of IPv6 begin with a link-local one (RFC 9568 section 5.2.9)
 */
public record Router(
        VirtualRouterId id,
        VrrpVersion version,
        AdvertInterval interval,
        Attachment attachment,
        List<IpAddress> addresses,
        Participation participation) {

    public Router {
        version.requireRepresentable(interval);
        version.requireCarriedBy(attachment.primaryAddress().family());
        addresses = List.copyOf(addresses);
        requireMovable(id, attachment.primaryAddress(), addresses);
    }

    private static void requireMovable(VirtualRouterId id, IpAddress primary, List<IpAddress> addresses) {
        if (addresses.contains(primary)) {
            throw new IllegalArgumentException("addresses of virtual router " + id + " contain " + primary
                    + ", the source of its advertisements: the source must stay when the addresses move");
        }
        if (addresses.stream().anyMatch(address -> address.family() != primary.family())) {
            throw new IllegalArgumentException("addresses of virtual router " + id + " are " + addresses + "; from "
                    + primary + " only those of " + primary.family() + " can be advertised");
        }
        boolean lacksLinkLocal = primary.family() == IpFamily.IPV6
                && !addresses.isEmpty()
                && !addresses.getFirst().isLinkLocal();
        if (lacksLinkLocal) {
            throw new IllegalArgumentException("addresses of virtual router " + id + " begin with "
                    + addresses.getFirst() + "; those of IPv6 begin with a link-local one such as "
                    + id.linkLocalAddress());
        }
    }

    public IpFamily family() {
        return primaryAddress().family();
    }

    /** Source of advertisements; among equal priorities the highest wins. */
    public IpAddress primaryAddress() {
        return attachment.primaryAddress();
    }

    /**
     * What to send when the machine says {@link Effect.Advertise}, only ever said of routers with addresses: one packet to the
     * group, or one to every peer.
     */
    public List<AdvertisementPacket> packets(Priority priority) {
        Advertisement ad = new Advertisement(id, priority, interval, advertised());
        return attachment.transport().destinations(family()).stream()
                .map(destination -> new AdvertisementPacket(primaryAddress(), destination, version, ad))
                .toList();
    }

    public Expectation expectation() {
        return new Expectation(version, interval, attachment.transport(), advertised());
    }

    /**
     * The addresses that one advertisement has room for: 255, and what fits an unfragmented packet. The others are owned
     * all the same, as keepalived's excluded addresses are.
     */
    private List<IpAddress> advertised() {
        int most = AdvertisementPacket.mostAddresses(version, family(), attachment.maximumTransmissionUnit());
        return addresses.subList(0, Math.min(addresses.size(), most));
    }

    /** Whether this director stands for the router: as a candidate, and with something to own. */
    public boolean participates() {
        return switch (participation) {
            case Participation.Candidate candidate -> !addresses.isEmpty();
            case Participation.Withdrawn withdrawn -> false;
        };
    }

    /** The candidate's priority. */
    Priority priority() {
        return candidate().priority();
    }

    /**
     * Whether an active router of a lower priority is overruled. One whose plan is unconfirmed always is by one whose
     * plan is not: its addresses may be those of yesterday.
     */
    boolean preempts(Priority active, MonotonicInstant now) {
        return candidate().failback().preemptsAt(now)
                || (active.isUnconfirmed() && !candidate().priority().isUnconfirmed());
    }

    private Participation.Candidate candidate() {
        return switch (participation) {
            case Participation.Candidate candidate -> candidate;
            case Participation.Withdrawn withdrawn ->
                throw new IllegalStateException("virtual router " + id
                        + " is withdrawn and has no priority; the machine learns of that by Reconfigured");
        };
    }

    /** Whether the other value describes this virtual router after a change rather than another one. */
    boolean isSameAs(Router other) {
        return id.equals(other.id) && family() == other.family() && version.getClass() == other.version.getClass();
    }
}
