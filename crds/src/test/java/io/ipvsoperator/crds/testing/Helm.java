package io.ipvsoperator.crds.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The helm that the variable HELM names, or else the one in PATH, on the cluster that KUBECONFIG names. */
public final class Helm {
    /** Of the chart ipvs-operator, as the modules' tests see it. */
    public static final String CHART = "../helm/ipvs-operator";

    private final String program = Optional.ofNullable(System.getenv("HELM")).orElse("helm");

    /** What it printed on standard output. Throws with what it printed elsewhere when it does not exit with 0. */
    public String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("helm", ".err");
        try {
            Process process = start(command, errors);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", command) + " exited with " + status + ": "
                        + Files.readString(errors) + output);
            }
            return output;
        } finally {
            Files.delete(errors);
        }
    }

    private static Process start(List<String> command, Path errors) {
        try {
            return new ProcessBuilder(command).redirectError(errors.toFile()).start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "can't run '" + command.getFirst() + "': put helm into PATH or its path into the variable HELM", e);
        }
    }
}
