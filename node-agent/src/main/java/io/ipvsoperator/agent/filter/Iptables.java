package io.ipvsoperator.agent.filter;

import io.ipvsoperator.wire.IpFamily;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The tables of one family through the programs of one backend. Which backends the kernel has shows only when a rule is written: reading an
 * empty table succeeds with either.
 */
final class Iptables {
    private static final List<String> SECONDS_FOR_LOCK = List.of("-w", "10");

    private final Programs programs;
    private final IpFamily family;
    private final Backend backend;

    private Iptables(Programs programs, IpFamily family, Backend backend) {
        this.programs = programs;
        this.family = family;
        this.backend = backend;
    }

    /** The newer first: where both work it is the one that others use today. */
    private enum Backend {
        NFT,
        LEGACY
    }

    private String program(String verb) {
        return "%s-%s-%s".formatted(name(family), backend.name().toLowerCase(Locale.ROOT), verb);
    }

    private static String name(IpFamily family) {
        return switch (family) {
            case IPV4 -> "iptables";
            case IPV6 -> "ip6tables";
        };
    }

    /** With a rule that names nobody: it needs the module of the target as well. */
    private static String trial(IpFamily family) {
        return """
                *raw
                :IPVS-OPERATOR-TRY - [0:0]
                -A IPVS-OPERATOR-TRY -d %s -j CT --notrack
                -F IPVS-OPERATOR-TRY
                -X IPVS-OPERATOR-TRY
                COMMIT
                """.formatted(nobody(family));
    }

    private static String nobody(IpFamily family) {
        return switch (family) {
            case IPV4 -> "192.0.2.1/32";
            case IPV6 -> "2001:db8::1/128";
        };
    }

    private static String module(IpFamily family) {
        return switch (family) {
            case IPV4 -> "iptable_raw";
            case IPV6 -> "ip6table_raw";
        };
    }

    /** Chooses the first backend that takes a rule. */
    static Iptables working(Programs programs, IpFamily family) {
        List<String> refusals = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            Iptables candidate = new Iptables(programs, family, backend);
            try {
                candidate.restore(trial(family));
                return candidate;
            } catch (PacketFilterException e) {
                refusals.add(e.getMessage());
            }
        }
        throw new PacketFilterException(
                "no %s works here; load %s and xt_CT on the node, or use a kernel with nf_tables (%s)"
                        .formatted(name(family), module(family), String.join("; ", refusals)));
    }

    IpFamily family() {
        return family;
    }

    SavedTable read(FilterTable table) {
        return SavedTable.parse(table, run(program("save"), List.of("-t", table.text()), ""));
    }

    /** All of it or nothing. */
    void restore(String input) {
        List<String> arguments = new ArrayList<>(List.of("--noflush"));
        arguments.addAll(SECONDS_FOR_LOCK);
        run(program("restore"), arguments, input);
    }

    private String run(String program, List<String> arguments, String input) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        try {
            Programs.Finished finished = programs.run(command, input);
            if (finished.status() != 0) {
                throw new PacketFilterException("%s ended with status %d: %s"
                        .formatted(program, finished.status(), finished.errors().strip()));
            }
            return finished.output();
        } catch (UncheckedIOException e) {
            throw new PacketFilterException("%s could not be run: %s".formatted(program, e.getMessage()));
        }
    }
}
