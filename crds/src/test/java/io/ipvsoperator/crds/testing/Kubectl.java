package io.ipvsoperator.crds.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kubectl that the variable KUBECTL names, or else the one in PATH, on the cluster that KUBECONFIG names. */
public final class Kubectl {
    private final String program = Optional.ofNullable(System.getenv("KUBECTL")).orElse("kubectl");

    /** What it printed. Throws with that when it does not exit with 0. */
    public String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        Process process = start(command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", command) + " exited with " + status + ": " + output);
        }
        return output;
    }

    private Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "can't run '" + program + "': put kubectl into PATH or its path into the variable KUBECTL", e);
        }
    }
}
