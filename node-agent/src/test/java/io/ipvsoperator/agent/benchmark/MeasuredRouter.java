package io.ipvsoperator.agent.benchmark;

import io.ipvsoperator.vrrp.Timers;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The virtual router that is measured: the same for every implementation. */
public record MeasuredRouter(Duration interval, int addressCount) {
    public static final VirtualRouterId ID = new VirtualRouterId(33);
    public static final VrrpVersion VERSION = new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER);
    public static final String INTERFACE = "eth1";

    private static final Ipv4Address FIRST_ADDRESS = Ipv4Address.parse("172.28.132.1");

    public MeasuredRouter {
        if (addressCount < 1 || addressCount > 1_000) {
            throw new IllegalArgumentException("a measured router has 1 to 1000 addresses, not " + addressCount);
        }
    }

    public AdvertInterval advertInterval() {
        return new AdvertInterval(interval);
    }

    public List<IpAddress> addresses() {
        return IntStream.range(0, addressCount)
                .<IpAddress>mapToObj(i -> new Ipv4Address(FIRST_ADDRESS.bits() + i))
                .toList();
    }

    /** Skew_Time of that director. */
    Duration skew(Rank rank) {
        return Timers.skew(VERSION, new Priority(rank.priority()), advertInterval());
    }

    /** Active_Down_Interval of that director. */
    Duration activeDown(Rank rank) {
        return Timers.activeDown(VERSION, new Priority(rank.priority()), advertInterval());
    }
}
