package io.ipvsoperator.operator.plan;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.FailoverPriority;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.plan.problem.BadInput;
import io.ipvsoperator.operator.plan.problem.Quantities;
import io.ipvsoperator.operator.plan.report.Sized;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how many addresses a demand should be spread over. */
@Command(
        name = "size",
        description = {
            "How many addresses a service should have.",
            "An address cannot be split: with too few of them a loss puts much on one director and little on another.",
            "With addresses.count: Auto the operator decides the same.",
            "Exit code: 0 the recommended number fits, 1 no number does, 2 the input is wrong."
        },
        footer = {
            "",
            "Examples:",
            "  ipvs-plan size --demand 1500M --directors 3 --capacity 1G",
            "  ipvs-plan size --demand 4G --directors 5 --capacity 2G --tolerate 2",
            "  ipvs-plan size --demand 1500M,300k --directors 3 --capacity 1G,250k     bandwidth and packets per second",
            "  ipvs-plan size --demand 3G --capacity 1G --capacity 1G --capacity 10G   directors that differ"
        })
final class SizeCommand implements Callable<Integer> {
    @Option(
            names = "--demand",
            required = true,
            paramLabel = "BANDWIDTH[,PACKETS[,CONNECTIONS]]",
            description = "What the service needs per second, such as 1500M.")
    private String demand = "";

    @Option(
            names = "--directors",
            paramLabel = "COUNT",
            description = "How many there are; without it, as many as --capacity is given.")
    private int directors;

    @Option(
            names = "--capacity",
            required = true,
            paramLabel = "BANDWIDTH[,PACKETS[,CONNECTIONS]]",
            description = "What a director can carry per second; once for all of them, or once for each.")
    private String[] capacities = {};

    @Option(
            names = {"--tolerate", "-m"},
            paramLabel = "LOSSES",
            description = "Directors that may be lost at once without overload; 1 if not given.")
    private int tolerated = 1;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        List<Director> all = directors();
        if (tolerated < 0 || tolerated > Math.min(PlacementProblem.MOST_TOLERATED_FAILURES, all.size() - 1)) {
            throw new BadInput("--tolerate is " + tolerated + " but must be from 0 to "
                    + Math.min(PlacementProblem.MOST_TOLERATED_FAILURES, all.size() - 1) + " with " + all.size()
                    + " directors: one has to survive, and more than "
                    + PlacementProblem.MOST_TOLERATED_FAILURES + " are not planned for");
        }
        Amounts wanted = Quantities.amounts("--demand", demand, 1);
        Sized sized = Sized.of(wanted, all, tolerated);
        output.print(() -> sized.text(output.bars()), sized::json);
        return ExitCode.of(sized.fits());
    }

    private List<Director> directors() {
        int count = directors == 0 && capacities.length > 1 ? capacities.length : directors;
        if (count < 1 || count > FailoverPriority.MAXIMUM_MEMBERS) {
            throw new BadInput(
                    "--directors is " + count + " but must be from 1 to " + FailoverPriority.MAXIMUM_MEMBERS);
        }
        if (capacities.length != 1 && capacities.length != count) {
            throw new BadInput("--capacity is given " + capacities.length + " times but there are " + count
                    + " directors; give it once for all of them, or once for each");
        }
        return IntStream.range(0, count)
                .mapToObj(number -> new Director(
                        "d" + (number + 1),
                        Quantities.amounts("--capacity", capacities[capacities.length == 1 ? 0 : number], 1),
                        Director.Availability.AVAILABLE))
                .toList();
    }
}
