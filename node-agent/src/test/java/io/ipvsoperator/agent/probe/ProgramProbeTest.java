package io.ipvsoperator.agent.probe;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramProbeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir
    Path root;

    private Path directory;

    private final List<Long> started = new ArrayList<>();

    @BeforeEach
    void mount() throws IOException {
        directory = Files.createDirectory(root.resolve("mounted"));
    }

    @Test
    void exit_status_0_is_a_success() {
        assertThat(shell("exit 0", PATIENCE)).isEqualTo(new Outcome.Success());
    }

    @Test
    void any_other_exit_status_is_a_failure_that_names_it() {
        assertThat(error(shell("exit 3", PATIENCE))).isEqualTo("/bin/sh: exit status 3");
    }

    @Test
    void a_program_that_is_not_there_is_a_failure() {
        assertThat(error(agent(PATIENCE, "/no/such/program"))).contains("/no/such/program");
    }

    @Test
    void a_program_that_takes_too_long_is_killed_even_if_it_ignores_sigterm() throws IOException {
        Path pid = root.resolve("pid");
        assertThat(error(shell("trap '' TERM; echo $$ > " + pid + "; while :; do :; done", SHORT)))
                .isEqualTo("/bin/sh: ran longer than 500 ms and was killed");
        eventually("it is dead", () -> isDead(pid));
    }

    @Test
    void its_children_are_killed_with_it() throws IOException {
        Path pid = root.resolve("pid");
        shell("sleep 1000 & echo $! > " + pid + "; wait", SHORT);
        eventually("the child is dead", () -> isDead(pid));
    }

    @Test
    void a_program_that_floods_its_output_is_held_up_by_nobody() {
        assertThat(shell("head -c 100000000 /dev/zero; head -c 10000000 /dev/zero >&2", PATIENCE))
                .isEqualTo(new Outcome.Success());
    }

    @Test
    void a_program_that_reads_gets_nothing() {
        assertThat(shell("test -z \"$(cat)\"", PATIENCE)).isEqualTo(new Outcome.Success());
    }

    @Test
    void arguments_are_given_as_they_are() {
        assertThat(agent(PATIENCE, "/bin/sh", "-c", "test \"$1\" = '$(id) ; *'", "sh", "$(id) ; *"))
                .isEqualTo(new Outcome.Success());
    }

    @Test
    void the_environment_is_empty_but_for_path() {
        assertThat(agent(
                        PATIENCE,
                        "/bin/sh",
                        "-c",
                        "test \"$(env | grep -v -e ^PATH= -e ^PWD= -e ^_= -e ^SHLVL=)\" = ''"))
                .isEqualTo(new Outcome.Success());
    }

    @Test
    void a_program_of_the_mounted_directory_is_run() throws IOException {
        install(directory.resolve("check"), "test \"$1\" = argument");
        assertThat(host("check", "argument")).isEqualTo(new Outcome.Success());
    }

    @Test
    void the_process_is_made_known_to_whoever_takes_the_agents_favour_from_it() throws IOException {
        Path number = directory.resolve("number");
        shell("echo $$ >" + number, PATIENCE);
        assertThat(started)
                .containsExactly(Long.parseLong(Files.readString(number).strip()));
    }

    @Test
    void without_a_mounted_directory_the_failure_names_the_charts_value() {
        Outcome outcome = new ProgramProbe(Optional.empty(), started::add)
                .run(new Probe.Program(List.of("check"), Probe.Location.HOST), PATIENCE);
        assertThat(error(outcome)).contains("agent.trackingDirectory");
    }

    @Test
    void a_program_outside_the_directory_is_not_run() throws IOException {
        install(root.resolve("outside"), "exit 0");
        assertThat(error(host("../outside"))).contains("not lie directly in");
    }

    @Test
    void a_link_out_of_the_directory_is_not_followed() throws IOException {
        Files.createSymbolicLink(directory.resolve("check"), Path.of("/bin/true"));
        assertThat(error(host("check"))).contains("not lie directly in");
    }

    @Test
    void a_program_in_a_directory_below_is_not_run() throws IOException {
        Files.createDirectory(directory.resolve("below"));
        install(directory.resolve("below/check"), "exit 0");
        assertThat(error(host("below/check"))).contains("not lie directly in");
    }

    @Test
    void a_directory_is_no_program() throws IOException {
        Files.createDirectory(directory.resolve("below"));
        assertThat(error(host("below"))).contains("no such file");
    }

    private static void install(Path program, String script) throws IOException {
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome host(String... command) {
        return new ProgramProbe(Optional.of(directory), started::add)
                .run(new Probe.Program(List.of(command), Probe.Location.HOST), PATIENCE);
    }

    private Outcome shell(String line, Duration timeout) {
        return agent(timeout, "/bin/sh", "-c", line);
    }

    private Outcome agent(Duration timeout, String... command) {
        return new ProgramProbe(Optional.empty(), started::add)
                .run(new Probe.Program(List.of(command), Probe.Location.AGENT), timeout);
    }

    private static boolean isDead(Path pidFile) {
        try {
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty() || isZombie(pid);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** Dead, and nobody has asked for its status yet. */
    private static boolean isZombie(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
        } catch (IOException gone) {
            return true;
        }
    }

    private static String error(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failure(String error) -> error;
            case Outcome.Silence(String error) -> error;
            case Outcome.Success success -> throw new AssertionError(success);
            case Outcome.NoVerdict none -> throw new AssertionError(none);
        };
    }
}
