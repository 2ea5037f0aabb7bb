package io.ipvsoperator.agent.plan;

import io.ipvsoperator.netlink.ipvs.ForwardingMethod;
import io.ipvsoperator.netlink.ipvs.Tunnel;

/** How packets reach a destination. */
public sealed interface Forwarding {
    ForwardingMethod method();

    /** As the kernel has it; what is not tunnelled has {@link Tunnel#IPIP} there, as the kernel does. */
    default Tunnel tunnel() {
        return Tunnel.IPIP;
    }

    /** False if a destination may have another port than the service: only what rewrites packets can do that. */
    default boolean keepsThePort() {
        return true;
    }

    /** The packet goes to the destination's MAC address as it is; replies bypass the director. */
    record DirectRouting() implements Forwarding {
        @Override
        public ForwardingMethod method() {
            return ForwardingMethod.DIRECT_ROUTING;
        }
    }

    /** Addresses and ports are rewritten, and replies must come back through the director. */
    record Masquerade(Source source) implements Forwarding {
        @Override
        public ForwardingMethod method() {
            return ForwardingMethod.MASQUERADE;
        }

        @Override
        public boolean keepsThePort() {
            return false;
        }
    }

    /** The packet goes inside of another to the destination, which unpacks it; replies bypass the director. */
    record Tunnelled(Tunnel tunnel) implements Forwarding {
        @Override
        public ForwardingMethod method() {
            return ForwardingMethod.TUNNEL;
        }
    }

    /** The source address that destinations of {@link Masquerade} see. */
    enum Source {
        /** The director's: replies come back by themselves. */
        DIRECTOR,
        /** The client's: the destinations' routes to clients lead through the director. */
        CLIENT
    }
}
