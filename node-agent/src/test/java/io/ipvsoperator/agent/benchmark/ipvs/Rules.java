package io.ipvsoperator.agent.benchmark.ipvs;

import java.util.Optional;

/** What {@code ipvsadm -R} reads: the lines that make one workload of another. */
final class Rules {
    private final StringBuilder lines = new StringBuilder();

    private Rules() {}

    /** @param before has the same services, with as many destinations or fewer; empty: there is nothing yet */
    static String between(Optional<Workload> before, Workload after) {
        Rules rules = new Rules();
        for (int service = 0; service < after.services(); service++) {
            if (before.isEmpty()) {
                rules.add("-A -t %s -s %s".formatted(name(after, service), after.scheduler()));
            }
            for (int destination = 0; destination < after.destinations(); destination++) {
                rules.addDestination(before, after, service, destination);
            }
        }
        return rules.lines.toString();
    }

    private void addDestination(Optional<Workload> before, Workload after, int service, int destination) {
        boolean isNew =
                before.filter(known -> destination < known.destinations()).isEmpty();
        boolean isSame = !isNew && before.get().weight(service, destination) == after.weight(service, destination);
        if (!isSame) {
            add("%s -t %s -r %s:%d -g -w %d"
                    .formatted(
                            isNew ? "-a" : "-e",
                            name(after, service),
                            after.server(service, destination).getHostAddress(),
                            after.port(service),
                            after.weight(service, destination)));
        }
    }

    private static String name(Workload workload, int service) {
        return workload.address(service).getHostAddress() + ":" + workload.port(service);
    }

    private void add(String line) {
        lines.append(line).append('\n');
    }
}
