package io.ipvsoperator.agent.probe;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * A connection of which every read ends while there is patience, whoever reads: throws {@link SocketTimeoutException} when there
 * is none left. TLS reads a record in as many pieces as the other side cares to send it in, and asks nobody between them.
 */
final class PatientSocket extends Socket {
    private final Patience patience;

    PatientSocket(Patience patience) {
        this.patience = patience;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                setSoTimeout(patience.remainingMillis());
                return super.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                setSoTimeout(patience.remainingMillis());
                return super.read(into, offset, length);
            }
        };
    }
}
