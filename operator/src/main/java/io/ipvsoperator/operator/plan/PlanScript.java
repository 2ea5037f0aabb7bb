package io.ipvsoperator.operator.plan;

import java.util.Arrays;

/**
 * {@link IpvsPlan} started by a script whose first line names the Java runtime: the kernel then puts the path of the script before
 * its arguments (execve(2), interpreter scripts).
 */
public final class PlanScript {
    private PlanScript() {}

    static void main(String[] arguments) {
        IpvsPlan.main(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
