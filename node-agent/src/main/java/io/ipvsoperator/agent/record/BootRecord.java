package io.ipvsoperator.agent.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Lines on disk that say what this agent did to the running kernel. A reboot undoes all of it, so a file of another boot counts
 * as empty. Written before the kernel is, so that a crash in between leaves too much in the record and never too little. Used by
 * one thread.
 */
public final class BootRecord {
    private static final String BOOT = "boot ";

    private final Path file;
    private final String bootId;

    /** @param bootId changes with every boot, as {@code /proc/sys/kernel/random/boot_id} does */
    public BootRecord(Path file, String bootId) {
        this.file = file;
        this.bootId = bootId;
    }

    public List<String> load() {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException neverWritten) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
        boolean ofThisBoot = !lines.isEmpty() && lines.getFirst().equals(BOOT + bootId);
        return ofThisBoot ? List.copyOf(lines.subList(1, lines.size())) : List.of();
    }

    /** Replaces the file as a whole or not at all; it is on the disk when this returns. */
    public void save(List<String> lines) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        String content = BOOT + bootId + "\n"
                + String.join("", lines.stream().map(line -> line + "\n").toList());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer remaining = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (remaining.hasRemaining()) {
                    channel.write(remaining);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("write " + file, e);
        }
    }
}
