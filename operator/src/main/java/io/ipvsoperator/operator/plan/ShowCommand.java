package io.ipvsoperator.operator.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ipvsoperator.operator.plan.problem.BadInput;
import io.ipvsoperator.operator.plan.problem.ProblemWriter;
import io.ipvsoperator.operator.plan.report.PoolJson;
import io.ipvsoperator.operator.plan.report.PoolText;
import io.ipvsoperator.operator.plan.report.PoolView;
import io.ipvsoperator.operator.plan.report.Solved;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows pools as they stand. */
@Command(
        name = "show",
        description = {
            "Who serves which address today, who takes over, and what each director carries.",
            "Against what it can carry: in normal times, and after the worst loss that is to be tolerated.",
            "Reads a cluster, or files with -f.",
            "Exit code: 0 everything fits, 1 it does not or something is refused, 2 the input is wrong."
        },
        footer = {
            "",
            "Examples:",
            "  ipvs-plan show",
            "  ipvs-plan show --pool edge --output json",
            "  kubectl get vippools,virtualservices,directors,virtualrouters,nodes,namespaces -A -o yaml > cluster.yaml",
            "  ipvs-plan show -f cluster.yaml",
            "  ipvs-plan show --pool edge --as-problem > problem.json && ipvs-plan solve problem.json --mode improve"
        })
final class ShowCommand implements Callable<Integer> {
    @Option(names = "--as-problem", description = "Print the pool as a problem that ipvs-plan solve reads.")
    private boolean asProblem;

    @Mixin
    private Source source = new Source();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        if (asProblem) {
            return printProblem(source.pool());
        }
        List<PoolView> pools = source.pools();
        output.print(() -> text(pools), () -> {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            pools.forEach(pool -> all.add(PoolJson.of(pool)));
            return JsonNodeFactory.instance.objectNode().set("pools", all);
        });
        return ExitCode.of(pools.stream().allMatch(ShowCommand::fits));
    }

    private String text(List<PoolView> pools) {
        return pools.stream().map(pool -> PoolText.of(pool, output.bars())).collect(Collectors.joining("\n"));
    }

    private int printProblem(PoolView pool) {
        return pool.foresight()
                .planned()
                .map(planned -> {
                    output.printJson(ProblemWriter.write(planned.problem()));
                    return ExitCode.FITS;
                })
                .orElseThrow(() -> new BadInput(unplanned(pool)));
    }

    static String unplanned(PoolView pool) {
        return "VipPool " + pool.pool() + " cannot be planned: "
                + pool.foresight().hindrance().orElse("no director is there");
    }

    private static boolean fits(PoolView pool) {
        return pool.refusals().isEmpty()
                && pool.foresight()
                        .planned()
                        .filter(planned -> Solved.of(planned.problem(), planned.placement())
                                .feasible())
                        .isPresent();
    }
}
