package io.ipvsoperator.agent.benchmark;

import io.ipvsoperator.agent.benchmark.Options.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures part after part, shows each as a table, and writes it into the page if one is named. */
public final class FailoverBenchmark {
    private final Options options;

    private FailoverBenchmark(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        FailoverBenchmark benchmark;
        try {
            benchmark = new FailoverBenchmark(Options.of(arguments));
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

    private void run(Part part) throws IOException, InterruptedException {
        Surroundings surroundings = Surroundings.before();
        String table = switch (part) {
            case FAILOVER -> failover();
            case ANNOUNCEMENTS -> Tables.announcements(AnnouncementPart.measure(options));
            case RESOURCES -> Tables.resources(ResourcePart.measure(options));
            case LOAD -> Tables.load(LoadPart.measure(options), options.loadDuration());
        };
        String section = table + "\nMeasured " + surroundings.after() + "\n";
        System.out.println("\n" + section);
        if (options.report().isPresent()) {
            new PerformancePage(options.report().get()).replace(part.label(), "bench-failover", section);
        }
    }

    private String failover() throws IOException, InterruptedException {
        FailoverPart part = FailoverPart.measure(options);
        if (options.report().isPresent()) {
            Path directory = options.report().get().resolve("performance");
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("failover.svg"), FailoverPlot.of(part));
            Files.write(directory.resolve("failover.csv"), part.commaSeparated());
        }
        return Tables.failover(part);
    }
}
