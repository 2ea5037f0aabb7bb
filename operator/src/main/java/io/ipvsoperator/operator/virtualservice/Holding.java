package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.operator.virtualservice.ValidService.PortKey;
import java.util.Optional;
import java.util.Set;

/**
 * In whose name a service has its addresses.
 *
 * @param holder in entries of routers: the uid of the service, or what stands for all that share
 * @param ports that its table serves at the moment; none: nothing of it runs, or it shares with nobody
 * @param refusal when it asks to share otherwise than it does
 */
public record Holding(String holder, Set<PortKey> ports, Optional<Refusal> refusal) {
    public Holding {
        ports = Set.copyOf(ports);
    }

    /** Of a service that shares with nobody. */
    public static Holding alone(String uid) {
        return new Holding(uid, Set.of(), Optional.empty());
    }

    public boolean isShared() {
        return SharingKey.isHolder(holder);
    }

    /** Whether shared addresses are served for it. */
    public boolean runs() {
        return !ports.isEmpty();
    }
}
