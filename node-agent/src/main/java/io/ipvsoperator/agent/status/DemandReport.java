package io.ipvsoperator.agent.status;

import io.ipvsoperator.agent.demand.Measured;
import io.ipvsoperator.agent.demand.ReportedDemand;
import io.ipvsoperator.crds.Load;
import io.ipvsoperator.crds.director.DirectorStatus;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What goes through this director, as its status says it. */
final class DemandReport {
    private DemandReport() {}

    static DirectorStatus.Demand of(ReportedDemand reported) {
        return new DirectorStatus.Demand(
                reported.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                reported.demand().heaviest().entrySet().stream()
                        .map(entry ->
                                new DirectorStatus.AddressDemand(entry.getKey().toString(), measured(entry.getValue())))
                        .toList());
    }

    /** @param router name of the VirtualRouter */
    static Optional<DirectorStatus.Measured> of(ReportedDemand reported, String router) {
        return Optional.ofNullable(reported.demand().routers().get(router)).map(DemandReport::measured);
    }

    private static DirectorStatus.Measured measured(Measured measured) {
        return new DirectorStatus.Measured(
                measured.now().bandwidth(),
                measured.now().packets(),
                measured.now().connections(),
                new Load(
                        measured.peak().bandwidth(),
                        measured.peak().packets(),
                        measured.peak().connections()));
    }
}
