package io.ipvsoperator.agent.probe;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A GET of which the status line is read (RFC 9112 section 4), and the body only if something is expected there. By a plain
 * socket: every read has a deadline, so that a server that sends a byte now and then gets no more time than one that is silent.
 */
final class HttpProbe {
    private static final int LONGEST_LINE = 1024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");

    private HttpProbe() {}

    static Outcome run(Probe.HttpGet get, Way way, Duration timeout) {
        String server = TcpProbe.named(get.target());
        Patience patience = new Patience(timeout);
        try (Socket socket = new PatientSocket(patience)) {
            way.prepare(socket);
            socket.connect(get.target(), patience.remainingMillis());
            try (Socket talking = dressed(socket, get)) {
                talking.getOutputStream().write(request(get, server));
                return judge(get, server, new AnswerReader(talking.getInputStream()));
            }
        } catch (SocketTimeoutException late) {
            return new Outcome.Silence(server + ": " + patience.exhausted());
        } catch (NoWayException own) {
            return new Outcome.NoVerdict(String.valueOf(own.getMessage()));
        } catch (IOException refused) {
            return new Outcome.Failure(server + ": " + refused.getMessage());
        }
    }

    private static Socket dressed(Socket socket, Probe.HttpGet get) throws IOException {
        return switch (get.scheme()) {
            case HTTP -> socket;
            case HTTPS -> Tls.over(socket, get.target(), get.host());
        };
    }

    /** With a body to be read by HTTP/1.0: it then comes as it is and not in chunks (RFC 9112 section 6.1). */
    private static byte[] request(Probe.HttpGet get, String server) {
        String version = get.bodyContains().isPresent() ? "HTTP/1.0" : "HTTP/1.1";
        return ("GET " + get.path() + " " + version + "\r\nHost: " + get.host().orElse(server)
                        + "\r\nUser-Agent: ipvs-operator\r\nAccept: */*\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Outcome judge(Probe.HttpGet get, String server, AnswerReader answer) throws IOException {
        String line = answer.line(LONGEST_LINE);
        Matcher matcher = STATUS_LINE.matcher(line);
        if (!matcher.matches()) {
            return new Outcome.Failure(
                    server + ": " + (line.isEmpty() ? "closed without an answer" : "answers no HTTP/1.1"));
        }
        int status = Integer.parseInt(matcher.group(1));
        if (!get.expects(status)) {
            String expected =
                    get.expected().stream().map(Probe.Statuses::toString).collect(Collectors.joining(", "));
            return new Outcome.Failure(server + get.path() + ": status " + status + ", expected " + expected);
        }
        Optional<String> missing =
                get.bodyContains().isPresent() ? missing(get.bodyContains().get(), answer) : Optional.empty();
        return missing.<Outcome>map(text -> new Outcome.Failure(server + get.path() + ": \"" + text
                        + "\" does not stand in the first " + AnswerReader.MOST_OF_A_BODY / 1024 + " KiB of the body"))
                .orElseGet(Outcome.Success::new);
    }

    private static Optional<String> missing(String text, AnswerReader answer) throws IOException {
        String header;
        do {
            header = answer.line(Integer.MAX_VALUE);
        } while (!header.isEmpty());
        return answer.bodyContains(text) ? Optional.empty() : Optional.of(text);
    }
}
