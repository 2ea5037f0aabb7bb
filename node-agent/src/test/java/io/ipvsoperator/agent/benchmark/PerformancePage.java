package io.ipvsoperator.agent.benchmark;

import io.ipvsoperator.agent.benchmark.Options.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page that tells the figures. Between two marks a part's section is what the benchmark wrote last. */
final class PerformancePage {
    private final Path page;

    PerformancePage(Path directory) {
        this.page = directory.resolve("performance.md");
    }

    void replace(Part part, String section) throws IOException {
        String begin = "<!-- %s: written by bench-failover -->%n".formatted(part.label());
        String end = "<!-- end of %s -->".formatted(part.label());
        String text = Files.readString(page);
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalStateException("%s has no lines '%s' and '%s'".formatted(page, begin.strip(), end));
        }
        Files.writeString(page, text.substring(0, from + begin.length()) + "\n" + section + "\n" + text.substring(to));
    }
}
