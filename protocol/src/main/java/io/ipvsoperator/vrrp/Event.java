package io.ipvsoperator.vrrp;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.Advertisement;

/**
 * What can happen to a virtual router. After every wake-up the shell delivers in this order: {@link LinkLost} and
 * {@link LeaseLost}, then all packets that wait in the receive queue, then {@link Tick}. So a process that slept learns
 * what it lost and what it missed before it acts on a timer.
 */
public sealed interface Event {

    /** The kernel is programmed: take part. A shell whose link is down sends {@link LinkLost} right after. */
    record Startup() implements Event {}

    /** Stop for good; the addresses are served until a successor is heard. */
    record Shutdown() implements Event {}

    /** Time has passed. Harmless when nothing is due. */
    record Tick() implements Event {}

    /** The receive ladder accepted an advertisement for this router. */
    record Received(Advertisement advertisement, IpAddress source) implements Event {}

    /** Nobody can be reached: the interface went down or lost its carrier, or no peer is left for unicast. */
    record LinkLost() implements Event {}

    /** Others can be reached again. */
    record LinkRestored() implements Event {}

    /** The addresses' valid lifetime ran out before it was renewed: the kernel has removed them. */
    record LeaseLost() implements Event {}

    /** From now on {@code router} holds; the shell passes it as {@code self} after this step. */
    record Reconfigured(Router router) implements Event {}
}
