package io.ipvsoperator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ipvsoperator.crds.testing.ApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users are told to apply. */
class ExamplesApiServerIT {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private static final Path EXAMPLES = Path.of("../examples");

    /** All but the configuration of kind, which is for kind. */
    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kind/cluster.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_API_server_takes(Path file) throws IOException {
        String namespace = SERVER.newNamespace();
        assertThat(objectsIn(file)).isNotEmpty().allSatisfy(object -> {
            if (object.getMetadata().getNamespace() != null) {
                object.getMetadata().setNamespace(namespace);
            }
            assertThat(SERVER.client().resource(object).dryRun().create()).isNotNull();
        });
    }

    private static List<HasMetadata> objectsIn(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return SERVER.client().load(content).items();
        }
    }
}
