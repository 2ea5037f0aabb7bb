package io.ipvsoperator.agent.plan;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The last view of the cluster on disk, so that a node that boots without an API server still knows its part.
 * The objects are kept as they came and are checked again when read: a newer agent reads an older one's file and the
 * other way round. Passwords lie in a file of their own that only the owner may read. Used by one thread.
 */
public final class PlanStore {
    static final String OBJECTS_FILE = "plan.json";
    static final String PASSWORDS_FILE = "passwords.json";

    private static final String RESOURCES = "resources";
    private static final String NAME = "name";
    private static final String GENERATION = "generation";
    private static final String SPEC = "spec";

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path directory;
    private final JsonMapper json = JsonMapper.builder().build();

    public PlanStore(Path directory) {
        this.directory = directory;
    }

    /** Each file is replaced as a whole or not at all, and is on the disk when this returns. */
    public void save(ClusterView view) throws IOException {
        Files.createDirectories(directory);
        replace(directory.resolve(PASSWORDS_FILE), json.writeValueAsBytes(view.passwords()));
        replace(directory.resolve(OBJECTS_FILE), json.writeValueAsBytes(contents(view)));
    }

    /** Unconfirmed, without versions; empty if nothing was saved yet. */
    public Optional<ClusterView> load() throws IOException {
        Optional<byte[]> objects = read(directory.resolve(OBJECTS_FILE));
        if (objects.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> passwords = Map.of();
        Optional<byte[]> secret = read(directory.resolve(PASSWORDS_FILE));
        if (secret.isPresent()) {
            passwords = json.readValue(secret.get(), new TypeReference<Map<String, String>>() {});
        }
        return Optional.of(new ClusterView(objects(json.readTree(objects.get())), Map.of(), passwords, false));
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    private void replace(Path file, byte[] content) throws IOException {
        Path next = directory.resolve(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
                next,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer remaining = ByteBuffer.wrap(content);
            while (remaining.hasRemaining()) {
                channel.write(remaining);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel rename = FileChannel.open(directory, StandardOpenOption.READ)) {
            rename.force(true);
        }
    }

    /** The file: one list per resource, by plural name, so that an unknown one can be passed over. */
    private static Map<String, Map<String, List<Map<String, Object>>>> contents(ClusterView view) {
        Map<String, List<Map<String, Object>>> resources = new TreeMap<>();
        view.objects()
                .forEach((kind, objects) -> resources.put(
                        kind.resource(),
                        objects.stream().map(PlanStore::content).toList()));
        return Map.of(RESOURCES, resources);
    }

    private static Map<String, Object> content(PublishedObject object) {
        return Map.of(NAME, object.name(), GENERATION, object.generation(), SPEC, new RawValue(object.spec()));
    }

    private static Map<ObjectKind, List<PublishedObject>> objects(JsonNode file) {
        Map<ObjectKind, List<PublishedObject>> objects = new EnumMap<>(ObjectKind.class);
        for (ObjectKind kind : ObjectKind.values()) {
            List<PublishedObject> ofKind = new ArrayList<>();
            for (JsonNode object : file.path(RESOURCES).path(kind.resource())) {
                ofKind.add(new PublishedObject(
                        object.path(NAME).asText(),
                        object.path(GENERATION).asLong(),
                        object.path(SPEC).isObject() ? object.path(SPEC).toString() : "{}"));
            }
            objects.put(kind, ofKind);
        }
        return objects;
    }
}
