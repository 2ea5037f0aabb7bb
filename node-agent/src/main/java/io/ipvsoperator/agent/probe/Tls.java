package io.ipvsoperator.agent.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS for probes. A backend is asked by its address, to which no certificate is issued; what is sent is no secret, and a wrong
 * answer costs no more than a wrong answer in the clear. So nothing is verified, as kubelet does for its probes.
 */
final class Tls {
    private Tls() {}

    /** Loaded, and its classes with it, by the first probe that needs it. */
    private static final class Factory {
        private static final SSLSocketFactory OF_ANYBODY = create();

        private static SSLSocketFactory create() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new Anybody()}, null);
                return context.getSocketFactory();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java runtime has no TLS", e);
            }
        }
    }

    /** After the handshake. Closing it closes the other one. */
    static Socket over(Socket connected, InetSocketAddress target, Optional<String> host) throws IOException {
        String address = target.getAddress().getHostAddress();
        SSLSocket socket = (SSLSocket) Factory.OF_ANYBODY.createSocket(connected, address, target.getPort(), true);
        Optional<SNIHostName> name = host.flatMap(Tls::serverName);
        if (name.isPresent()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(name.get()));
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }

    /** Addresses are no server names (RFC 6066 section 3), and a port is no part of one. */
    private static Optional<SNIHostName> serverName(String host) {
        String name = host.replaceFirst(":[0-9]+$", "");
        boolean address = name.contains(":") || name.matches("[0-9.]+");
        try {
            return address ? Optional.empty() : Optional.of(new SNIHostName(name));
        } catch (IllegalArgumentException noHostName) {
            return Optional.empty();
        }
    }

    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
