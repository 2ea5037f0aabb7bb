package io.ipvsoperator.vrrp;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Advertisement;
import io.ipvsoperator.wire.vrrp.Authentication;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.List;

/** Virtual router 33 with one address, advertised every second by 192.0.2.20 with priority 240, and variations of it. */
final class Example {

    static final VrrpVersion VERSION_2 = new VrrpVersion.V2(new Authentication.None());
    static final VrrpVersion VERSION_3 = new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER);
    static final AdvertInterval SECOND = AdvertInterval.ofSeconds(1);
    static final Ipv4Address LOWER_ADDRESS = Ipv4Address.parse("192.0.2.10");
    static final Ipv4Address OWN_ADDRESS = Ipv4Address.parse("192.0.2.20");
    static final Ipv4Address HIGHER_ADDRESS = Ipv4Address.parse("192.0.2.200");
    static final List<Ipv4Address> ADDRESSES = List.of(Ipv4Address.parse("192.0.2.100"));

    static final Router SELF = candidate(240, new Failback.Immediate());

    static final MonotonicInstant NOW = new MonotonicInstant(Long.MAX_VALUE - 7);

    private Example() {}

    static Router candidate(int priority, Failback failback) {
        return with(SECOND, ADDRESSES, new Participation.Candidate(new Priority(priority), failback));
    }

    static Router withdrawn() {
        return with(SECOND, ADDRESSES, new Participation.Withdrawn());
    }

    static Router withInterval(AdvertInterval interval) {
        return with(interval, ADDRESSES, SELF.participation());
    }

    static Router withAddresses(String... addresses) {
        return with(SECOND, List.of(addresses).stream().map(Ipv4Address::parse).toList(), SELF.participation());
    }

    static Router inVersion2(int priority, AdvertInterval interval) {
        return new Router(
                new VirtualRouterId(33),
                VERSION_2,
                interval,
                OWN_ADDRESS,
                ADDRESSES,
                new Participation.Candidate(new Priority(priority), new Failback.Immediate()));
    }

    private static Router with(AdvertInterval interval, List<Ipv4Address> addresses, Participation participation) {
        return new Router(new VirtualRouterId(33), VERSION_3, interval, OWN_ADDRESS, addresses, participation);
    }

    static Event heard(int priority) {
        return heard(priority, SECOND, HIGHER_ADDRESS);
    }

    static Event heard(int priority, AdvertInterval interval, Ipv4Address source) {
        return new Event.Received(
                new Advertisement(new VirtualRouterId(33), new Priority(priority), interval, ADDRESSES), source);
    }

    static MonotonicInstant in(String duration) {
        return NOW.plus(Duration.parse(duration));
    }
}
