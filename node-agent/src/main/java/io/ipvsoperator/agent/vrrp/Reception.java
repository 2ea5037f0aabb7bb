package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.kernel.ReceivedPacket;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import io.ipvsoperator.wire.vrrp.Expectation;
import io.ipvsoperator.wire.vrrp.ReceiveLadder;
import io.ipvsoperator.wire.vrrp.Remark;
import io.ipvsoperator.wire.vrrp.Verdict;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the virtual router that a packet speaks to. Everything else is counted by its reason and forgotten. */
final class Reception {
    private final IpFamily family;
    private final VrrpCounters counters;
    private Map<VirtualRouterId, LocalRouter> routers = Map.of();
    private ReceiveLadder ladder;

    Reception(IpFamily family, VrrpCounters counters) {
        this.family = family;
        this.counters = counters;
        this.ladder = new ReceiveLadder(family, Set.of(), Map.of());
    }

    /** A packet that concerns one of the routers. */
    sealed interface Arrival {
        record Heard(LocalRouter router, AdvertisementPacket packet, Set<Remark> remarks) implements Arrival {}

        /** Of its identifier, but not in its terms. */
        record Disputed(LocalRouter router, Reason reason, IpAddress source) implements Arrival {}
    }

    void expect(Collection<LocalRouter> present) {
        Map<VirtualRouterId, LocalRouter> byId = new HashMap<>();
        Map<VirtualRouterId, Expectation> expectations = new HashMap<>();
        Set<IpAddress> own = new HashSet<>();
        for (LocalRouter router : present) {
            byId.put(router.router().id(), router);
            expectations.put(router.router().id(), router.router().expectation());
            own.add(router.router().primaryAddress());
        }
        routers = byId;
        ladder = new ReceiveLadder(family, own, expectations);
    }

    Optional<Arrival> accept(ReceivedPacket packet) {
        return switch (ladder.receive(WireReader.of(packet.bytes()))) {
            case Verdict.Heard(AdvertisementPacket advert, Set<Remark> remarks) -> {
                counters.received(advert.version(), remarks);
                yield Optional.ofNullable(routers.get(advert.advertisement().virtualRouterId()))
                        .map(router -> new Arrival.Heard(router, advert, remarks));
            }
            case Verdict.Disputed(Reason reason, VirtualRouterId id, IpAddress source) -> {
                counters.rejected(reason);
                yield Optional.ofNullable(routers.get(id)).map(router -> new Arrival.Disputed(router, reason, source));
            }
            case Verdict.Ignored(Reason reason) -> {
                counters.rejected(reason);
                yield Optional.empty();
            }
        };
    }
}
