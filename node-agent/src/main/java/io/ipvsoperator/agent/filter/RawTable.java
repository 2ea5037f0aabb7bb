package io.ipvsoperator.agent.filter;

import java.util.List;
import java.util.stream.Stream;

/**
 * What iptables-save shows of the table raw, as far as it is ours: our chains, their rules, and the rules that lead there.
 *
 * @param lines without the counters
 */
record RawTable(List<String> lines) {
    private static final String JUMP_IN = "-A PREROUTING -j " + FilterRules.INCOMING_CHAIN;
    private static final String JUMP_OUT = "-A OUTPUT -j " + FilterRules.OUTGOING_CHAIN;

    RawTable {
        lines = List.copyOf(lines);
    }

    static RawTable parse(String saved) {
        return new RawTable(saved.lines()
                .filter(line -> line.contains(FilterRules.INCOMING_CHAIN) || line.contains(FilterRules.OUTGOING_CHAIN))
                .map(line -> line.startsWith(":") ? line.substring(0, line.indexOf(' ')) : line)
                .toList());
    }

    boolean isAbsent() {
        return lines.isEmpty();
    }

    boolean holds(FilterRules rules) {
        return lines.containsAll(List.of(JUMP_IN, JUMP_OUT))
                && rulesOf(FilterRules.INCOMING_CHAIN).equals(rules.incoming())
                && rulesOf(FilterRules.OUTGOING_CHAIN).equals(rules.outgoing());
    }

    private List<String> rulesOf(String chain) {
        return lines.stream()
                .filter(line -> line.startsWith("-A " + chain + " "))
                .toList();
    }

    /** Input of iptables-restore --noflush: naming a chain empties it, and the whole table changes at once. */
    String replacedBy(FilterRules rules) {
        Stream<String> chains =
                Stream.of(":" + FilterRules.INCOMING_CHAIN + " - [0:0]", ":" + FilterRules.OUTGOING_CHAIN + " - [0:0]");
        Stream<String> jumps = Stream.of(JUMP_IN, JUMP_OUT)
                .filter(jump -> !lines.contains(jump))
                .map(jump -> jump.replaceFirst("^-A (\\S+)", "-I $1 1"));
        return text(Stream.of(chains, jumps, rules.incoming().stream(), rules.outgoing().stream())
                .flatMap(each -> each));
    }

    /** Input that leaves nothing of ours; every jump counts, should there be more than one. */
    String removed() {
        Stream<String> jumps = lines.stream()
                .filter(line -> line.startsWith("-A PREROUTING ") || line.startsWith("-A OUTPUT "))
                .map(line -> line.replaceFirst("^-A", "-D"));
        List<String> chains = lines.stream()
                .filter(line -> line.startsWith(":"))
                .map(line -> line.substring(1))
                .toList();
        Stream<String> emptied = chains.stream().map(chain -> "-F " + chain);
        Stream<String> deleted = chains.stream().map(chain -> "-X " + chain);
        return text(Stream.of(jumps, emptied, deleted).flatMap(each -> each));
    }

    private static String text(Stream<String> commands) {
        return Stream.of(Stream.of("*raw"), commands, Stream.of("COMMIT"))
                .flatMap(each -> each)
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }
}
