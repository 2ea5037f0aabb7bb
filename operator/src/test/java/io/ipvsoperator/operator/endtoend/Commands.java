package io.ipvsoperator.operator.endtoend;

import java.util.List;

/** Runs programs of this machine. */
@FunctionalInterface
interface Commands {
    /**
     * @param input its standard input
     * @return what it wrote to standard output
     * @throws CommandFailed if it exits with another status than 0, or not at all
     */
    String run(String input, List<String> command);

    default String run(String... command) {
        return run("", List.of(command));
    }
}
