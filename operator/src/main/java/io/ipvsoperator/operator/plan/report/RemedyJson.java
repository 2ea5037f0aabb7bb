package io.ipvsoperator.operator.plan.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ipvsoperator.operator.placement.Remedy;
import java.util.List;

/** Remedies as JSON: the kind, its amounts as they are, and the words, in which amounts are rounded to the safe side. */
final class RemedyJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RemedyJson() {}

    static ArrayNode of(List<Remedy> remedies) {
        ArrayNode node = JSON.arrayNode();
        remedies.forEach(remedy -> node.add(of(remedy)));
        return node;
    }

    private static ObjectNode of(Remedy remedy) {
        ObjectNode node =
                JSON.objectNode().put("kind", remedy.getClass().getSimpleName()).put("describe", remedy.describe());
        return switch (remedy) {
            case Remedy.LessDemand less -> node.put("percent", less.percent());
            case Remedy.MoreCapacity more ->
                node.put("director", more.director())
                        .put("dimension", more.dimension().toString())
                        .put("capacity", more.capacity())
                        .put("added", more.added());
            case Remedy.AnotherDirector another ->
                node.put("dimension", another.dimension().toString()).put("capacity", another.capacity());
            case Remedy.MoreAddresses more -> node.put("group", more.group()).put("addresses", more.addresses());
            case Remedy.MoreIdentifiers more -> node.put("identifiers", more.identifiers());
            case Remedy.FewerLosses fewer -> node.put("toleratedFailures", fewer.toleratedFailures());
            case Remedy.FewerTerms fewer -> {
                ArrayNode units = node.putArray("units");
                fewer.units().forEach(units::add);
                yield node;
            }
            case Remedy.NoneOfKind ignored -> node;
        };
    }
}
