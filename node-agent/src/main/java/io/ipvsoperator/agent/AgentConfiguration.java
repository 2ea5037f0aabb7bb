package io.ipvsoperator.agent;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says.
 *
 * @param nodeName name of this node, of its Director and of its RealServer
 * @param namespace of the operator: where the Leases and the agents' Secret are
 * @param stateDirectory survives the process and a reboot
 * @param healthPort of /healthz, /readyz and /metrics, on every address of the node
 * @param trackingDirectory of the host, mounted for programs that pools track
 */
public record AgentConfiguration(
        String nodeName, String namespace, Path stateDirectory, int healthPort, Optional<Path> trackingDirectory) {
    private static final String DEFAULT_STATE_DIRECTORY = "/var/lib/ipvs-operator";
    private static final String DEFAULT_HEALTH_PORT = "9478";

    public AgentConfiguration {
        if (healthPort < 0 || healthPort > 65535) {
            throw new IllegalArgumentException(
                    "HEALTH_PORT is " + healthPort + ", must be 0 to 65535 (0: any free port)");
        }
    }

    /** @throws IllegalArgumentException naming the variable and what it must hold */
    public static AgentConfiguration from(Map<String, String> environment) {
        return new AgentConfiguration(
                required(environment, "NODE_NAME", "the name of the Kubernetes node (downward API: spec.nodeName)"),
                required(environment, "POD_NAMESPACE", "the operator's namespace (downward API: metadata.namespace)"),
                Path.of(environment.getOrDefault("STATE_DIRECTORY", DEFAULT_STATE_DIRECTORY)),
                port(environment.getOrDefault("HEALTH_PORT", DEFAULT_HEALTH_PORT)),
                Optional.ofNullable(environment.get("TRACKING_DIRECTORY"))
                        .filter(given -> !given.isEmpty())
                        .map(Path::of));
    }

    private static String required(Map<String, String> environment, String variable, String meaning) {
        String value = environment.getOrDefault(variable, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException(variable + " is not set; it must hold " + meaning);
        }
        return value;
    }

    private static int port(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("HEALTH_PORT is '" + value + "', must be a port number", notANumber);
        }
    }
}
