package io.ipvsoperator.agent.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The programs of one family and backend for the tables raw and nat, in memory; another one is refused by the kernel. */
final class FakeIptables implements Programs {
    private static final Map<String, List<String>> BUILT_IN =
            Map.of("raw", List.of("PREROUTING", "OUTPUT"), "nat", List.of("PREROUTING", "POSTROUTING"));

    /** Names of the tables that were read. */
    final List<String> read = new ArrayList<>();

    private final String programs;
    private final UnaryOperator<String> spelling;
    private final Map<String, Map<String, List<String>>> tables = new LinkedHashMap<>();
    int restores;
    /** Nothing can be written any longer, as where the kernel has lost a module. */
    boolean refuses;

    /** @param spelling how this version shows a rule */
    FakeIptables(String backend, UnaryOperator<String> spelling) {
        this("iptables", backend, spelling);
    }

    /** @param programs iptables or ip6tables */
    FakeIptables(String programs, String backend, UnaryOperator<String> spelling) {
        this.programs = programs + "-" + backend;
        this.spelling = spelling;
        BUILT_IN.forEach((table, names) -> {
            Map<String, List<String>> chains = new LinkedHashMap<>();
            names.forEach(name -> chains.put(name, new ArrayList<>()));
            tables.put(table, chains);
        });
    }

    @Override
    public Finished run(List<String> command, String input) {
        String program = command.getFirst();
        if (!program.startsWith(programs)) {
            return program.endsWith("-save")
                    ? new Finished(0, "", "")
                    : new Finished(4, "", "TABLE_ADD failed (Operation not supported): table raw");
        }
        return program.endsWith("-save") ? new Finished(0, save(command.getLast()), "") : restore(input);
    }

    private String save(String table) {
        read.add(table);
        Map<String, List<String>> chains = table(table);
        List<String> lines = new ArrayList<>(List.of("*" + table));
        chains.keySet().forEach(chain -> lines.add(":" + chain + (builtIn(chain) ? " ACCEPT [12:720]" : " - [0:0]")));
        chains.forEach((chain, rules) -> rules.forEach(rule -> lines.add("-A " + chain + " " + spelling.apply(rule))));
        lines.add("COMMIT");
        return String.join("\n", lines) + "\n";
    }

    private Map<String, List<String>> table(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    private static boolean builtIn(String chain) {
        return BUILT_IN.values().stream().anyMatch(names -> names.contains(chain));
    }

    /** The first line names the table. */
    private Finished restore(String input) {
        if (refuses) {
            return new Finished(
                    4, "", "RULE_APPEND failed (No such file or directory): rule in chain IPVS-OPERATOR-IN");
        }
        String table = input.lines().findFirst().orElseThrow().substring(1);
        Map<String, List<String>> next = new LinkedHashMap<>();
        table(table).forEach((chain, rules) -> next.put(chain, new ArrayList<>(rules)));
        for (String line : input.lines().skip(1).toList()) {
            if (!apply(line, next)) {
                return new Finished(1, "", "line failed: " + line);
            }
        }
        tables.put(table, next);
        restores++;
        return new Finished(0, "", "");
    }

    private static boolean apply(String line, Map<String, List<String>> chains) {
        if (line.startsWith(":")) {
            chains.put(line.substring(1, line.indexOf(' ')), new ArrayList<>());
            return true;
        }
        if (line.equals("COMMIT")) {
            return true;
        }
        String[] words = line.split(" ", 3);
        List<String> rules = chains.get(words[1]);
        if (rules == null) {
            return false;
        }
        return switch (words[0]) {
            case "-A" -> rules.add(words[2]);
            case "-I" -> {
                rules.addFirst(words[2].replaceFirst("^1 ", ""));
                yield true;
            }
            case "-D" -> rules.remove(words[2]);
            case "-F" -> {
                rules.clear();
                yield true;
            }
            case "-X" -> rules.isEmpty() && chains.remove(words[1]) != null;
            default -> false;
        };
    }

    List<String> rules(String chain) {
        return rules("raw", chain);
    }

    List<String> rules(String table, String chain) {
        return table(table).getOrDefault(chain, List.of());
    }

    List<String> names() {
        return names("raw");
    }

    List<String> names(String table) {
        return List.copyOf(table(table).keySet());
    }

    void append(String chain, String rule) {
        table("raw").computeIfAbsent(chain, absent -> new ArrayList<>()).add(rule);
    }

    void flush(String chain) {
        rules(chain).clear();
    }
}
