package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.kernel.Sysctls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files under /proc/sys. Stateless; any thread may use it. */
public final class LinuxSysctls implements Sysctls {
    private static final int LONGEST_VALUE = 4096;

    private final Path root;

    /**
     * @param root where the files are: /proc/sys of the network namespace meant
     */
    public LinuxSysctls(Path root) {
        this.root = root;
    }

    @Override
    public Optional<String> read(SysctlKey key) {
        // In one read: the kernel gives nothing at an offset, and these files claim to have no length.
        try (InputStream file = Files.newInputStream(fileOf(key))) {
            byte[] value = new byte[LONGEST_VALUE];
            int length = file.read(value);
            return Optional.of(new String(value, 0, Math.max(0, length), StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("read sysctl " + key + ": " + e, e);
        }
    }

    @Override
    public List<String> names(SysctlKey directory) {
        try (Stream<Path> files = Files.list(fileOf(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("list sysctls " + directory + ": " + e, e);
        }
    }

    @Override
    public void write(SysctlKey key, String value) {
        try {
            // The kernel takes a value from one write to the file; it is never created.
            Files.writeString(fileOf(key), value, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("write sysctl %s = \"%s\": %s".formatted(key, value, e), e);
        }
    }

    private Path fileOf(SysctlKey key) {
        Path file = root;
        for (String part : key.path()) {
            file = file.resolve(part);
        }
        return file;
    }
}
