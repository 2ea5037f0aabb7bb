package io.ipvsoperator.crds.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With {@code -Dcrds.regenerate=true} it writes what is generated first. */
class ManifestsTest {
    private static final Path MANIFESTS = Path.of("manifests");
    private static final Path PAGE = Path.of("../docs/api.md");
    private static final String STALE = " is stale; run: make manifests (mvn -pl crds test -Dcrds.regenerate=true)";

    private final Rules rules = Rules.ofDirectory(Path.of("rules"));
    private final Manifests manifests = new Manifests(Javadoc.ofSourcesUnder(Path.of("src/main/java")), rules);

    @Test
    void committed_manifests_are_what_the_classes_and_rules_make() throws IOException {
        SortedMap<String, String> generated = manifests.generate();
        if (Boolean.getBoolean("crds.regenerate")) {
            write(generated);
        }
        assertThat(committed()).as("crds/manifests" + STALE).isEqualTo(generated);
    }

    @Test
    void the_tables_in_the_documentation_are_those_of_the_manifests() throws IOException {
        var reference =
                new FieldReference(Manifests.schemasByKind(manifests.generate().values()));
        String page = reference.writtenInto(Files.readString(PAGE));
        if (Boolean.getBoolean("crds.regenerate")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).as("docs/api.md" + STALE).isEqualTo(page);
    }

    @Test
    void every_rule_belongs_to_a_type_or_is_used_by_one() {
        manifests.generate();
        assertThat(rules.unused()).isEmpty();
    }

    private static void write(SortedMap<String, String> files) throws IOException {
        Files.createDirectories(MANIFESTS);
        for (String stale : committed().keySet()) {
            Files.delete(MANIFESTS.resolve(stale));
        }
        for (var file : files.entrySet()) {
            Files.writeString(MANIFESTS.resolve(file.getKey()), file.getValue());
        }
    }

    private static SortedMap<String, String> committed() throws IOException {
        var files = new TreeMap<String, String>();
        try (Stream<Path> paths = Files.list(MANIFESTS)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return files;
    }
}
