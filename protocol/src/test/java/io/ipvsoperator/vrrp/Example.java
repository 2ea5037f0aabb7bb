package io.ipvsoperator.vrrp;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Advertisement;
import io.ipvsoperator.wire.vrrp.Authentication;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Virtual router 33 with one address, advertised every second by 192.0.2.20 with priority 240, and variations of it. */
final class Example {

    static final VrrpVersion VERSION_2 = new VrrpVersion.V2(new Authentication.None());
    static final VrrpVersion VERSION_3 = new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER);
    static final AdvertInterval SECOND = AdvertInterval.ofSeconds(1);
    static final IpAddress LOWER_ADDRESS = IpAddress.parse("192.0.2.10");
    static final IpAddress OWN_ADDRESS = IpAddress.parse("192.0.2.20");
    static final IpAddress HIGHER_ADDRESS = IpAddress.parse("192.0.2.200");
    static final List<IpAddress> ADDRESSES = List.of(IpAddress.parse("192.0.2.100"));

    static final Attachment ATTACHMENT = attachedAs("192.0.2.20");

    static final Router SELF = candidate(240, new Failback.Immediate());

    static final MonotonicInstant NOW = new MonotonicInstant(Long.MAX_VALUE - 7);

    private Example() {}

    static Attachment attachedAs(String primaryAddress) {
        return new Attachment(IpAddress.parse(primaryAddress), 1500, new Transport.Multicast());
    }

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
        return with(SECOND, List.of(addresses).stream().map(IpAddress::parse).toList(), SELF.participation());
    }

    static Router inVersion2(int priority, AdvertInterval interval) {
        return new Router(
                new VirtualRouterId(33),
                VERSION_2,
                interval,
                ATTACHMENT,
                ADDRESSES,
                new Participation.Candidate(new Priority(priority), new Failback.Immediate()));
    }

    private static Router with(AdvertInterval interval, List<IpAddress> addresses, Participation participation) {
        return new Router(new VirtualRouterId(33), VERSION_3, interval, ATTACHMENT, addresses, participation);
    }

    static Event heard(int priority) {
        return heard(priority, SECOND, HIGHER_ADDRESS);
    }

    static Event heard(int priority, AdvertInterval interval, IpAddress source) {
        return new Event.Received(
                new Advertisement(new VirtualRouterId(33), new Priority(priority), interval, ADDRESSES), source);
    }

    /** {@link #SELF} and its like in version 2: with adverts of a second their skews are the same. */
    static Stream<Router> ofEitherVersion() {
        return Stream.of(SELF, inVersion2(240, SECOND));
    }

    /** What {@link #SELF} does now. */
    static Step step(State state, Event event) {
        return step(SELF, state, event);
    }

    /** What a router does now. */
    static Step step(Router self, State state, Event event) {
        return Vrrp.step(self, state, event, NOW);
    }

    static MonotonicInstant in(String duration) {
        return NOW.plus(Duration.parse(duration));
    }
}
