package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.benchmark.PerformancePage;
import io.ipvsoperator.agent.benchmark.Surroundings;
import io.ipvsoperator.agent.benchmark.ipvs.IpvsOptions.Part;
import java.io.IOException;

/** Measures part after part, shows each as a table, and writes it into the page if one is named. */
public final class IpvsBenchmark {
    /** Whoever starts the benchmark knows it; in a guest it does not show. */
    private static final String HOST = System.getProperty("benchmark.host", "this kernel");

    private final IpvsOptions options;

    private IpvsBenchmark(IpvsOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException {
        IpvsBenchmark benchmark;
        try {
            benchmark = new IpvsBenchmark(IpvsOptions.of(arguments));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        for (Part part : Part.values()) {
            if (benchmark.options.parts().contains(part)) {
                benchmark.run(part);
            }
        }
    }

    private void run(Part part) throws IOException {
        Surroundings surroundings = Surroundings.before();
        String table = switch (part) {
            case PROGRAMMING -> IpvsTables.programming(ProgrammingPart.measure(options));
            case MEMORY -> IpvsTables.memory(MemoryPart.measure());
            case DATAPATH -> IpvsTables.datapath(DatapathPart.measure(options));
        };
        String section = table + "\nMeasured " + surroundings.after() + " The guest runs on " + HOST + ".\n";
        System.out.println("\n" + section);
        if (options.report().isPresent()) {
            new PerformancePage(options.report().get()).replace(part.label(), "bench-ipvs", section);
        }
    }
}
