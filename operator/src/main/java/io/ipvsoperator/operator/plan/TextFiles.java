package io.ipvsoperator.operator.plan;

import io.ipvsoperator.operator.plan.problem.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Files as a command line names them. */
final class TextFiles {
    private TextFiles() {}

    /** @param file a path, or {@code -} for standard input */
    static String read(String file, InputStream standardInput) {
        try {
            return file.equals("-")
                    ? new String(standardInput.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (NoSuchFileException missing) {
            throw new BadInput(file + ": there is no such file; give the path of one, or - for standard input");
        } catch (IOException unreadable) {
            throw new BadInput(file + ": cannot be read: " + unreadable.getMessage());
        }
    }

    /** By name; of a directory, its YAML and JSON files in the order of their names. */
    static Map<String, String> readAll(String file, InputStream standardInput) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (file.equals("-") || !Files.isDirectory(Path.of(file))) {
            texts.put(file, read(file, standardInput));
            return texts;
        }
        try (Stream<Path> files = Files.list(Path.of(file))) {
            files.filter(each -> each.toString().matches(".*\\.(ya?ml|json)"))
                    .sorted()
                    .forEach(each -> texts.put(each.toString(), read(each.toString(), standardInput)));
        } catch (IOException unreadable) {
            throw new BadInput(file + ": cannot be read: " + unreadable.getMessage());
        }
        if (texts.isEmpty()) {
            throw new BadInput(file + ": the directory has no .yaml, .yml or .json file");
        }
        return texts;
    }
}
