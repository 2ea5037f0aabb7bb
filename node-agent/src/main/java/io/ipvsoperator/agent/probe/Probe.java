package io.ipvsoperator.agent.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What is asked. */
public sealed interface Probe {

    /** What is asked of a port by a socket of its own, so that it may take another way. */
    sealed interface PortQuestion extends Probe {
        InetSocketAddress target();
    }

    /**
     * A GET over HTTP/1.1; the status of the answer counts, and its body if something is expected there.
     *
     * @param host what the header says instead of the target; with TLS the server name as well, if it is a name
     * @param bodyContains text that must stand near the beginning of the body; empty: the body is not read
     */
    record HttpGet(
            InetSocketAddress target,
            Scheme scheme,
            Optional<String> host,
            String path,
            List<Statuses> expected,
            Optional<String> bodyContains)
            implements PortQuestion {
        public HttpGet {
            expected = List.copyOf(expected);
        }

        boolean expects(int status) {
            return expected.stream().anyMatch(range -> range.first() <= status && status <= range.last());
        }
    }

    /** How a GET travels. */
    enum Scheme {
        HTTP,
        /** Certificates are not verified: who is asked is known by its address. */
        HTTPS
    }

    /** A range, both ends included. */
    record Statuses(int first, int last) {
        public Statuses {
            if (first < 100 || last > 599 || first > last) {
                throw new IllegalArgumentException(
                        "statuses are " + first + "-" + last + ", must be an ascending range within 100-599");
            }
        }

        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + "-" + last;
        }
    }

    /** A connection that is closed once it is there. */
    record TcpConnect(InetSocketAddress target) implements PortQuestion {}

    /** A UDP datagram that must be answered by one that begins like that; by any, if the beginning is empty. */
    record Datagram(InetSocketAddress target, Octets payload, Octets answerPrefix) implements PortQuestion {}

    /**
     * A question by UDP that must be answered without an error.
     *
     * @param name with or without the root's dot
     */
    record DnsQuestion(InetSocketAddress target, String name, DnsType type) implements PortQuestion {}

    /**
     * Questions that go through IPVS to one destination of a table: all must be answered, one after the other in one run.
     *
     * @param questions of virtual addresses
     */
    record ByDataPath(DataPath path, List<PortQuestion> questions) implements Probe {
        public ByDataPath {
            questions = List.copyOf(questions);
        }
    }

    /** An ICMP or ICMPv6 echo. */
    record Echo(InetAddress target) implements Probe {}

    /** A program that succeeds by exit status 0. */
    record Program(List<String> command, Location location) implements Probe {
        public Program {
            command = List.copyOf(command);
            if (command.isEmpty()) {
                throw new IllegalArgumentException("the command is empty, must begin with a program");
            }
        }
    }

    /** Where a program lies. */
    enum Location {
        /** In this image, by its absolute path. */
        AGENT,
        /** Directly in the directory of the host that is mounted for that. */
        HOST
    }

    /** Bytes as a value, in hexadecimal digits. */
    record Octets(String digits) {
        /** Throws {@link IllegalArgumentException} if these are no pairs of digits. */
        public Octets {
            HexFormat.of().parseHex(digits);
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(digits);
        }
    }

    /** Types of records that may be asked for, RFC 1035 section 3.2.2 and RFC 3596. */
    enum DnsType {
        A(1),
        NS(2),
        CNAME(5),
        SOA(6),
        MX(15),
        TXT(16),
        AAAA(28);

        private final int code;

        DnsType(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }
}
