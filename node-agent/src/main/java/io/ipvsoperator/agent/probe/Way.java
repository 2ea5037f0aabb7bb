package io.ipvsoperator.agent.probe;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Socket;

/** How the packets of a question leave this host. */
interface Way {
    /** As those of any program. */
    Way USUAL = new Way() {
        @Override
        public void prepare(Socket socket) {}

        @Override
        public DatagramSocket datagramSocket() throws IOException {
            return new DatagramSocket();
        }
    };

    /** To be called before it is connected. */
    void prepare(Socket socket) throws IOException;

    /** Not connected. */
    DatagramSocket datagramSocket() throws IOException;
}
