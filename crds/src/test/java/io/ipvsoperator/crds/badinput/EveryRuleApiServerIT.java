package io.ipvsoperator.crds.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ipvsoperator.crds.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each CEL rule of each kind has a case that it accepts and one that it rejects, among the objects and the wrong values. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRuleApiServerIT {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private static final ObjectMapper YAML = new YAMLMapper();
    private static final Path OBJECTS = Path.of("src/test/resources/objects");

    private final List<SchemaRule> rules = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    /** @param object with the defaults filled in */
    private record Taken(String kind, JsonNode object, boolean changed) {}

    private record Refused(String kind, String field, String message) {}

    @BeforeAll
    void tryAll() throws IOException {
        for (Path manifest : filesIn(Path.of("manifests"))) {
            rules.addAll(SchemaRule.of(YAML.readTree(manifest.toFile())));
        }
        for (Path file : filesIn(OBJECTS)) {
            List<GenericKubernetesResource> documents = Arrays.stream(
                            Files.readString(file).split("\n---\n", -1))
                    .map(text -> Objects.requireNonNull(YAML.convertValue(read(text), GenericKubernetesResource.class)))
                    .toList();
            tryDocuments(documents);
        }
        for (WrongValue wrong : WrongValue.in(Path.of("src/test/resources/bad-input.yaml"))) {
            tryDocuments(List.of(wrong.toResource()));
        }
    }

    @Test
    void every_rule_rejects_something() {
        assertThat(rules)
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(refused)
                        .as("an invalid-*.yaml for the rule of %s.%s: %s", rule.kind(), rule.path(), rule.rule())
                        .anyMatch(refusal ->
                                refusal.kind().equals(rule.kind()) && rule.said(refusal.field(), refusal.message())));
    }

    @Test
    void every_rule_accepts_something() {
        assertThat(rules)
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(taken)
                        .as("a valid-*.yaml for the rule of %s.%s: %s", rule.kind(), rule.path(), rule.rule())
                        .anyMatch(accepted(rule)));
    }

    private static Predicate<Taken> accepted(SchemaRule rule) {
        return candidate -> candidate.kind().equals(rule.kind())
                && (!rule.isAboutChanges() || candidate.changed())
                && rule.isAbout(candidate.object());
    }

    private void tryDocuments(List<GenericKubernetesResource> documents) {
        if (documents.size() == 1) {
            attempt(
                    documents.getFirst(),
                    false,
                    () -> SERVER.client()
                            .resource(documents.getFirst())
                            .dryRun()
                            .create());
            return;
        }
        SERVER.client().resource(documents.getFirst()).serverSideApply();
        try {
            attempt(documents.getLast(), true, () -> SERVER.applyChange(documents.getLast()));
        } finally {
            SERVER.client().resource(documents.getFirst()).delete();
        }
    }

    private void attempt(
            GenericKubernetesResource object, boolean changed, Supplier<GenericKubernetesResource> request) {
        try {
            taken.add(new Taken(object.getKind(), YAML.valueToTree(request.get()), changed));
        } catch (KubernetesClientException refusal) {
            for (StatusCause cause : refusal.getStatus().getDetails().getCauses()) {
                refused.add(new Refused(object.getKind(), cause.getField(), cause.getMessage()));
            }
        }
    }

    private static JsonNode read(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("no YAML: " + text, e);
        }
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
