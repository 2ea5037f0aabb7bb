package io.ipvsoperator.operator.plan;

import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.plan.problem.Modes;
import io.ipvsoperator.operator.plan.problem.ProblemReader;
import io.ipvsoperator.operator.plan.report.Solved;
import io.ipvsoperator.operator.plan.report.SolvedJson;
import io.ipvsoperator.operator.plan.report.SolvedText;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Solves a problem from a file. */
@Command(
        name = "solve",
        description = {
            "Places the units of a problem on its directors, without a cluster.",
            "Exit code: 0 everything fits, 1 it does not or something is refused, 2 the input is wrong."
        },
        footer = {
            "",
            "A problem, in JSON or YAML; docs/ipvs-plan.md has every field:",
            "  toleratedFailures: 1",
            "  directors: {d1: 1G, d2: 1G, d3: 1G}",
            "  units:",
            "  - {name: web, demand: 1500M, addresses: 6}",
            "  - {name: mail, demand: 200M, order: [d2, d3, d1]}",
            "",
            "Examples:",
            "  ipvs-plan solve problem.yaml",
            "  ipvs-plan solve problem.json --output json",
            "  ipvs-plan solve problem.json --mode improve:3:5   at most 3 moves, if the worst case falls by 5 percent",
            "  cat problem.yaml | ipvs-plan solve -"
        })
final class SolveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The problem; - reads standard input.")
    private String file = "-";

    @Option(
            names = "--mode",
            paramLabel = "keep|improve[:MOVES[:GAIN]]|restore",
            description = "What may be changed for which gain, instead of what the file says.")
    private @Nullable String mode;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        PlacementProblem read =
                ProblemReader.read(file.equals("-") ? "standard input" : file, TextFiles.read(file, System.in));
        Solved solved = Solved.of(mode == null ? read : read.with(Modes.parse("--mode", mode)));
        output.print(() -> SolvedText.of(solved, output.bars()), () -> SolvedJson.of(solved));
        return ExitCode.of(solved.feasible());
    }
}
