package io.ipvsoperator.agent.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page that tells the figures. Between two marks a part's section is what its benchmark wrote last. */
public final class PerformancePage {
    private final Path page;

    public PerformancePage(Path directory) {
        this.page = directory.resolve("performance.md");
    }

    /**
     * @param part as the marks name it
     * @param benchmark the program that measures it
     */
    public void replace(String part, String benchmark, String section) throws IOException {
        String begin = "<!-- %s: written by %s -->%n".formatted(part, benchmark);
        String end = "<!-- end of %s -->".formatted(part);
        String text = Files.readString(page);
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalStateException("%s has no lines '%s' and '%s'".formatted(page, begin.strip(), end));
        }
        Files.writeString(page, text.substring(0, from + begin.length()) + "\n" + section + "\n" + text.substring(to));
    }
}
