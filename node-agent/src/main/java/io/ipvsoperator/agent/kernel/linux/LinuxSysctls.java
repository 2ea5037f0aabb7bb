package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.kernel.Sysctls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The files under /proc/sys. Stateless; any thread may use it. */
public final class LinuxSysctls implements Sysctls {
    private final Path root;

    /**
     * @param root where the files are: /proc/sys of the network namespace meant
     */
    public LinuxSysctls(Path root) {
        this.root = root;
    }

    @Override
    public Optional<String> read(SysctlKey key) {
        try {
            return Optional.of(Files.readString(fileOf(key)).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("read sysctl " + key + ": " + e, e);
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
