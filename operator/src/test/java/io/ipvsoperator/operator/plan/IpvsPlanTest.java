package io.ipvsoperator.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Command lines and what they print, as files: {@code plan/<case>/command} makes {@code out}, with the exit code and what goes to
 * standard error. With {@code -Dplan.regenerate=true} the answers are written anew; commit none that you can't explain.
 */
class IpvsPlanTest {
    private static final Path CASES = Path.of("src/test/resources/plan");

    @TestFactory
    Stream<DynamicTest> command_lines_print_what_stands_beside_them() throws IOException {
        try (Stream<Path> all = Files.list(CASES)) {
            List<Path> cases = all.filter(each -> Files.exists(each.resolve("command")))
                    .sorted()
                    .toList();
            return cases.stream()
                    .map(directory ->
                            DynamicTest.dynamicTest(directory.getFileName().toString(), () -> check(directory)));
        }
    }

    private static void check(Path directory) throws IOException {
        String command = Files.readString(directory.resolve("command")).strip();
        String answer = answer(command.split(" +"));
        Path expected = directory.resolve("out");
        if (Boolean.getBoolean("plan.regenerate")) {
            Files.writeString(expected, answer);
        }
        assertThat(answer).isEqualTo(Files.readString(expected));
    }

    private static String answer(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = IpvsPlan.run(new PrintWriter(out, true), new PrintWriter(errors, true), arguments);
        return "exit code " + code + "\n" + out + errors;
    }
}
