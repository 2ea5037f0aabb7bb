package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The real keepalived in a network namespace: a parent that watches, and a child that speaks VRRP. */
final class Keepalived implements AutoCloseable {
    private static final Pattern ENTERING = Pattern.compile("Entering (\\w+) STATE");
    private static final Pattern ANNOUNCING =
            Pattern.compile("Sending (gratuitous ARP|unsolicited Neighbour Advert) on");

    private final String namespace;
    private final Path directory;
    private final Process process;

    private Keepalived(String namespace, Path directory, Process process) {
        this.namespace = namespace;
        this.directory = directory;
        this.process = process;
    }

    /** @param instances vrrp_instance blocks */
    static Keepalived start(String namespace, String instances) {
        try {
            Path directory = Files.createTempDirectory("keepalived");
            Path configuration = directory.resolve("keepalived.conf");
            Files.writeString(configuration, "global_defs {\nrouter_id test\n}\n" + instances);
            Process process = new ProcessBuilder(
                            "ip",
                            "netns",
                            "exec",
                            namespace,
                            "keepalived",
                            "--dont-fork",
                            "--dont-respawn",
                            "--vrrp",
                            "--log-console",
                            "--log-detail",
                            "--use-file=" + configuration,
                            "--pid=" + directory.resolve("pid"),
                            "--vrrp_pid=" + directory.resolve("vrrp-pid"))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            return new Keepalived(namespace, directory, process);
        } catch (IOException e) {
            throw new UncheckedIOException("keepalived cannot be started; apt-get install keepalived", e);
        }
    }

    /** Whether its interface has this address. */
    boolean owns(String address) {
        return Programs.run("ip", "-n", namespace, "-o", "addr", "show", "dev", "eth1")
                .contains(" " + address + "/");
    }

    /** As it says itself: BACKUP, MASTER, or none before the first. */
    String state() {
        return ENTERING.matcher(log()).results().map(line -> line.group(1)).reduce("none", (before, after) -> after);
    }

    /** How often it has announced an address. */
    long announcements() {
        return ANNOUNCING.matcher(log()).results().count();
    }

    String log() {
        return read("log");
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As on a reboot: it resigns. */
    void terminate() {
        process.destroy();
        await();
    }

    /** Without a word. The parent first stands still: it would ask its child to resign. */
    void kill() {
        signal("STOP", Long.toString(process.pid()));
        signal("KILL", read("vrrp-pid").strip());
        process.destroyForcibly();
        await();
    }

    /** Neither side of it runs for that long; its addresses stay. */
    void freeze(Duration time) throws InterruptedException {
        String child = read("vrrp-pid").strip();
        signal("STOP", child);
        // Not to wait for anything: the time is what the test is about.
        Thread.sleep(time);
        signal("CONT", child);
    }

    private static void signal(String name, String process) {
        Programs.run("kill", "-" + name, process);
    }

    private void await() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("keepalived does not end: " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }
}
