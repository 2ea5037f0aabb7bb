package io.ipvsoperator.agent.tracking;

import java.net.InetSocketAddress;
import java.util.List;

/** What a check asks. */
public sealed interface Probe {

    /** A GET over HTTP/1.1; the status of the answer counts. */
    record HttpGet(InetSocketAddress target, String path, List<Statuses> expected) implements Probe {
        public HttpGet {
            expected = List.copyOf(expected);
        }

        boolean expects(int status) {
            return expected.stream().anyMatch(range -> range.first() <= status && status <= range.last());
        }
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
    record TcpConnect(InetSocketAddress target) implements Probe {}

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
}
