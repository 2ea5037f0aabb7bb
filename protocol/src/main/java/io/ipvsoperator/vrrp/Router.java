package io.ipvsoperator.vrrp;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.Ipv4Address;
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
 * @param primaryAddress the interface's own address, source of advertisements, never a virtual one
 * @param addresses what moves together; a router without any takes no part. Advertisements name the first 255
 */
public record Router(
        VirtualRouterId id,
        VrrpVersion version,
        AdvertInterval interval,
        Ipv4Address primaryAddress,
        List<Ipv4Address> addresses,
        Participation participation) {

    public Router {
        version.requireRepresentable(interval);
        addresses = List.copyOf(addresses);
        if (addresses.contains(primaryAddress)) {
            throw new IllegalArgumentException("addresses of virtual router " + id + " contain " + primaryAddress
                    + ", the source of its advertisements: the source must stay when the addresses move");
        }
    }

    /** What to send when the machine says {@link Effect.Advertise}; only ever said of routers with addresses. */
    public AdvertisementPacket packet(Priority priority) {
        List<Ipv4Address> named = addresses.subList(0, Math.min(addresses.size(), Advertisement.MOST_ADDRESSES));
        return new AdvertisementPacket(primaryAddress, version, new Advertisement(id, priority, interval, named));
    }

    public Expectation expectation() {
        return new Expectation(version, interval);
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
        return id.equals(other.id) && version.getClass() == other.version.getClass();
    }
}
