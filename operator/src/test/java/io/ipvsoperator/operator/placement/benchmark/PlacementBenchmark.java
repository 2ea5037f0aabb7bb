package io.ipvsoperator.operator.placement.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures, and writes what it measured into the documentation: a table between two marks, and a plot. */
public final class PlacementBenchmark {
    private static final String BEGIN = "<!-- written by make bench-placement: begin -->";
    private static final String END = "<!-- written by make bench-placement: end -->";
    private static final String HEADER = """
            | family | units × directors | m | V | empty: ms | gap % | bound | added: ms | gap % | moved / re-ordered | lost: ms | forced | moved / re-ordered | hash | round robin | least loaded |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            """;
    private static final int[][] SIZES = {{6, 3}, {30, 5}, {100, 8}, {1_000, 16}, {10_000, 16}};

    private PlacementBenchmark() {}

    /** @param arguments the directory of the documentation */
    public static void main(String[] arguments) throws IOException {
        Path docs = Path.of(arguments[0]);
        List<Measurement> measured = measure(System.out);
        Path page = docs.resolve("placement.md");
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        StringBuilder table = new StringBuilder("\n").append(HEADER);
        measured.forEach(row -> table.append(row(row)).append('\n'));
        Files.writeString(page, text.substring(0, begin) + table + text.substring(end));
        Files.writeString(
                docs.resolve("placement-benchmark.svg"), chart(measured).svg());
    }

    private static List<Measurement> measure(PrintStream progress) {
        for (int round = 0; round < 3; round++) {
            Measurement.of(Family.UNIFORM, 1_000, 16, 1, 240);
        }
        List<Measurement> measured = new ArrayList<>();
        for (int losses = 1; losses <= 2; losses++) {
            for (int[] size : SIZES) {
                for (Family family : Family.values()) {
                    boolean everywhere = family == Family.UNIFORM || family == Family.HEAVY_TAIL;
                    if (everywhere || size[0] == 10_000) {
                        add(measured, progress, family, size, losses);
                    }
                }
            }
        }
        return measured;
    }

    private static void add(List<Measurement> measured, PrintStream progress, Family family, int[] size, int losses) {
        for (int identifiers : size[0] >= 1_000 ? new int[] {64, 240} : new int[] {64}) {
            Measurement measurement = Measurement.of(family, size[0], size[1], losses, identifiers);
            measured.add(measurement);
            progress.println(row(measurement));
        }
    }

    private static String row(Measurement row) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d × %d | %d | %d | %.1f | %s | %s | %.1f | %s | %d / %d | %.1f | %d | %d / %d | %.2f | %.2f | %.2f |",
                row.family().title(),
                row.units(),
                row.directors(),
                row.losses(),
                row.identifiers(),
                row.empty().milliseconds(),
                row.empty().gapPercent().toPlainString(),
                row.empty().bound().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                row.added().milliseconds(),
                row.added().gapPercent().toPlainString(),
                row.added().moved(),
                row.added().reordered(),
                row.lost().milliseconds(),
                row.lost().forced(),
                row.lost().moved(),
                row.lost().reordered(),
                row.baselines().get(Baseline.HASH),
                row.baselines().get(Baseline.ROUND_ROBIN),
                row.baselines().get(Baseline.LEAST_LOADED));
    }

    private static BarChart chart(List<Measurement> measured) {
        List<BarChart.Group> groups = measured.stream()
                .filter(row -> row.units() == 10_000 && row.losses() == 1 && row.identifiers() == 240)
                .map(row -> new BarChart.Group(
                        row.family().title(),
                        List.of(
                                row.own(),
                                row.baselines().get(Baseline.HASH),
                                row.baselines().get(Baseline.ROUND_ROBIN),
                                row.baselines().get(Baseline.LEAST_LOADED))))
                .toList();
        return new BarChart(
                "Worst case after the loss of one director, as a multiple of what no placement is below",
                List.of(
                        "placement",
                        Baseline.HASH.title(),
                        Baseline.ROUND_ROBIN.title(),
                        Baseline.LEAST_LOADED.title()),
                groups);
    }
}
