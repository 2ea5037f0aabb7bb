package io.ipvsoperator.agent.probe;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.SocketMarks;
import io.ipvsoperator.agent.kernel.SocketMarks.Transport;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * The way that IPVS gives to packets with a mark.
 *
 * @param source of this host: on the owner of a virtual address the kernel would send from that address itself
 */
record MarkedWay(SocketMarks marks, InetAddress source, long mark) implements Way {

    /**
     * It ends by a reset: IPVS forgets its connection within seconds and not minutes, and the port is free at once. The kernel
     * chooses ports for a bound socket without a look at whom it will connect to.
     */
    @Override
    public void prepare(Socket socket) throws NoWayException {
        try {
            socket.bind(new InetSocketAddress(source, 0));
            socket.setSoLinger(true, 0);
        } catch (IOException refused) {
            throw notBound(refused);
        }
        mark(Transport.TCP, new InetSocketAddress(source, socket.getLocalPort()));
    }

    @Override
    public DatagramSocket datagramSocket() throws NoWayException {
        DatagramSocket socket = boundSocket();
        try {
            mark(Transport.UDP, new InetSocketAddress(source, socket.getLocalPort()));
            return socket;
        } catch (NoWayException refused) {
            socket.close();
            throw refused;
        }
    }

    private DatagramSocket boundSocket() throws NoWayException {
        try {
            return new DatagramSocket(new InetSocketAddress(source, 0));
        } catch (IOException refused) {
            throw notBound(refused);
        }
    }

    private NoWayException notBound(IOException refused) {
        return new NoWayException(
                "a socket could not be bound to " + source.getHostAddress() + ": " + refused.getMessage(), refused);
    }

    private void mark(Transport transport, InetSocketAddress bound) throws NoWayException {
        try {
            marks.mark(transport, bound, mark);
        } catch (KernelException refused) {
            throw new NoWayException(String.valueOf(refused.getMessage()), refused);
        }
    }
}
