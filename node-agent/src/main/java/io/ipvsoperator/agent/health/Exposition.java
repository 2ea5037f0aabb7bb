package io.ipvsoperator.agent.health;

/**
 * Text format 0.0.4 of Prometheus, just as much of it as a node-agent has to say. One page, one thread. A metrics library
 * would cost the agent more memory than all that it measures.
 */
public final class Exposition {
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder page = new StringBuilder(4096);

    /**
     * Begins a metric.
     *
     * @param type {@code counter}, {@code gauge} or {@code histogram}
     */
    public Exposition metric(String name, String type, String help) {
        page.append("# HELP ").append(name).append(' ').append(help).append('\n');
        page.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /** @param labels names and values in turn */
    public Exposition sample(String name, long value, String... labels) {
        return line(name, String.valueOf(value), labels);
    }

    /** @param labels names and values in turn */
    public Exposition sample(String name, double value, String... labels) {
        return line(name, String.valueOf(value), labels);
    }

    public String page() {
        return page.toString();
    }

    private Exposition line(String name, String value, String... labels) {
        page.append(name);
        if (labels.length > 0) {
            page.append('{');
            for (int i = 0; i < labels.length; i += 2) {
                page.append(i == 0 ? "" : ",").append(labels[i]).append("=\"");
                page.append(escaped(labels[i + 1])).append('"');
            }
            page.append('}');
        }
        page.append(' ').append(value).append('\n');
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
