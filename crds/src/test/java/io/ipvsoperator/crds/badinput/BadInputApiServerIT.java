package io.ipvsoperator.crds.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ipvsoperator.crds.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code -Dbad.input.regenerate=true} it writes what the API server says into the page first. */
class BadInputApiServerIT {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private static final Path VALUES = Path.of("src/test/resources/bad-input.yaml");
    private static final Path PAGE = Path.of("../docs/bad-input.md");

    /** What the API server adds where other causes kept it from looking at rules. */
    private static final String NOT_LOOKED_AT = "some validation rules were not checked";

    @Test
    void the_page_of_wrong_values_says_what_the_API_server_says() throws IOException {
        List<BadInputPage.Answer> answers = new ArrayList<>();
        for (WrongValue wrong : WrongValue.in(VALUES)) {
            answers.add(new BadInputPage.Answer(wrong, answerTo(wrong)));
        }
        assertThat(answers)
                .filteredOn(answer -> answer.messages().isEmpty())
                .extracting(BadInputPage.Answer::wrong)
                .as("values that the API server takes")
                .isEmpty();
        String page = new BadInputPage(answers).writtenInto(Files.readString(PAGE));
        if (Boolean.getBoolean("bad.input.regenerate")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/bad-input.md is stale; run: make bad-input")
                .isEqualTo(page);
    }

    @ParameterizedTest
    @CsvSource({"VipPool, vippools", "VirtualService, virtualservices", "Director, directors"})
    void every_field_that_people_write_has_a_wrong_value(String kind, String plural) throws IOException {
        Set<String> covered = WrongValue.in(VALUES).stream()
                .filter(wrong -> wrong.kind().equals(kind))
                .map(wrong -> wrong.field().inSchema())
                .collect(Collectors.toSet());
        JsonNode manifest =
                new YAMLMapper().readTree(Path.of("manifests", plural + ".yaml").toFile());
        JsonNode spec = manifest.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        assertThat(FieldPath.leavesOf("spec", spec)).isNotEmpty().isSubsetOf(covered);
    }

    /** One text for each cause; none when the object is taken. */
    private static List<String> answerTo(WrongValue wrong) {
        try {
            SERVER.client().resource(wrong.toResource()).dryRun().create();
            return List.of();
        } catch (KubernetesClientException refusal) {
            List<StatusCause> causes = refusal.getStatus().getDetails().getCauses();
            return causes.stream()
                    .filter(cause -> !String.valueOf(cause.getMessage()).contains(NOT_LOOKED_AT))
                    .map(cause -> cause.getField() + ": " + cause.getMessage())
                    .distinct()
                    .toList();
        }
    }
}
