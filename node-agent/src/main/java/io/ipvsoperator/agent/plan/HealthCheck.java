package io.ipvsoperator.agent.plan;

import io.ipvsoperator.agent.probe.Cadence;
import io.ipvsoperator.agent.probe.DataPath;
import io.ipvsoperator.agent.probe.Probe;
import io.ipvsoperator.netlink.ipvs.AddressFamily;
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
 * @param path where the question goes
 */
public record HealthCheck(
        Question question, Cadence cadence, int panicThreshold, Optional<Quorum> quorum, String namespace, Path path) {

    /** One that asks destinations at their own addresses. */
    public HealthCheck(
            Question question, Cadence cadence, int panicThreshold, Optional<Quorum> quorum, String namespace) {
        this(question, cadence, panicThreshold, quorum, namespace, Path.REAL_ADDRESS);
    }

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

    /** Where a question goes. */
    public enum Path {
        /** To the destination's own address. */
        REAL_ADDRESS,
        /** To the virtual addresses, through IPVS to that destination. An echo does not go there: IPVS forwards none. */
        DATA_PATH
    }

    public boolean isByDataPath() {
        return path == Path.DATA_PATH;
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

    /** What is asked of one of its destinations. */
    public Probe of(TablePlan table, TablePlan.Destination destination) {
        InetAddress address = destination.address();
        int ownPort = table.firstPortOf(destination);
        return switch (path) {
            case REAL_ADDRESS ->
                ofPort(address, ownPort).<Probe>map(asked -> asked).orElseGet(() -> new Probe.Echo(address));
            case DATA_PATH ->
                new Probe.ByDataPath(
                        new DataPath(table.name(), address),
                        table.addressesOf(AddressFamily.of(address)).stream()
                                .flatMap(virtual -> ofPort(virtual, ownPort).stream())
                                .toList());
        };
    }

    /** Empty for an echo, which is of no port. */
    private Optional<Probe.PortQuestion> ofPort(InetAddress destination, int ownPort) {
        return switch (question) {
            case Question.Tcp(OptionalInt port) -> Optional.of(new Probe.TcpConnect(at(destination, port, ownPort)));
            case Question.Http http ->
                Optional.of(new Probe.HttpGet(
                        at(destination, http.port(), ownPort),
                        http.scheme(),
                        http.host(),
                        http.path(),
                        http.expected(),
                        http.bodyContains()));
            case Question.Udp udp ->
                Optional.of(
                        new Probe.Datagram(at(destination, udp.port(), ownPort), udp.payload(), udp.answerPrefix()));
            case Question.Dns dns ->
                Optional.of(new Probe.DnsQuestion(at(destination, dns.port(), ownPort), dns.name(), dns.type()));
            case Question.Icmp() -> Optional.empty();
        };
    }

    private static InetSocketAddress at(InetAddress destination, OptionalInt port, int ownPort) {
        return new InetSocketAddress(destination, port.orElse(ownPort));
    }
}
