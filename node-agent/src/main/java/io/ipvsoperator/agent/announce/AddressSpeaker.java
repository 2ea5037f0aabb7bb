package io.ipvsoperator.agent.announce;

import java.util.Set;

/**
 * Speaks of addresses on one interface, in the manner of their family. Used by one thread; closes its socket. A packet that
 * cannot leave is a {@link io.ipvsoperator.agent.kernel.KernelException}.
 *
 * @param <A> an address of that family
 */
public interface AddressSpeaker<A> extends AutoCloseable {
    /** The address is here. */
    void announce(A address);

    /** Asks who has the address without saying anything about an address of one's own. */
    void probe(A address);

    /** The addresses that others have claimed since the last call. */
    Set<A> claims();

    @Override
    void close();
}
