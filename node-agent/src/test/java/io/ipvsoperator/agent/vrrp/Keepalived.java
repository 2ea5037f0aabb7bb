package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The real keepalived in a network namespace, with one virtual router of VRID 33 on eth1. */
final class Keepalived implements AutoCloseable {
    private final Path directory;
    private final Process process;

    private Keepalived(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /**
     * @param instance further lines of vrrp_instance, such as priority and version
     */
    static Keepalived start(String namespace, String instance) {
        try {
            Path directory = Files.createTempDirectory("keepalived");
            Path configuration = directory.resolve("keepalived.conf");
            Files.writeString(configuration, """
                    global_defs {
                      router_id test
                    }
                    vrrp_instance edge {
                      state BACKUP
                      interface eth1
                      virtual_router_id 33
                      advert_int 1
                      %s
                      virtual_ipaddress {
                        172.28.128.200/32
                      }
                    }
                    """.formatted(instance));
            Process process = new ProcessBuilder(
                            "ip",
                            "netns",
                            "exec",
                            namespace,
                            "keepalived",
                            "--dont-fork",
                            "--vrrp",
                            "--log-console",
                            "--use-file=" + configuration,
                            "--pid=" + directory.resolve("pid"),
                            "--vrrp_pid=" + directory.resolve("vrrp-pid"))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            return new Keepalived(directory, process);
        } catch (IOException e) {
            throw new UncheckedIOException("keepalived cannot be started; apt-get install keepalived", e);
        }
    }

    /** Whether it has the virtual address on its interface. */
    static boolean owns(String namespace) {
        return Programs.run("ip", "-n", namespace, "-4", "-o", "addr", "show", "dev", "eth1")
                .contains("172.28.128.200/");
    }

    String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As on a reboot: it resigns. */
    void terminate() {
        process.destroy();
        await();
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
