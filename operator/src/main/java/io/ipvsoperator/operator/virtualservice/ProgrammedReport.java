package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.director.Acknowledgement;
import io.ipvsoperator.operator.director.Directors;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The condition {@code Programmed}: what the live directors have made of the table and of its routers. */
final class ProgrammedReport {
    private static final String TYPE = ServiceStatusReport.PROGRAMMED;

    private ProgrammedReport() {}

    static ConditionValue of(
            Optional<ForwardingTable> table, List<VirtualRouter> routers, Map<String, Director> directors) {
        if (table.isEmpty() || table.get().getSpec().addresses().isEmpty()) {
            return ConditionValue.isFalse(TYPE, "NoTable", "nothing is to be programmed yet");
        }
        List<Director> live = live(routers, directors);
        if (live.isEmpty()) {
            return ConditionValue.unknown(
                    TYPE, "NoDirectorAvailable", "none of the directors that may take the addresses is available");
        }
        List<HasMetadata> objects = new ArrayList<>(routers);
        objects.add(table.get());
        List<String> failed = new ArrayList<>();
        Set<String> pending = new TreeSet<>();
        live.forEach(director -> objects.forEach(object -> judge(director, object, failed, pending)));
        return verdict(live, failed, pending);
    }

    private static void judge(Director director, HasMetadata object, List<String> failed, Set<String> pending) {
        String name = director.getMetadata().getName();
        switch (Acknowledgement.of(director, object)) {
            case Acknowledgement.Applied() -> {}
            case Acknowledgement.Pending() -> pending.add(name);
            case Acknowledgement.Failed(String message) ->
                failed.add(name + ": " + object.getKind() + " "
                        + object.getMetadata().getName() + ": " + message);
        }
    }

    private static ConditionValue verdict(List<Director> live, List<String> failed, Set<String> pending) {
        if (!failed.isEmpty()) {
            return ConditionValue.isFalse(TYPE, "Failed", String.join("; ", failed));
        }
        String all =
                live.stream().map(director -> director.getMetadata().getName()).collect(Collectors.joining(", "));
        return pending.isEmpty()
                ? ConditionValue.isTrue(TYPE, "Programmed", "every available director has it: " + all)
                : ConditionValue.isFalse(
                        TYPE, "Pending", "waiting for directors " + String.join(", ", pending) + " of " + all);
    }

    /** Available directors that may take the addresses, by name. */
    static List<Director> live(List<VirtualRouter> routers, Map<String, Director> directors) {
        return routers.stream()
                .flatMap(router -> router.getSpec().members().stream())
                .map(VirtualRouterSpec.Member::director)
                .distinct()
                .sorted()
                .map(directors::get)
                .filter(Objects::nonNull)
                .filter(Directors::isAvailable)
                .toList();
    }
}
