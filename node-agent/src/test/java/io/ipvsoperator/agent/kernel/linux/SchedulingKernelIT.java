package io.ipvsoperator.agent.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.Scheduling;
import io.ipvsoperator.agent.kernel.Scheduling.Urgency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SchedulingKernelIT {
    private final Scheduling scheduling = new LinuxScheduling();

    @Test
    void a_thread_that_asks_runs_in_real_time_and_no_other() throws InterruptedException {
        assertThat(inAThread(() -> scheduling.runInRealTime(Urgency.ADVERTISING)))
                .contains("SCHED_RR", "priority: 50");
        assertThat(inAThread(() -> {})).contains("SCHED_OTHER");
    }

    @Test
    void who_sets_up_addresses_runs_in_real_time_behind_who_advertises() throws InterruptedException {
        assertThat(inAThread(() -> scheduling.runInRealTime(Urgency.ADDRESSES))).contains("SCHED_RR", "priority: 40");
    }

    @Test
    void a_favoured_process_passes_it_on_to_later_threads() throws InterruptedException {
        scheduling.favourProcess();
        AtomicReference<String> niceness = new AtomicReference<>("");
        Thread later = new Thread(() -> niceness.set(Program.run("nice")));
        later.start();
        later.join();
        assertThat(niceness.get().strip()).isEqualTo("-10");
    }

    @Test
    void the_collector_of_garbage_of_a_favoured_process_runs_in_real_time() {
        scheduling.favourProcess();
        String threads = Program.run(
                "ps",
                "-L",
                "-o",
                "comm=,class=,rtprio=",
                "-p",
                Long.toString(ProcessHandle.current().pid()));
        assertThat(threads.lines().filter(line -> line.startsWith("VM Thread")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .containsPattern("RR +45");
    }

    @Test
    void a_process_that_is_to_stay_in_memory_is_locked_there() throws IOException {
        assertThat(lockedKibibytes()).isZero();
        scheduling.stayInMemory();
        assertThat(lockedKibibytes()).isPositive();
    }

    private static long lockedKibibytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmLck:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_process_that_a_favoured_one_starts_can_be_made_ordinary() throws IOException {
        scheduling.favourProcess();
        Process started = new ProcessBuilder("sleep", "60").start();
        scheduling.treatAsOrdinary(started.pid());
        assertThat(Program.run("ps", "-o", "ni=", "-p", Long.toString(started.pid()))
                        .strip())
                .isEqualTo("0");
        started.destroyForcibly();
    }

    /** What chrt says of a thread after that. */
    private static String inAThread(Runnable before) throws InterruptedException {
        AtomicReference<String> said = new AtomicReference<>("");
        Thread thread = new Thread(() -> {
            before.run();
            said.set(Program.run("chrt", "--pid", ownNumber()));
        });
        thread.start();
        thread.join();
        return said.get();
    }

    private static String ownNumber() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/thread-self"))
                    .getFileName()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
