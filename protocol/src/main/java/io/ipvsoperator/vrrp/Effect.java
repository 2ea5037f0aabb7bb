package io.ipvsoperator.vrrp;

import io.ipvsoperator.wire.vrrp.Priority;

/**
 * What the shell has to do, in the order of the list. The ownership of addresses is level-triggered as well: whenever
 * {@link State#ownsAddresses()} and the kernel differ, the kernel is mended, so an effect that failed is not lost.
 */
public sealed interface Effect {

    /** Send the router's advertisement with this priority. */
    record Advertise(Priority priority) implements Effect {}

    /** Have exactly the router's addresses on the interface, as leases. */
    record OwnAddresses() implements Effect {}

    /** Tell the segment where the addresses are; repetitions end when the state is no longer Active. */
    record Announce() implements Effect {}

    /** Have none of the router's addresses on the interface. */
    record DisownAddresses() implements Effect {}
}
