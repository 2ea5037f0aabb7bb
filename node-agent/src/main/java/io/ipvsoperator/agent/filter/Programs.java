package io.ipvsoperator.agent.filter;

import java.util.List;

/** Runs programs that are installed beside the agent. */
public interface Programs {
    /**
     * Waits for the program to end. Throws {@link java.io.UncheckedIOException} if it cannot be started.
     *
     * @param command program and arguments
     * @param input what it reads
     */
    Finished run(List<String> command, String input);

    /** @param status 0 for success */
    record Finished(int status, String output, String errors) {}
}
