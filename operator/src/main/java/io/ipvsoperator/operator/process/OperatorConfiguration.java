package io.ipvsoperator.operator.process;

import java.util.List;
import java.util.Map;

/**
 * What the pod tells the operator.
 *
 * @param namespace of the operator: its own lease, the directors' leases and the VRRP passwords are there
 * @param identity as a candidate for leadership, unique among the operator's pods
 * @param healthPort of the probes; 0 takes any free one
 */
public record OperatorConfiguration(String namespace, String identity, int healthPort) {
    private static final String DEFAULT_HEALTH_PORT = "8080";
    private static final List<String> LOG_LEVELS = List.of("error", "warn", "info", "debug", "trace");

    public static OperatorConfiguration of(Map<String, String> environment) {
        return new OperatorConfiguration(
                required(environment, "POD_NAMESPACE", "the namespace that the operator runs in"),
                required(environment, "POD_NAME", "the name of the operator's pod"),
                port("HEALTH_PORT", environment.getOrDefault("HEALTH_PORT", DEFAULT_HEALTH_PORT)));
    }

    /**
     * The level below which nothing is logged. It has a variable of its own because Java tells every program of the pod on standard
     * error that it takes notice of JAVA_TOOL_OPTIONS.
     */
    public static String logLevel(Map<String, String> environment) {
        String level = environment.getOrDefault("LOG_LEVEL", "info");
        if (!LOG_LEVELS.contains(level)) {
            throw new IllegalArgumentException(
                    "environment variable LOG_LEVEL is " + level + " but must be one of " + LOG_LEVELS);
        }
        return level;
    }

    private static String required(Map<String, String> environment, String name, String meaning) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("environment variable " + name + " is not set; it must be " + meaning);
        }
        return value;
    }

    private static int port(String name, String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException(
                    "environment variable " + name + " is " + text + " but must be a port from 0 to 65535");
        }
        return Integer.parseInt(text);
    }
}
