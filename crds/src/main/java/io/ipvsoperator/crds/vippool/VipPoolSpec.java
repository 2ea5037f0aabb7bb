package io.ipvsoperator.crds.vippool;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.ipvsoperator.crds.Part;
import io.ipvsoperator.crds.Rates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the pool offers, to whom, and which directors announce it.
 *
 * @param addresses The virtual IPs of the pool: single addresses, CIDRs without host bits, or ranges first-last of one
 *     family. They must not overlap, here or with another pool.
 * @param allocation Automatic, or OnRequest: only for those that name this pool, not for those that take any.
 * @param allowedEndpoints CIDRs that static backends and targets of health checks must lie in. Empty allows none.
 */
public record VipPoolSpec(
        List<String> addresses,
        String allocation,
        AllowedNamespaces allowedNamespaces,
        List<String> allowedEndpoints,
        Directors directors,
        Redundancy redundancy,
        Vrrp vrrp)
        implements Part {

    /**
     * The namespaces whose VirtualServices may take addresses.
     *
     * @param from All, or Selector: the namespaces that the selector chooses.
     * @param selector Chooses namespaces by their labels. Only with from: Selector, and required there.
     */
    public record AllowedNamespaces(String from, @Nullable LabelSelector selector) implements Part {}

    /**
     * The nodes that announce the addresses and forward for them.
     *
     * @param selector Chooses nodes by their labels.
     * @param networkInterface Name of the interface that carries the addresses. Absent means, on each director, the one
     *     whose subnet holds them.
     * @param capacity What each director can carry. spec.capacity of a Director overrides it; absent means the speed
     *     that its link reports.
     * @param keepFreePercent Share of every known capacity that the plan leaves free, in percent: 0 to 90.
     */
    public record Directors(
            LabelSelector selector,
            @JsonProperty("interface") @Nullable String networkInterface,
            @Nullable Rates capacity,
            int keepFreePercent)
            implements Part {}

    /**
     * The losses that the pool must bear without overload.
     *
     * @param toleratedFailures Directors that may be lost at once without any other being overloaded.
     * @param policy What happens when a new VirtualService would break that. Warn serves it and says so in a condition,
     *     Enforce refuses it.
     * @param defaultDemand Assumed of a VirtualService that declares no demand.
     * @param rebalancing Whether addresses that run are moved for a lower worst case.
     */
    public record Redundancy(
            int toleratedFailures, String policy, @Nullable Rates defaultDemand, Rebalancing rebalancing)
            implements Part {}

    /**
     * Planned moves: an address gets another active director though the present one could go on. Each is an orderly
     * hand-over, one after the other.
     *
     * @param policy Automatic: when the worst case can fall by minimumGain, as after a director was added, moves are planned.
     *     Never: only those without which something would be overloaded, and those back home after maintenance.
     * @param minimumGain What the worst case has to fall by, in percent of a capacity, 1 to 100.
     * @param movesPerMinute At most so many planned moves a minute, 1 to 60, whatever their reason. A rebalancing has at most
     *     as many in all.
     */
    public record Rebalancing(String policy, int minimumGain, int movesPerMinute) implements Part {}

    /**
     * How directors agree on who owns an address.
     *
     * @param version Version of VRRP, 2 (RFC 3768, IPv4 only) or 3 (RFC 9568). Immutable.
     * @param transport How adverts travel: Multicast, or Unicast between the directors. Immutable.
     * @param advertisementInterval Time between two adverts, such as 1s or 100ms. Version 3: a multiple of 10ms from
     *     10ms to 40.95s; version 2: whole seconds from 1s to 255s. A dead director is noticed after about three of
     *     them.
     * @param checksum What the checksum of an advert covers with version 3 over IPv4: PseudoHeader, as keepalived sends
     *     and demands, or MessageOnly, as RFC 9568 says. Both are understood. Over IPv6 it is always PseudoHeader, with
     *     version 2 it always covers the message only and the field says nothing.
     * @param addressLabel Labels the IPv4 addresses on their interface, as INTERFACE:LABEL; 1 to 6 characters of a-z and
     *     0-9. The kernel takes 15 characters in all. Absent means no label.
     * @param virtualMac Enabled: the addresses answer with the MAC address of the virtual router, 00-00-5E-00-01-VRID
     *     (IPv4) or 00-00-5E-00-02-VRID (IPv6), on a macvlan interface above the director's, for networks that carry
     *     MAC addresses they have not given out. Disabled: with the director's own.
     */
    public record Vrrp(
            int version,
            String transport,
            String advertisementInterval,
            VirtualRouterIds virtualRouterIds,
            Failback failback,
            String checksum,
            Announcements announcements,
            @Nullable String addressLabel,
            String virtualMac,
            @Nullable Authentication authentication,
            @Nullable VipPoolTracking tracking)
            implements Part {}

    /**
     * How a director that takes addresses over tells the segment: by gratuitous ARP (IPv4) and unsolicited neighbour
     * advertisements (IPv6).
     *
     * @param repeat Packets for each address in a set, 1 to 100. The first set goes out with the take-over.
     * @param delay Time after which a second set follows, for those who missed the first: up to 1h, 0s for none.
     * @param refresh Period of further sets while the director holds the addresses: 1s to 24h, 0s for none.
     * @param refreshRepeat Packets for each address in such a further set, 1 to 100.
     * @param interval Pause between two packets on an interface, up to 1s, 0s for none: for switches that drop bursts.
     */
    public record Announcements(int repeat, String delay, String refresh, int refreshRepeat, String interval)
            implements Part {}

    /**
     * The virtual router identifiers that the pool may use, both ends included. No other VRRP router on the segment,
     * another pool's neither, may use one of them.
     *
     * @param first The lowest identifier.
     * @param last The highest identifier, at least first.
     */
    public record VirtualRouterIds(int first, int last) implements Part {}

    /**
     * When a director that returns takes its addresses back.
     *
     * @param policy Immediate, Delayed: once it has been up for the delay, or Never: only when the present owner fails.
     * @param delay How long a returned director waits, such as 30s. Only with policy: Delayed, and required there.
     */
    public record Failback(String policy, @Nullable String delay) implements Part {}

    /**
     * A password in each advert. It is sent in clear text and is no protection against an attacker on the segment;
     * use it where routers that are already there demand it. VRRPv2 only.
     *
     * @param type PASS: a simple text password, of which VRRP takes the first 8 characters.
     * @param secretName Name of a Secret in the operator's namespace.
     * @param secretKey Key of the password in that Secret.
     */
    public record Authentication(String type, String secretName, String secretKey) implements Part {}
}
