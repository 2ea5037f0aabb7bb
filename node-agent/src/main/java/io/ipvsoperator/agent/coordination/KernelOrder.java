package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.backend.Selection;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the kernel must hold apart from addresses of routers. Two equal orders ask for the same.
 *
 * @param director the node belongs to the load-balancer tier; false puts back what that role has changed
 * @param tables as the plan has them
 * @param selections what the health checks leave of them, by name; a table without one was not heard of yet
 * @param addresses every address that this node's routers may own
 * @param lingering virtual addresses that this host has and no table names any longer: their services stay until they are gone
 * @param interfaces that carry virtual addresses
 * @param sync where directors tell each other of connections
 * @param realServer virtual addresses to accept without answering ARP for them
 */
public record KernelOrder(
        boolean director,
        List<TablePlan> tables,
        Map<String, Selection> selections,
        Set<IpAddress> addresses,
        Set<InetAddress> lingering,
        Set<NetworkInterfaceName> interfaces,
        Optional<Sync> sync,
        Set<IpAddress> realServer) {
    public KernelOrder {
        tables = List.copyOf(tables);
        selections = Map.copyOf(selections);
        addresses = Set.copyOf(addresses);
        lingering = Set.copyOf(lingering);
        interfaces = Set.copyOf(interfaces);
        realServer = Set.copyOf(realServer);
    }

    /**
     * @param id the same on all directors of a pool: the VRID of the first router by name
     * @param peers own addresses of the other directors there; none while they are not all known
     */
    public record Sync(NetworkInterfaceName interfaceName, VirtualRouterId id, Set<IpAddress> peers) {
        public Sync {
            peers = Set.copyOf(peers);
        }
    }

    /** As it follows from the plan alone. */
    KernelOrder withoutHealth() {
        return new KernelOrder(director, tables, Map.of(), addresses, lingering, interfaces, sync, realServer);
    }

    public static KernelOrder none() {
        return new KernelOrder(false, List.of(), Map.of(), Set.of(), Set.of(), Set.of(), Optional.empty(), Set.of());
    }
}
