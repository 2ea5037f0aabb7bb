package io.ipvsoperator.crds.virtualrouter;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ipvsoperator.crds.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stable slot: addresses join and leave, priorities change, the identity stays.
 *
 * @param pool Name of the VipPool.
 * @param virtualRouterId The VRID, unique on the segment within the family. Immutable.
 * @param addressFamily IPv4 or IPv6. Immutable.
 * @param networkInterface As in the pool: absent means, on each director, the one whose subnet holds the addresses.
 * @param addresses The record of allocation of these addresses.
 * @param members The directors that may own the addresses, and in which order.
 * @param home Names of directors in the order that the operator goes back to, and that planned moves lead to. Of no meaning to
 *     node-agents. Absent means that of the members.
 */
public record VirtualRouterSpec(
        String pool,
        int virtualRouterId,
        String addressFamily,
        @JsonProperty("interface") @Nullable String networkInterface,
        List<Address> addresses,
        List<Member> members,
        @Nullable List<String> home,
        Vrrp vrrp)
        implements Part {

    /**
     * The allocation of one address.
     *
     * @param address The virtual IP.
     * @param holder The uid of the object that the address was given to, or what stands for all that share it.
     * @param released true: nobody may own it any longer. The entry goes when every member has acknowledged that.
     */
    public record Address(
            String address, String holder, @Nullable Boolean released) implements Part {}

    /**
     * A director and its rank.
     *
     * @param director Name of the Director.
     * @param priority 1 to 254, the highest owns the addresses; 0 for a director that must give them away and take none.
     * @param addresses Where the director speaks from and hears unicast adverts: its own addresses on the segment, of the
     *     router's family, link-local with IPv6. Absent as long as the director has not reported any.
     */
    public record Member(
            String director, int priority, @Nullable List<String> addresses) implements Part {}

    /**
     * How the members agree on who owns the addresses.
     *
     * @param version Version of VRRP, 2 or 3.
     * @param transport Multicast, or Unicast: to the addresses of the other members, and to nobody if there are none.
     * @param advertisementIntervalMilliseconds Time between two adverts, a multiple of 10.
     * @param checksum PseudoHeader or MessageOnly, for version 3 over IPv4. Absent means PseudoHeader.
     * @param addressLabel What follows the interface's name in the label of an IPv4 address. Absent means no label.
     * @param virtualMac Disabled or Enabled. Absent means Disabled.
     */
    public record Vrrp(
            int version,
            String transport,
            int advertisementIntervalMilliseconds,
            Failback failback,
            @Nullable String checksum,
            @Nullable Announcements announcements,
            @Nullable String addressLabel,
            @Nullable String virtualMac,
            @Nullable Authentication authentication,
            @Nullable VirtualRouterTracking tracking)
            implements Part {}

    /**
     * How a new owner tells the segment. Absent means 5 packets, and 5 more after 5 seconds.
     *
     * @param repeat Packets for each address in a set.
     * @param delayMilliseconds Time after which a second set follows; 0 for none.
     * @param refreshMilliseconds Period of further sets while active; 0 for none.
     * @param refreshRepeat Packets for each address in such a further set.
     * @param intervalMilliseconds Pause between two packets on an interface.
     */
    public record Announcements(
            int repeat, int delayMilliseconds, int refreshMilliseconds, int refreshRepeat, int intervalMilliseconds)
            implements Part {}

    /**
     * When a director that returns takes the addresses back.
     *
     * @param policy Immediate, Delayed or Never.
     * @param delaySeconds How long it waits, with Delayed.
     */
    public record Failback(String policy, @Nullable Integer delaySeconds) implements Part {}

    /**
     * The password of the adverts, VRRPv2 only.
     *
     * @param type PASS.
     * @param secretKey Key of the password in the Secret that the operator keeps for node-agents.
     */
    public record Authentication(String type, String secretKey) implements Part {}
}
