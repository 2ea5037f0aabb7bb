package io.ipvsoperator.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One agent a node: two would undo each other's writes. The kernel releases it when the process ends, however it ends. */
final class AgentLock implements AutoCloseable {
    private static final String FILE = "agent.lock";

    private final FileChannel channel;

    private AgentLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IOException also when another agent has it; says so and what to do */
    static AgentLock take(Path stateDirectory) throws IOException {
        Files.createDirectories(stateDirectory);
        FileChannel channel =
                FileChannel.open(stateDirectory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new IOException(
                    "another node-agent runs on this node and has %s; one of the two must go: look for a second DaemonSet or release"
                                    .formatted(stateDirectory.resolve(FILE))
                            + " of the operator, or for an agent that was started by hand");
        }
        return new AgentLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ownProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
