package io.ipvsoperator.agent.filter;

import java.util.List;
import java.util.stream.Stream;

/**
 * What iptables-save shows of a table, as far as it is ours: our chains, their rules, and the rules that lead there.
 *
 * @param lines without the counters
 */
record SavedTable(FilterTable table, List<String> lines) {
    SavedTable {
        lines = List.copyOf(lines);
    }

    static SavedTable parse(FilterTable table, String saved) {
        return new SavedTable(
                table,
                saved.lines()
                        .filter(line -> OwnChain.of(table).stream().anyMatch(chain -> line.contains(chain.text())))
                        .map(line -> line.startsWith(":") ? line.substring(0, line.indexOf(' ')) : line)
                        .toList());
    }

    boolean isAbsent() {
        return lines.isEmpty();
    }

    boolean holds(FilterRules rules) {
        return OwnChain.of(table).stream()
                .allMatch(
                        chain -> lines.contains(chain.jump()) && rulesOf(chain).equals(rules.of(chain)));
    }

    private List<String> rulesOf(OwnChain chain) {
        return lines.stream()
                .filter(line -> line.startsWith("-A " + chain.text() + " "))
                .toList();
    }

    /** Input of iptables-restore --noflush: naming a chain empties it, and the whole table changes at once. */
    String replacedBy(FilterRules rules) {
        Stream<String> chains = OwnChain.of(table).stream().map(chain -> ":" + chain.text() + " - [0:0]");
        Stream<String> jumps = OwnChain.of(table).stream()
                .map(OwnChain::jump)
                .filter(jump -> !lines.contains(jump))
                .map(jump -> jump.replaceFirst("^-A (\\S+)", "-I $1 1"));
        return text(Stream.of(chains, jumps, rules.of(table).stream()).flatMap(each -> each));
    }

    /** Input that leaves nothing of ours; every jump counts, should there be more than one. */
    String removed() {
        List<String> chains = lines.stream()
                .filter(line -> line.startsWith(":"))
                .map(line -> line.substring(1))
                .toList();
        Stream<String> jumps = lines.stream()
                .filter(line -> line.startsWith("-A ") && !chains.contains(line.split(" ", 3)[1]))
                .map(line -> line.replaceFirst("^-A", "-D"));
        Stream<String> emptied = chains.stream().map(chain -> "-F " + chain);
        Stream<String> deleted = chains.stream().map(chain -> "-X " + chain);
        return text(Stream.of(jumps, emptied, deleted).flatMap(each -> each));
    }

    private String text(Stream<String> commands) {
        return Stream.of(Stream.of("*" + table.text()), commands, Stream.of("COMMIT"))
                .flatMap(each -> each)
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }
}
