package io.ipvsoperator.operator.endtoend;

import java.util.List;

/** A program that did not do what it was asked for. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandFailed(List<String> command, String why) {
        super(String.join(" ", command) + ": " + why);
    }
}
