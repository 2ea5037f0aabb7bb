package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxSysctls;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.wire.IpAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A process that holds addresses on eth1 as the agent does, until it is killed. */
final class AddressHolder {
    private static final Duration HEARTBEAT = Duration.ofMillis(50);

    private AddressHolder() {}

    /** @param arguments the successor's down interval in milliseconds, and the addresses */
    public static void main(String[] arguments) {
        SystemClock clock = new SystemClock();
        AddressOwner owner =
                new AddressOwner(new LinuxKernelSockets(), new LinuxSysctls(Path.of("/proc/sys")), clock, () -> {});
        Thread.ofPlatform().start(owner);
        AddressTerms terms = AddressTerms.of(AddressLease.of(Duration.ofMillis(Long.parseLong(arguments[0])), 1));
        IpAddress address = IpAddress.parse(arguments[1]);
        RouterAddresses router = new RouterAddresses("edge-33", Set.of(address), terms, false, 1, true);
        Segment segment = new Segment(new NetworkInterfaceName("eth1"), address.family());
        while (true) {
            owner.want(segment, List.of(router), clock.now());
            LockSupport.parkNanos(HEARTBEAT.toNanos());
        }
    }
}
