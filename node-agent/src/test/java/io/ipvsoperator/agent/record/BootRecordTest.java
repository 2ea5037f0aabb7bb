package io.ipvsoperator.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootRecordTest {
    @TempDir
    Path directory;

    private BootRecord record(String bootId) {
        return new BootRecord(directory.resolve("state/record"), bootId);
    }

    @Test
    void holds_nothing_before_it_is_written() {
        assertThat(record("a").load()).isEmpty();
    }

    @Test
    void holds_its_lines_over_a_restart() {
        record("a").save(List.of("one", "two"));
        assertThat(record("a").load()).containsExactly("one", "two");
    }

    @Test
    void holds_nothing_after_a_reboot() {
        record("a").save(List.of("one"));
        assertThat(record("b").load()).isEmpty();
    }
}
