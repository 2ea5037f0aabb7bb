package io.ipvsoperator.agent.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads an answer, whatever pieces it comes in, and no more than a bounded beginning of it. */
final class AnswerReader {
    static final int MOST_OF_A_BODY = 16 * 1024;
    private static final int MOST_OF_A_HEAD = 16 * 1024;

    private final InputStream answer;
    private final byte[] buffer = new byte[1024];
    private int next;
    private int end;
    private int head;

    AnswerReader(InputStream answer) {
        this.answer = answer;
    }

    /**
     * Up to the next line break, which is not part of it; up to the end if there is none; no longer than that. Throws when all
     * lines together have more than 16 KiB: who sends so much in front of a body has sent too much.
     */
    String line(int longest) throws IOException {
        StringBuilder line = new StringBuilder();
        int read;
        do {
            read = read();
            if (++head > MOST_OF_A_HEAD) {
                throw new IOException("sends more than " + MOST_OF_A_HEAD / 1024 + " KiB in front of a body");
            }
            if (read >= 0 && read != '\n') {
                line.append((char) read);
            }
        } while (read >= 0 && read != '\n' && line.length() < longest);
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
            end = Math.max(0, answer.read(buffer));
            next = 0;
        }
        return next == end ? -1 : buffer[next++] & 0xff;
    }
}
