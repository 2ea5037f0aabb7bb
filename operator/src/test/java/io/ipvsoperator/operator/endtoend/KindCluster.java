package io.ipvsoperator.operator.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Nodes as containers, examples/kind. Their names are those of the nodes; the segment is the Docker network {@code kind}.
 */
final class KindCluster implements ClusterOfDirectors {
    private static final String NAME = "ipvs-operator";
    private static final String NETWORK = "kind";
    private static final String CLIENT = NAME + "-client";
    private static final int PORT = 8080;

    private final Commands commands;
    private final Path kubeconfig;
    private final Segment segment;

    private KindCluster(Commands commands, String subnet) {
        this.commands = commands;
        String addresses = DockerNetwork.endOf(subnet);
        kubeconfig = writeKubeconfig(commands);
        segment = new Segment(subnet, addresses, backends(), PORT);
    }

    static KindCluster open(Commands commands) {
        KindCluster kind = new KindCluster(commands, subnet(commands));
        try {
            kind.startClient();
            kind.startBackends();
            return kind;
        } catch (RuntimeException e) {
            kind.close();
            throw e;
        }
    }

    /** A file of its own: the user's current context stays what it is. */
    private static Path writeKubeconfig(Commands commands) {
        try {
            Path file = Files.createTempFile("kind", ".kubeconfig");
            Files.writeString(file, commands.run("kind", "get", "kubeconfig", "--name", NAME));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the kubeconfig of kind can't be written", e);
        }
    }

    private static String subnet(Commands commands) {
        String configuration =
                commands.run("docker", "network", "inspect", NETWORK, "--format", "{{json .IPAM.Config}}");
        JsonNode subnets = new KubernetesSerialization().unmarshal(configuration, JsonNode.class);
        return StreamSupport.stream(subnets.spliterator(), false)
                .map(entry -> entry.path("Subnet").asText())
                .filter(network -> !network.contains(":"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Docker network " + NETWORK + " has no IPv4 subnet but the suite needs one: " + configuration));
    }

    /** From the image of the nodes, which is there and has curl. */
    private void startClient() {
        String image = commands.run("docker", "inspect", "--format", "{{.Image}}", NAME + "-control-plane")
                .strip();
        commands.run(
                "docker",
                "run",
                "--detach",
                "--name",
                CLIENT,
                "--network",
                NETWORK,
                "--entrypoint",
                "sleep",
                image,
                "infinity");
    }

    private void startBackends() {
        webServers().forEach(manifest -> kubectl(manifest.json(), List.of("apply", "--filename", "-")));
        kubectl("", List.of("rollout", "status", "deployment/web", "--timeout=300s"));
    }

    private List<String> backends() {
        String addresses = kubectl(
                "",
                List.of(
                        "get",
                        "nodes",
                        "--selector=role=backend",
                        "--output=jsonpath={.items[*].status.addresses[?(@.type==\"InternalIP\")].address}"));
        return List.of(addresses.strip().split(" ", -1));
    }

    private static List<Manifest> webServers() {
        return Manifest.examples("kind/web.yaml").stream()
                .filter(manifest -> !manifest.kind().equals("VirtualService"))
                .toList();
    }

    @Override
    public Segment segment() {
        return segment;
    }

    @Override
    public String kubectl(String input, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig.toString()));
        command.addAll(arguments);
        return commands.run(input, command);
    }

    @Override
    public String onNode(String node, List<String> command) {
        List<String> words = new ArrayList<>(List.of("docker", "exec", node));
        words.addAll(command);
        return commands.run("", words);
    }

    @Override
    public String onClient(List<String> command) {
        return onNode(CLIENT, command);
    }

    /** With SIGKILL the container's network goes too. */
    @Override
    public void powerOff(String node) {
        commands.run("docker", "kill", node);
    }

    @Override
    public void powerOn(String node) {
        commands.run("docker", "start", node);
    }

    @Override
    public void close() {
        commands.run("docker", "rm", "--force", CLIENT);
        webServers()
                .forEach(manifest ->
                        kubectl(manifest.json(), List.of("delete", "--ignore-not-found", "--filename", "-")));
        try {
            Files.deleteIfExists(kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(kubeconfig + " can't be deleted", e);
        }
    }
}
