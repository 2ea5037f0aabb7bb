package io.ipvsoperator.agent.plan;

import io.ipvsoperator.agent.probe.Cadence;
import io.ipvsoperator.agent.probe.Probe;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the destinations of a table must answer to keep their weights.
 *
 * @param panicThreshold percent of the destinations; while more fail, those that were used before are used on
 * @param quorum when the fallbacks take over; empty: never
 * @param namespace of the object that the table was compiled from: what hangs there holds up no check of another
 */
public record HealthCheck(
        Question question, Cadence cadence, int panicThreshold, Optional<Quorum> quorum, String namespace) {

    /** A check of a table without fallbacks. */
    public HealthCheck(Question question, Cadence cadence, int panicThreshold, String namespace) {
        this(question, cadence, panicThreshold, Optional.empty(), namespace);
    }

    /**
     * How many destinations of a family must be up.
     *
     * @param hysteresis with fewer than minimum less this the fallback takes over, with minimum and this it gives back
     */
    public record Quorum(int minimum, int hysteresis) {
        public Quorum {
            if (hysteresis < 0 || hysteresis >= minimum) {
                throw new IllegalArgumentException(
                        "hysteresis is " + hysteresis + " but must be from 0 to less than minimum, " + minimum);
            }
        }
    }

    /** What every destination is asked. Where no port is given it is the destination's own. */
    public sealed interface Question {
        record Tcp(OptionalInt port) implements Question {}

        record Http(
                Probe.Scheme scheme,
                Optional<String> host,
                OptionalInt port,
                String path,
                List<Probe.Statuses> expected,
                Optional<String> bodyContains)
                implements Question {
            public Http {
                expected = List.copyOf(expected);
            }
        }

        record Udp(OptionalInt port, Probe.Octets payload, Probe.Octets answerPrefix) implements Question {}

        record Dns(OptionalInt port, String name, Probe.DnsType type) implements Question {}

        record Icmp() implements Question {}
    }

    /** @param ownPort of the destination */
    public Probe of(InetAddress destination, int ownPort) {
        return switch (question) {
            case Question.Tcp(OptionalInt port) -> new Probe.TcpConnect(at(destination, port, ownPort));
            case Question.Http http ->
                new Probe.HttpGet(
                        at(destination, http.port(), ownPort),
                        http.scheme(),
                        http.host(),
                        http.path(),
                        http.expected(),
                        http.bodyContains());
            case Question.Udp udp ->
                new Probe.Datagram(at(destination, udp.port(), ownPort), udp.payload(), udp.answerPrefix());
            case Question.Dns dns ->
                new Probe.DnsQuestion(at(destination, dns.port(), ownPort), dns.name(), dns.type());
            case Question.Icmp() -> new Probe.Echo(destination);
        };
    }

    private static InetSocketAddress at(InetAddress destination, OptionalInt port, int ownPort) {
        return new InetSocketAddress(destination, port.orElse(ownPort));
    }
}
