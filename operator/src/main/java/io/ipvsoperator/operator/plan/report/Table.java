package io.ipvsoperator.operator.plan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns of text, as wide as their widest cell; numbers stand to the right. */
final class Table {
    private static final String BETWEEN = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> right;

    /** @param right columns, counted from 0, that stand to the right */
    Table(List<String> header, Integer... right) {
        rows.add(header);
        this.right = List.of(right);
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** Lines that end with a line feed and not with blanks. */
    String text() {
        List<Integer> widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .boxed()
                .toList();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                        .mapToObj(column -> cell(row.get(column), widths.get(column), right.contains(column)))
                        .collect(Collectors.joining(BETWEEN))
                        .stripTrailing()
                + "\n";
    }

    private static String cell(String text, int width, boolean right) {
        String blanks = " ".repeat(width - width(text));
        return right ? blanks + text : text + blanks;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
