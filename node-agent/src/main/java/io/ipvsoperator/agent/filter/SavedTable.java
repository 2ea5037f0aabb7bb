package io.ipvsoperator.agent.filter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
                        .filter(line -> isOurs(table, line))
                        .map(line -> line.startsWith(":") ? line.substring(0, line.indexOf(' ')) : line)
                        .toList());
    }

    private static boolean isOurs(FilterTable table, String line) {
        return line.contains(SourceChain.PREFIX)
                || OwnChain.of(table).stream().anyMatch(chain -> line.contains(chain.text()));
    }

    boolean isAbsent() {
        return lines.isEmpty();
    }

    boolean holds(FilterRules rules) {
        return OwnChain.of(table).stream()
                        .allMatch(chain -> lines.contains(chain.jump())
                                && rulesOf(chain.text()).equals(rules.of(chain)))
                && sourceChains()
                        .toList()
                        .equals(List.copyOf(rules.sourceChains(table).keySet()))
                && rules.sourceChains(table).entrySet().stream()
                        .allMatch(chain -> rulesOf(chain.getKey()).equals(chain.getValue()));
    }

    private List<String> rulesOf(String chain) {
        return lines.stream()
                .filter(line -> line.startsWith("-A " + chain + " "))
                .toList();
    }

    private Stream<String> sourceChains() {
        return lines.stream()
                .filter(line -> line.startsWith(":" + SourceChain.PREFIX))
                .map(line -> line.substring(1))
                .sorted();
    }

    /**
     * Who gets to a service by these rules.
     *
     * @param arriving matches packets to it
     */
    Admitted admitted(String arriving) {
        String jump = "-A " + OwnChain.INCOMING.text() + " " + arriving + " -j ";
        return lines.stream()
                .filter(line -> line.startsWith(jump + SourceChain.PREFIX) && lines.contains(OwnChain.INCOMING.jump()))
                .findFirst()
                .flatMap(line -> SourceChain.parse(rulesOf(line.substring(jump.length()))))
                .map(chain -> new Admitted(Optional.of(chain.networks())))
                .orElse(Admitted.EVERYBODY);
    }

    /** Input of iptables-restore --noflush: naming a chain empties it, and the whole table changes at once. */
    String replacedBy(FilterRules rules) {
        Stream<String> chains = Stream.concat(
                        OwnChain.of(table).stream().map(OwnChain::text), rules.sourceChains(table).keySet().stream())
                .map(chain -> ":" + chain + " - [0:0]");
        Stream<String> jumps = OwnChain.of(table).stream()
                .map(OwnChain::jump)
                .filter(jump -> !lines.contains(jump))
                .map(jump -> jump.replaceFirst("^-A (\\S+)", "-I $1 1"));
        Stream<String> gone = sourceChains()
                .filter(chain -> !rules.sourceChains(table).containsKey(chain))
                .flatMap(chain -> Stream.of("-F " + chain, "-X " + chain));
        return text(Stream.of(chains, jumps, rules.of(table).stream(), gone).flatMap(each -> each));
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
                .collect(Collectors.joining());
    }
}
