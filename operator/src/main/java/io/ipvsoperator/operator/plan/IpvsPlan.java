package io.ipvsoperator.operator.plan;

import io.ipvsoperator.operator.plan.problem.BadInput;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: looks at placements and asks what would be if; changes nothing. */
@Command(
        name = "ipvs-plan",
        description = {
            "Which director carries what, who takes over, and what would be if. Changes nothing.",
            "A director is a node that receives traffic for virtual IP addresses. Each address has an order of directors:",
            "the first that is up serves it, the others stand by. The plan is good when the loss of any director",
            "overloads none of the others."
        },
        footer = {
            "",
            "Examples:",
            "  ipvs-plan show",
            "  ipvs-plan what-if --lose d2 --add-service 400M:2",
            "  ipvs-plan size --demand 1500M --directors 3 --capacity 1G",
            "  ipvs-plan solve problem.yaml",
            "",
            "ipvs-plan COMMAND --help tells more. Exit code: 0 everything fits, 1 it does not, 2 the input is wrong."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {ShowCommand.class, WhatIfCommand.class, SizeCommand.class, SolveCommand.class})
public final class IpvsPlan {
    private IpvsPlan() {}

    static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, errors, arguments);
        out.flush();
        System.exit(code);
    }

    /** @return the exit code */
    static int run(PrintWriter out, PrintWriter errors, String... arguments) {
        return new CommandLine(new IpvsPlan())
                .setOut(out)
                .setErr(errors)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(110)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof BadInput) {
                        errors.println("ipvs-plan " + command.getCommandName() + ": " + failure.getMessage());
                        return ExitCode.BAD_INPUT;
                    }
                    throw failure;
                })
                .execute(arguments);
    }
}
