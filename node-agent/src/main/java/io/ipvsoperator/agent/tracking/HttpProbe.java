package io.ipvsoperator.agent.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A GET of which only the status line is read (RFC 9112 section 4). By a plain socket: every read has a deadline, so that a
 * server that sends a byte now and then gets no more time than one that is silent.
 */
final class HttpProbe {
    private static final int LONGEST_STATUS_LINE = 1024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");

    private HttpProbe() {}

    static Outcome run(Probe.HttpGet get, Duration timeout) {
        String server = TcpProbe.named(get.target());
        Patience patience = new Patience(timeout);
        try (Socket socket = new Socket()) {
            socket.connect(get.target(), patience.remainingMillis());
            socket.getOutputStream().write(request(get.path(), server));
            return judge(get, server, statusLine(socket, patience));
        } catch (SocketTimeoutException late) {
            return new Outcome.Failure(server + ": " + patience.exhausted());
        } catch (IOException refused) {
            return new Outcome.Failure(server + ": " + refused.getMessage());
        }
    }

    private static byte[] request(String path, String server) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + server
                        + "\r\nUser-Agent: ipvs-operator\r\nAccept: */*\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String statusLine(Socket socket, Patience patience) throws IOException {
        InputStream answer = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        int next;
        do {
            socket.setSoTimeout(patience.remainingMillis());
            next = answer.read();
            if (next >= 0 && next != '\n') {
                line.append((char) next);
            }
        } while (next >= 0 && next != '\n' && line.length() < LONGEST_STATUS_LINE);
        return line.toString().stripTrailing();
    }

    private static Outcome judge(Probe.HttpGet get, String server, String line) {
        Matcher matcher = STATUS_LINE.matcher(line);
        if (!matcher.matches()) {
            return new Outcome.Failure(
                    server + ": " + (line.isEmpty() ? "closed without an answer" : "answers no HTTP/1.1"));
        }
        int status = Integer.parseInt(matcher.group(1));
        if (get.expects(status)) {
            return new Outcome.Success();
        }
        String expected = get.expected().stream().map(Probe.Statuses::toString).collect(Collectors.joining(", "));
        return new Outcome.Failure(server + get.path() + ": status " + status + ", expected " + expected);
    }
}
