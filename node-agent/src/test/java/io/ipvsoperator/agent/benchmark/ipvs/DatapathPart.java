package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.benchmark.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a client gets directly and through a director, by turns, with the same load. All hosts share one processor of the guest. */
final class DatapathPart {
    private static final Duration OBSERVED = Duration.ofSeconds(5);

    private final Map<Way, Map<Load, List<Double>>> perSecond = new EnumMap<>(Way.class);

    /** How a request reaches the server. */
    enum Way {
        DIRECT("directly", 0),
        ONE_SERVICE("through a director with 1 service", 1),
        THOUSAND_SERVICES("through a director with 1,000 services", 1000);

        private final String label;
        private final int services;

        Way(String label, int services) {
            this.label = label;
            this.services = services;
        }

        String label() {
            return label;
        }

        int services() {
            return services;
        }
    }

    /** What the clients do. */
    enum Load {
        REQUESTS("keep-alive"),
        CONNECTIONS("close");

        private final String connection;

        Load(String connection) {
            this.connection = connection;
        }

        String connection() {
            return connection;
        }
    }

    static DatapathPart measure(IpvsOptions options) throws IOException {
        DatapathPart part = new DatapathPart();
        try (DatapathLab lab = new DatapathLab()) {
            for (int run = 0; run < options.runs(); run++) {
                for (Way way : Way.values()) {
                    lab.serve(way.services());
                    for (Load load : Load.values()) {
                        part.note(way, load, lab.perSecond(way == Way.DIRECT, load, OBSERVED));
                    }
                }
            }
        }
        return part;
    }

    private void note(Way way, Load load, double measured) {
        perSecond
                .computeIfAbsent(way, absent -> new EnumMap<>(Load.class))
                .computeIfAbsent(load, absent -> new ArrayList<>())
                .add(measured);
        Progress.say("%s, connections %s: %.0f a second".formatted(way.label(), load.connection(), measured));
    }

    double median(Way way, Load load) {
        List<Double> measured =
                new ArrayList<>(perSecond.getOrDefault(way, Map.of()).getOrDefault(load, List.of()));
        Collections.sort(measured);
        return measured.get(measured.size() / 2);
    }
}
