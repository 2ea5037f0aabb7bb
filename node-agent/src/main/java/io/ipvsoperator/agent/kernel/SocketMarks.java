package io.ipvsoperator.agent.kernel;

import java.net.InetSocketAddress;

/** Firewall marks of the packets that a socket sends. Any thread may set one. */
public interface SocketMarks {
    /** The protocol of a socket, for which ports are numbered apart. */
    enum Transport {
        TCP,
        UDP
    }

    /**
     * Sets {@code SO_MARK} of the socket of this process that is bound to that address and port, before it sends anything. Throws
     * {@link KernelException} if there is none, or if this process lacks CAP_NET_ADMIN.
     *
     * @param mark 1 to 4294967295
     */
    void mark(Transport transport, InetSocketAddress bound, long mark);
}
