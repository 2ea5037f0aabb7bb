package io.ipvsoperator.crds.virtualrouter;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One VRID in one family. A stable slot: addresses join and leave, priorities change, the identity stays.
 *
 * @param pool name of the VipPool
 * @param addressFamily {@code IPv4} or {@code IPv6}
 * @param networkInterface as in the pool; absent means the one whose subnet holds the addresses
 */
public record VirtualRouterSpec(
        String pool,
        int virtualRouterId,
        String addressFamily,
        @JsonProperty("interface") @Nullable String networkInterface,
        List<Address> addresses,
        List<Member> members,
        Vrrp vrrp) {

    /**
     * The record of an allocation.
     *
     * @param holder uid of the object that the address was given to
     * @param released true: nobody may own it any longer; the entry goes when every member has acknowledged that
     */
    public record Address(
            String address, String holder, @Nullable Boolean released) {}

    /** @param priority 1 to 254; 0 for a director that must give its addresses away and take none */
    public record Member(String director, int priority) {}

    /**
     * @param version 2 or 3
     * @param transport {@code Multicast} or {@code Unicast}
     * @param advertisementIntervalMilliseconds a multiple of 10
     */
    public record Vrrp(
            int version,
            String transport,
            int advertisementIntervalMilliseconds,
            Failback failback,
            @Nullable Authentication authentication) {}

    /** @param delaySeconds with {@code Delayed} */
    public record Failback(String policy, @Nullable Integer delaySeconds) {}

    /** @param secretKey the key of the password in the Secret that the operator keeps for agents */
    public record Authentication(String type, String secretKey) {}
}
