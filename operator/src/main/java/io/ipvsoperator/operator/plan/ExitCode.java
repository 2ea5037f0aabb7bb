package io.ipvsoperator.operator.plan;

/** What the command line tells the shell. */
final class ExitCode {
    static final int FITS = 0;
    static final int DOES_NOT_FIT = 1;
    static final int BAD_INPUT = 2;

    private ExitCode() {}

    static int of(boolean feasible) {
        return feasible ? FITS : DOES_NOT_FIT;
    }
}
