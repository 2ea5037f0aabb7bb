package io.ipvsoperator.operator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Problems and answers as files: {@code placement/<case>/in-pool.yaml} and {@code in-units.yaml} make {@code out.yaml}. With
 * {@code -Dplacement.regenerate=true} the answers are written anew; commit none that you can't explain.
 */
class GoldenPlacementTest {
    private static final Path CASES = Path.of("src/test/resources/placement");
    private static final Set<String> FILES = Set.of("in-pool.yaml", "in-units.yaml", "out.yaml");
    private static final YAMLMapper YAML = new YAMLMapper();

    @TestFactory
    Stream<DynamicTest> cases_have_the_answer_that_stands_beside_them() {
        return directories()
                .map(directory ->
                        DynamicTest.dynamicTest(directory.getFileName().toString(), () -> check(directory)));
    }

    @Test
    void no_file_is_unused() {
        try (Stream<Path> files = Files.walk(CASES)) {
            List<Path> unused = files.filter(Files::isRegularFile)
                    .filter(file -> CASES.relativize(file).getNameCount() != 2
                            || !FILES.contains(file.getFileName().toString()))
                    .toList();
            assertThat(unused).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> directories() {
        try (Stream<Path> all = Files.list(CASES)) {
            return all.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Path directory) throws IOException {
        JsonNode pool = YAML.readTree(directory.resolve("in-pool.yaml").toFile());
        JsonNode units = YAML.readTree(directory.resolve("in-units.yaml").toFile());
        String answer = GoldenFormat.answer(GoldenFormat.problem(pool, units));
        Path expected = directory.resolve("out.yaml");
        if (Boolean.getBoolean("placement.regenerate")) {
            Files.writeString(expected, answer);
        }
        assertThat(answer).isEqualTo(Files.readString(expected));
    }
}
