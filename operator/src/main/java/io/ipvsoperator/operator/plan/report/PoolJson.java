package io.ipvsoperator.operator.plan.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ipvsoperator.operator.vippool.PoolForesight.Planned;
import java.util.List;
import java.util.Optional;

/** A pool as it stands, for programs. */
public final class PoolJson {
    private PoolJson() {}

    public static ObjectNode of(PoolView view) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("pool", view.pool());
        node.put("hindrance", view.foresight().hindrance().orElse(null));
        Optional<Planned> planned = view.foresight().planned();
        if (planned.isPresent()) {
            node.set(
                    "placement",
                    SolvedJson.of(
                            Solved.of(planned.get().problem(), planned.get().placement())));
        } else {
            node.putNull("placement");
        }
        ArrayNode units = node.putArray("addresses");
        view.addresses().forEach((unit, addresses) -> {
            ObjectNode each = units.addObject().put("unit", unit);
            put(each.putArray("addresses"), addresses);
            put(each.putArray("services"), view.services().getOrDefault(unit, List.of()));
        });
        ObjectNode refusals = node.putObject("refusals");
        view.refusals().forEach(refusals::put);
        return node;
    }

    private static void put(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
