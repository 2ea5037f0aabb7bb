package io.ipvsoperator.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ipvsoperator.crds.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files under objects. The first line of an invalid-*.yaml names the expected message. Where a file holds two
 * documents the first is accepted, and the second is a change of it: of its status, where that stands there.
 */
class RulesApiServerIT {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private static final Path OBJECTS = Path.of("src/test/resources/objects");
    private static final String REJECTED = "# Rejected: ";

    static Stream<String> valid() throws IOException {
        return filesNamed("valid-");
    }

    static Stream<String> invalid() throws IOException {
        return filesNamed("invalid-");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void accepts(String file) throws IOException {
        List<GenericKubernetesResource> documents = documentsOf(file);
        if (documents.size() == 1) {
            assertThat(SERVER.client().resource(documents.getFirst()).dryRun().create())
                    .isNotNull();
        } else {
            assertChangeAccepted(documents.getFirst(), documents.getLast());
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void rejects(String file) throws IOException {
        String message = Files.readAllLines(OBJECTS.resolve(file)).getFirst();
        assertThat(message).startsWith(REJECTED);
        List<GenericKubernetesResource> documents = documentsOf(file);
        if (documents.size() == 1) {
            assertRejected(
                    message,
                    () -> SERVER.client()
                            .resource(documents.getFirst())
                            .dryRun()
                            .create());
        } else {
            assertChangeRejected(message, documents.getFirst(), documents.getLast());
        }
    }

    private static void assertChangeAccepted(GenericKubernetesResource before, GenericKubernetesResource after) {
        SERVER.client().resource(before).serverSideApply();
        try {
            assertThat(SERVER.applyChange(after)).isNotNull();
        } finally {
            SERVER.client().resource(before).delete();
        }
    }

    private static void assertChangeRejected(
            String message, GenericKubernetesResource before, GenericKubernetesResource after) {
        SERVER.client().resource(before).serverSideApply();
        try {
            assertRejected(message, () -> SERVER.applyChange(after));
        } finally {
            SERVER.client().resource(before).delete();
        }
    }

    private static void assertRejected(String message, Runnable request) {
        assertThatThrownBy(request::run)
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(message.substring(REJECTED.length()));
    }

    private static List<GenericKubernetesResource> documentsOf(String file) throws IOException {
        return Arrays.stream(Files.readString(OBJECTS.resolve(file)).split("\n---\n", -1))
                .map(document -> SERVER.client()
                        .getKubernetesSerialization()
                        .unmarshal(document, GenericKubernetesResource.class))
                .toList();
    }

    private static Stream<String> filesNamed(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(OBJECTS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
