package io.ipvsoperator.agent.benchmark;

import io.ipvsoperator.agent.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where a measurement was taken, without which its figures say nothing. */
public final class Surroundings {
    private final String loadBefore;

    private Surroundings(String loadBefore) {
        this.loadBefore = loadBefore;
    }

    public static Surroundings before() throws IOException {
        return new Surroundings(load());
    }

    /** A line for the page. */
    public String after() throws IOException {
        return "%s, Linux %s, %d processors (%s), load average %s before and %s after; keepalived %s, OpenJDK %s."
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        System.getProperty("os.version"),
                        Runtime.getRuntime().availableProcessors(),
                        Programs.shell("sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1")
                                .strip(),
                        loadBefore,
                        load(),
                        Programs.shell("keepalived --version 2>&1 | sed -n 's/^Keepalived v\\([^ ]*\\).*/\\1/p'")
                                .strip(),
                        Runtime.version());
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0];
    }
}
