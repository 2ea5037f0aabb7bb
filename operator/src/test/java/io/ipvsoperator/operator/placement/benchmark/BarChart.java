package io.ipvsoperator.operator.placement.benchmark;

import java.util.List;
import java.util.Locale;

/** Groups of bars over a logarithmic axis that begins at 1, as SVG. */
record BarChart(String title, List<String> series, List<Group> groups) {
    private static final int WIDTH = 760;
    private static final int LEFT = 60;
    private static final int TOP = 70;
    private static final int HEIGHT = 240;
    private static final double HIGHEST = 100;
    private static final List<String> COLOURS = List.of("#2b7a3d", "#c7772c", "#a33b3b", "#4a6fa5");

    /** @param values one for each series, at least 1 */
    record Group(String name, List<Double> values) {}

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH, TOP + HEIGHT + 40));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(svg, LEFT, 20, "start", title);
        for (int i = 0; i < series.size(); i++) {
            int x = LEFT + i * 170;
            rectangle(svg, x, 34, 12, 12, COLOURS.get(i));
            text(svg, x + 18, 45, "start", series.get(i));
        }
        for (int line : new int[] {1, 2, 5, 10, 20, 50, 100}) {
            double y = y(line);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                    LEFT,
                    WIDTH - 10,
                    y,
                    y));
            text(svg, LEFT - 8, y + 4, "end", line + "×");
        }
        bars(svg);
        return svg.append("</svg>\n").toString();
    }

    private void bars(StringBuilder svg) {
        double width = (WIDTH - LEFT - 10.0) / groups.size();
        double bar = width * 0.8 / series.size();
        for (int g = 0; g < groups.size(); g++) {
            double x = LEFT + g * width + width * 0.1;
            for (int i = 0; i < series.size(); i++) {
                double value = groups.get(g).values().get(i);
                double y = Math.min(y(value), y(1) - 1);
                rectangle(svg, x + i * bar, y, bar - 2, y(1) - y, COLOURS.get(i));
                text(
                        svg,
                        x + i * bar + bar / 2,
                        y - 4,
                        "middle",
                        String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value));
            }
            text(
                    svg,
                    x + width * 0.4,
                    TOP + HEIGHT + 20,
                    "middle",
                    groups.get(g).name());
        }
    }

    private static double y(double value) {
        return TOP + HEIGHT * (1 - Math.log(Math.clamp(value, 1, HIGHEST)) / Math.log(HIGHEST));
    }

    private static void rectangle(StringBuilder svg, double x, double y, double width, double height, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                x,
                y,
                width,
                height,
                colour));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }
}
