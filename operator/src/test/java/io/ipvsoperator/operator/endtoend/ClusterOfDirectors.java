package io.ipvsoperator.operator.endtoend;

import java.util.List;

/**
 * A Kubernetes cluster on which the operator is installed: three nodes labelled {@code ipvs-operator.io/director=true},
 * two backends apart from them and a client, all on one segment.
 */
interface ClusterOfDirectors extends AutoCloseable {
    /** Names the cluster: {@code lab} or {@code kind}. */
    String PROPERTY = "cluster";

    /** The one that the system property {@value #PROPERTY} names. It has to be up, with the operator installed. */
    static ClusterOfDirectors open() {
        String name = System.getProperty(PROPERTY, "");
        return switch (name) {
            case "lab" -> LabCluster.open(new ChildProcesses());
            case "kind" -> KindCluster.open(new ChildProcesses());
            default ->
                throw new IllegalStateException("the system property " + PROPERTY + " is '" + name
                        + "' and must be lab or kind: lab/scenarios/run install suite, or make e2e-kind");
        };
    }

    Segment segment();

    /**
     * As administrator.
     *
     * @param input its standard input
     * @return what it wrote to standard output
     * @throws CommandFailed if it exits with another status than 0
     */
    String kubectl(String input, List<String> arguments);

    /**
     * Runs a command in the network of a node that has power.
     *
     * @return what it wrote to standard output
     * @throws CommandFailed if it exits with another status than 0
     */
    String onNode(String node, List<String> command);

    /**
     * Runs a command on the client.
     *
     * @return what it wrote to standard output
     * @throws CommandFailed if it exits with another status than 0
     */
    String onClient(List<String> command);

    /** Ends the node at once: nothing on it can say goodbye. The API server hears nothing of it. */
    void powerOff(String node);

    /** Starts it again. Its kubelet and its node-agent may take minutes more. */
    void powerOn(String node);

    /** Takes back what opening it changed. The cluster stays up. */
    @Override
    void close();
}
