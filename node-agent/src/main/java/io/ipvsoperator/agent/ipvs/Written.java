package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.ipvs.table.Change;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.ForwardedService;
import io.ipvsoperator.agent.ipvs.table.IpvsTable;
import io.ipvsoperator.agent.ipvs.table.ServiceFailure;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came of a list of changes. Pure.
 *
 * @param table what the kernel holds now, but for the surprises
 * @param failures one a service: what follows from the first refusal says nothing new
 * @param surprises services that the kernel did not hold as believed
 */
record Written(IpvsTable table, List<ServiceFailure> failures, Set<ServiceKey> surprises) {
    Written {
        failures = List.copyOf(failures);
        surprises = Set.copyOf(surprises);
    }

    static Written of(IpvsTable before, List<Change> changes, List<Answer> answers, DesiredTable desired) {
        Map<ServiceKey, ServiceFailure> failures = new LinkedHashMap<>();
        Set<ServiceKey> surprises = new LinkedHashSet<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            switch (answers.get(i)) {
                case Answer.Made ignored -> {}
                case Answer.Surprise ignored -> surprises.add(change.service());
                case Answer.Refused refused ->
                    failures.putIfAbsent(change.service(), Refusals.failure(change, refused.error(), desired));
            }
        }
        Set<ServiceKey> troubled = new LinkedHashSet<>(surprises);
        troubled.addAll(failures.keySet());
        surprises.removeAll(failures.keySet());
        return new Written(
                after(before, changes, answers, desired, troubled), List.copyOf(failures.values()), surprises);
    }

    /** What a service without trouble has become is what was wanted, the same object: comparing it costs nothing from now on. */
    private static IpvsTable after(
            IpvsTable before,
            List<Change> changes,
            List<Answer> answers,
            DesiredTable desired,
            Set<ServiceKey> troubled) {
        Map<ServiceKey, ForwardedService> services = new LinkedHashMap<>(before.services());
        List<Change> made = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            ServiceKey key = changes.get(i).service();
            if (!troubled.contains(key)) {
                desired.service(key).ifPresentOrElse(wanted -> services.put(key, wanted), () -> services.remove(key));
            } else if (answers.get(i) instanceof Answer.Made) {
                made.add(changes.get(i));
            }
        }
        IpvsTable table = new IpvsTable(services);
        return made.isEmpty() ? table : table.after(made);
    }
}
