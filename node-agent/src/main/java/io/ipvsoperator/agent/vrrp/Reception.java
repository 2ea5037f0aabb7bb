package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.kernel.ReceivedPacket;
import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import io.ipvsoperator.wire.vrrp.Expectation;
import io.ipvsoperator.wire.vrrp.ReceiveLadder;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the virtual router that a packet speaks to. Everything else is counted by its reason and forgotten. */
final class Reception {
    private final VrrpCounters counters;
    private Map<VirtualRouterId, LocalRouter> routers = Map.of();
    private Optional<ReceiveLadder> ladder = Optional.empty();

    Reception(VrrpCounters counters) {
        this.counters = counters;
    }

    /** An accepted advertisement and whom it concerns. */
    record Heard(LocalRouter router, AdvertisementPacket packet) {}

    void expect(Collection<LocalRouter> present) {
        Map<VirtualRouterId, LocalRouter> byId = new HashMap<>();
        Map<VirtualRouterId, Expectation> expectations = new HashMap<>();
        Optional<Ipv4Address> own = Optional.empty();
        for (LocalRouter router : present) {
            byId.put(router.router().id(), router);
            expectations.put(router.router().id(), router.router().expectation());
            own = Optional.of(router.router().primaryAddress());
        }
        routers = byId;
        ladder = own.map(address -> new ReceiveLadder(address, expectations));
    }

    Optional<Heard> accept(ReceivedPacket packet) {
        if (ladder.isEmpty()) {
            return Optional.empty();
        }
        return switch (ladder.get().receive(WireReader.of(packet.bytes()))) {
            case Decoded.Ok<AdvertisementPacket>(AdvertisementPacket advert) -> {
                counters.received();
                yield Optional.ofNullable(routers.get(advert.advertisement().virtualRouterId()))
                        .map(router -> new Heard(router, advert));
            }
            case Decoded.Rejected<AdvertisementPacket>(Reason reason) -> {
                counters.rejected(reason);
                yield Optional.empty();
            }
        };
    }
}
