package io.ipvsoperator.agent.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads an answer while there is patience, whatever pieces it comes in: throws {@link SocketTimeoutException} when there is none
 * left. No more than a bounded beginning of it is read.
 */
final class PatientReader {
    static final int MOST_OF_A_BODY = 16 * 1024;
    /** A server that sends more than this in front of a body has sent too much. */
    private static final int MOST_OF_A_HEAD = 16 * 1024;

    private final Socket socket;
    private final InputStream answer;
    private final Patience patience;
    private final byte[] buffer = new byte[1024];
    private int next;
    private int end;
    private int total;

    PatientReader(Socket socket, Patience patience) throws IOException {
        this.socket = socket;
        this.answer = socket.getInputStream();
        this.patience = patience;
    }

    /** Up to the next line break, which is not part of it; up to the end if there is none; no longer than that. */
    String line(int longest) throws IOException {
        StringBuilder line = new StringBuilder();
        int read;
        do {
            read = read();
            if (read >= 0 && read != '\n') {
                line.append((char) read);
            }
        } while (read >= 0 && read != '\n' && line.length() < longest && total <= MOST_OF_A_HEAD);
        return line.toString().stripTrailing();
    }

    /** Whether the text, in UTF-8, stands in what comes next. Reads no further than needed. */
    boolean bodyContains(String text) throws IOException {
        byte[] sought = text.getBytes(StandardCharsets.UTF_8);
        byte[] window = new byte[sought.length];
        for (int count = 1; count <= MOST_OF_A_BODY; count++) {
            int read = read();
            if (read < 0) {
                return false;
            }
            System.arraycopy(window, 1, window, 0, window.length - 1);
            window[window.length - 1] = (byte) read;
            if (count >= sought.length && Arrays.equals(window, sought)) {
                return true;
            }
        }
        return false;
    }

    private int read() throws IOException {
        if (next == end) {
            socket.setSoTimeout(patience.remainingMillis());
            end = Math.max(0, answer.read(buffer));
            next = 0;
            total += end;
        }
        return next == end ? -1 : buffer[next++] & 0xff;
    }
}
