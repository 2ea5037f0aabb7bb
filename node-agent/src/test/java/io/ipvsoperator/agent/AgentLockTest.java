package io.ipvsoperator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.agent.testing.Programs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLockTest {
    @TempDir
    Path directory;

    @Test
    void a_second_agent_on_the_node_is_told_so() throws IOException {
        try (AgentLock _ = AgentLock.take(directory)) {
            assertThatThrownBy(() -> AgentLock.take(directory))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another node-agent runs on this node")
                    .hasMessageContaining("DaemonSet");
        }
    }

    @Test
    void the_next_agent_may_run_when_the_first_has_ended() throws IOException {
        AgentLock.take(directory).close();
        assertThatCode(() -> AgentLock.take(directory).close()).doesNotThrowAnyException();
    }

    @Test
    void an_agent_that_was_killed_leaves_none_locked_out() throws IOException {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        OtherAgent.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("has the lock");
            assertThatThrownBy(() -> AgentLock.take(directory)).hasMessageContaining("another node-agent");
        } finally {
            other.destroyForcibly();
            Programs.end(other);
        }
        assertThatCode(() -> AgentLock.take(directory).close()).doesNotThrowAnyException();
    }

    /** Has the lock until it is killed. */
    static final class OtherAgent {
        private OtherAgent() {}

        public static void main(String[] arguments) throws IOException {
            try (AgentLock _ = AgentLock.take(Path.of(arguments[0]))) {
                System.out.println("has the lock");
                while (System.in.read() >= 0) {
                    // Until the end of its input.
                }
            }
        }
    }
}
