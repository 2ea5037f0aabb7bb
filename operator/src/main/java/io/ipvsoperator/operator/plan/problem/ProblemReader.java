package io.ipvsoperator.operator.plan.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.IdentifierBudget;
import io.ipvsoperator.operator.placement.MissingCapacity;
import io.ipvsoperator.operator.placement.Mode;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Unit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a problem from JSON or YAML. Whatever it does not know it refuses. */
public final class ProblemReader {
    private static final String[] FIELDS = {
        "directors",
        "units",
        "toleratedFailures",
        "m",
        "policy",
        "mode",
        "identifiers",
        "virtualRouterIds",
        "spread",
        "orders",
        "capacity",
        "description"
    };

    /** VRIDs of one family on one segment, 1 to 255. */
    private static final int MOST_IDENTIFIERS = 255;

    private static final String WHY_IDENTIFIERS =
            "; every unit needs a virtual router, which units of one order can share";

    private ProblemReader() {}

    /** @param file its name, for messages */
    public static PlacementProblem read(String file, String text) {
        Fields fields = new Value(file, "", parse(file, text)).fields("an object with directors and units", FIELDS);
        DirectorReader.Read directors = DirectorReader.directors(fields);
        PlacementProblem problem = problem(file, fields, directors.directors());
        if (!directors.unusable().isEmpty()) {
            throw new BadInput(directors.unusable().entrySet().stream()
                    .map(wrong -> Stream.concat(
                                    Stream.of(wrong.getValue().getMessage()),
                                    MissingCapacity.remedies(problem, wrong.getKey()).stream())
                            .collect(Collectors.joining("; ")))
                    .collect(Collectors.joining("\n")));
        }
        return problem;
    }

    private static PlacementProblem problem(String file, Fields fields, List<Director> directors) {
        List<Unit> units = new UnitReader(fields).units();
        try {
            return new PlacementProblem(
                    directors,
                    units,
                    fields.find("toleratedFailures", "m")
                            .map(value -> toleratedFailures(value, directors.size()))
                            .orElse(1),
                    fields.find("policy")
                            .map(value -> value.choice(PlacementProblem.Policy.class))
                            .orElse(PlacementProblem.Policy.WARN),
                    fields.find("mode").map(ProblemReader::mode).orElse(new Mode.Keep()),
                    fields.find("identifiers", "virtualRouterIds")
                            .map(ProblemReader::identifiers)
                            .orElse(IdentifierBudget.UNLIMITED),
                    spread(fields, units));
        } catch (IllegalArgumentException wrong) {
            throw new BadInput(file + ": " + wrong.getMessage());
        }
    }

    private static int toleratedFailures(Value value, int directors) {
        int most = PlacementProblem.MOST_TOLERATED_FAILURES;
        return value.integer(
                0,
                most,
                directors > most
                        ? ""
                        : "; one director has to survive, so that with " + directors + " of them it is at most "
                                + Math.max(0, directors - 1));
    }

    /** JSON is tried first where it may be: it is read much faster. */
    private static JsonNode parse(String file, String text) {
        if (text.stripLeading().startsWith("{")) {
            try {
                return mapper(new JsonMapper()).readTree(text);
            } catch (JsonProcessingException wrong) {
                if (file.endsWith(".json")) {
                    throw unreadable(file, "JSON", wrong);
                }
            }
        }
        try {
            return mapper(new YAMLMapper()).readTree(text);
        } catch (JsonProcessingException wrong) {
            throw unreadable(file, "YAML", wrong);
        }
    }

    private static BadInput unreadable(String file, String format, JsonProcessingException wrong) {
        int line = wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr();
        return new BadInput(
                file + ": line " + line + " cannot be read as " + format + ": " + wrong.getOriginalMessage());
    }

    private static ObjectMapper mapper(ObjectMapper plain) {
        return plain.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** {@code Keep}, {@code Restore}, {@code Improve}, or {@code improve: {moves: 3, gain: 5}}. */
    private static Mode mode(Value value) {
        if (!value.isObject()) {
            return Modes.parse(value.where(), value.name("Keep, Improve, Restore, or improve with moves and gain"));
        }
        Fields improve = value.fields("Keep, Improve or Restore", "improve")
                .require("improve", "such as {moves: 3, gain: 5}")
                .fields("an object such as {moves: 3, gain: 5}", "moves", "gain");
        return new Mode.Improve(
                improve.find("moves")
                        .map(moves -> moves.integer(0, Integer.MAX_VALUE))
                        .orElse(Modes.ANY_MOVES),
                improve.find("gain")
                        .map(gain -> gain.integer(0, Integer.MAX_VALUE))
                        .orElse(Modes.LEAST_GAIN));
    }

    /** A number, or {@code {total: 64, releasing: {IPv4: 2}}}. */
    private static IdentifierBudget identifiers(Value value) {
        if (!value.isObject()) {
            return IdentifierBudget.of(value.integer(1, MOST_IDENTIFIERS, WHY_IDENTIFIERS));
        }
        Fields fields = value.fields("a number, or an object with total and releasing", "total", "releasing");
        Map<AddressFamily, Integer> releasing = new EnumMap<>(AddressFamily.class);
        fields.find("releasing").ifPresent(counts -> {
            Fields families = counts.fields("an object such as {IPv4: 2}", "IPv4", "IPv6");
            for (AddressFamily family : AddressFamily.values()) {
                families.find(Value.spelled(family))
                        .ifPresent(count -> releasing.put(family, count.integer(0, MOST_IDENTIFIERS)));
            }
        });
        int total = fields.require("total", "a number of identifiers").integer(1, MOST_IDENTIFIERS, WHY_IDENTIFIERS);
        return new IdentifierBudget(OptionalInt.of(total), releasing);
    }

    private static Set<String> spread(Fields fields, List<Unit> units) {
        Set<String> groups = new HashSet<>(fields.names("spread"));
        for (String group : groups) {
            if (units.stream().noneMatch(unit -> unit.group().equals(group))) {
                throw new BadInput(fields.whole().file() + ": spread names " + group
                        + ", which is the group of no unit; give units that group, or take it out");
            }
        }
        return groups;
    }
}
