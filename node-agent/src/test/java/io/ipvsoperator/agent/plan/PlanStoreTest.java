package io.ipvsoperator.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanStoreTest {
    @TempDir
    private Path directory = Path.of("unset");

    private PlanStore store = new PlanStore(directory);
    private final ClusterView view = new PublishedObjects()
            .and(ObjectKind.VIRTUAL_ROUTER, "edge-33-v4", PublishedObjects.router())
            .and(ObjectKind.FORWARDING_TABLE, "vs-1", PublishedObjects.table())
            .withPassword("edge", "netology_secret")
            .confirmed();

    @BeforeEach
    void openStore() {
        store = new PlanStore(directory.resolve("state"));
    }

    @Test
    void there_is_no_plan_before_one_was_saved() throws IOException {
        assertThat(store.load()).isEmpty();
    }

    @Test
    void what_was_saved_is_read_again_as_unconfirmed() throws IOException {
        store.save(view);
        ClusterView loaded = store.load().orElseThrow();
        assertThat(loaded.of(ObjectKind.VIRTUAL_ROUTER)).isEqualTo(view.of(ObjectKind.VIRTUAL_ROUTER));
        assertThat(loaded.of(ObjectKind.FORWARDING_TABLE)).isEqualTo(view.of(ObjectKind.FORWARDING_TABLE));
        assertThat(loaded.passwords()).isEqualTo(view.passwords());
        assertThat(loaded.confirmed()).isFalse();
        assertThat(loaded.versions()).isEmpty();
    }

    @Test
    void the_last_one_saved_counts() throws IOException {
        store.save(view);
        store.save(ClusterView.empty());
        assertThat(store.load().orElseThrow().of(ObjectKind.VIRTUAL_ROUTER)).isEmpty();
    }

    @Test
    void passwords_lie_in_a_file_of_their_own_that_only_the_owner_reads() throws IOException {
        store.save(view);
        Path passwords = directory.resolve("state").resolve(PlanStore.PASSWORDS_FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwords)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(directory.resolve("state").resolve(PlanStore.OBJECTS_FILE)))
                .doesNotContain("netology");
    }

    @Test
    void a_file_that_a_newer_agent_wrote_is_read_as_far_as_it_is_understood() throws IOException {
        Files.createDirectories(directory.resolve("state"));
        Files.writeString(directory.resolve("state").resolve(PlanStore.OBJECTS_FILE), """
                {"format": 7, "resources": {
                  "somethingnew": [{"name": "x", "spec": {}}],
                  "virtualrouters": [{"name": "edge-33-v4", "colour": "green", "spec": {"pool": "edge"}}]}}
                """);
        assertThat(store.load().orElseThrow().of(ObjectKind.VIRTUAL_ROUTER))
                .containsExactly(new PublishedObject("edge-33-v4", 0, "{\"pool\":\"edge\"}"));
    }

    @Test
    void a_file_that_is_no_plan_is_said_to_be_none() throws IOException {
        Files.createDirectories(directory.resolve("state"));
        Files.writeString(directory.resolve("state").resolve(PlanStore.OBJECTS_FILE), "{\"resour");
        assertThatThrownBy(store::load).isInstanceOf(IOException.class);
    }
}
