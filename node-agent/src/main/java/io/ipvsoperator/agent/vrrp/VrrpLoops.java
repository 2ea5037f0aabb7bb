package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** The loops of this host, one for each interface that runs routers, each in its thread. Used by one thread. */
public final class VrrpLoops implements AutoCloseable {
    private final KernelSockets sockets;
    private final MonotonicClock clock;
    private final AddressClaims claims;
    private final VrrpCounters counters;
    private final ThreadFactory threads;
    private final Consumer<InterfaceView> observer;
    private final Map<NetworkInterfaceName, Running> running = new HashMap<>();

    private record Running(VrrpLoop loop, Assignment assignment) {}

    /** @param observer called in the loops' threads, must not wait */
    public VrrpLoops(
            KernelSockets sockets,
            MonotonicClock clock,
            AddressClaims claims,
            VrrpCounters counters,
            ThreadFactory threads,
            Consumer<InterfaceView> observer) {
        this.sockets = sockets;
        this.clock = clock;
        this.claims = claims;
        this.counters = counters;
        this.threads = threads;
        this.observer = observer;
    }

    /** Returns why the interface cannot run anything, if so. */
    public Optional<String> assign(NetworkInterfaceName name, boolean linkUp, List<AssignedRouter> routers) {
        Running present = running.get(name);
        if (present == null && routers.isEmpty()) {
            return Optional.empty();
        }
        try {
            Running loop = present == null ? open(name) : present;
            Assignment before = loop.assignment();
            if (before.linkUp() != linkUp || !before.routers().equals(routers)) {
                Assignment next = new Assignment(before.number() + 1, linkUp, routers);
                loop.loop().assign(next);
                running.put(name, new Running(loop.loop(), next));
            }
            return Optional.empty();
        } catch (KernelException refused) {
            return Optional.of(
                    refused.getMessage() + "; see whether the interface is there and the agent is privileged");
        }
    }

    /** Numbers of the last assignments. */
    public Map<NetworkInterfaceName, Long> assigned() {
        Map<NetworkInterfaceName, Long> numbers = new HashMap<>();
        running.forEach((name, loop) -> numbers.put(name, loop.assignment().number()));
        return numbers;
    }

    /** Ends the loop of an interface that has nothing left to run. */
    public void retire(NetworkInterfaceName name) {
        Running loop = running.remove(name);
        if (loop != null) {
            loop.loop().close();
        }
    }

    /** Without a word to other routers. */
    @Override
    public void close() {
        running.values().forEach(loop -> loop.loop().close());
        running.clear();
    }

    private Running open(NetworkInterfaceName name) {
        VrrpLoop loop = new VrrpLoop(name, sockets.vrrpIpv4(name), clock, claims, counters, observer);
        Thread thread = threads.newThread(loop);
        thread.setName("vrrp-" + name);
        thread.start();
        return new Running(loop, Assignment.none());
    }
}
