package io.ipvsoperator.operator.endtoend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The cluster in a box, docs/lab.md. */
final class LabCluster implements ClusterOfDirectors {
    private static final String LAB =
            Path.of("../lab/lab").toAbsolutePath().normalize().toString();

    /** Between the addresses of the scenarios. */
    private static final List<String> ADDRESSES = IntStream.range(220, 220 + Segment.ADDRESSES)
            .mapToObj(number -> "172.28.128." + number)
            .toList();

    /** A real server outside of the cluster: no agent prepares it. */
    private static final String PLAIN_BACKEND = "nginx2";

    private final Commands commands;

    private LabCluster(Commands commands) {
        this.commands = commands;
    }

    static LabCluster open(Commands commands) {
        LabCluster lab = new LabCluster(commands);
        lab.lab("status");
        ADDRESSES.forEach(address -> lab.lab("real-server", PLAIN_BACKEND, "add", address));
        return lab;
    }

    @Override
    public Segment segment() {
        return new Segment(
                "172.28.128.0/24",
                ADDRESSES.getFirst() + "-" + ADDRESSES.getLast(),
                List.of("172.28.128.30", "172.28.128.40"),
                80);
    }

    @Override
    public String kubectl(String input, List<String> arguments) {
        return lab(input, "kubectl", arguments);
    }

    @Override
    public String onNode(String node, List<String> command) {
        return in(node, command);
    }

    @Override
    public String onClient(List<String> command) {
        return in("client", command);
    }

    @Override
    public void powerOff(String node) {
        lab("power-off", node);
    }

    @Override
    public void powerOn(String node) {
        lab("power-on", node);
    }

    @Override
    public void close() {
        ADDRESSES.forEach(address -> lab("real-server", PLAIN_BACKEND, "remove", address));
    }

    private String in(String host, List<String> command) {
        List<String> arguments = new ArrayList<>(List.of(host));
        arguments.addAll(command);
        return lab("", "in", arguments);
    }

    private String lab(String command, String... arguments) {
        return lab("", command, List.of(arguments));
    }

    private String lab(String input, String command, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(LAB, command));
        words.addAll(arguments);
        return commands.run(input, words);
    }
}
