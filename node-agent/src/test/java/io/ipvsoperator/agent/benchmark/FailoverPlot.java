package io.ipvsoperator.agent.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every measured time as a dot: a panel for each interval, in it a row for each event and implementation, a bar at the median
 * and a line at what the protocol and 5 ms allow. An SVG that depends on nothing.
 */
final class FailoverPlot {
    private static final int LABELS = 250;
    private static final int AXIS = 560;
    private static final int WIDTH = LABELS + AXIS + 40;
    private static final int ROW = 16;
    private static final int HEAD = 34;
    private static final int FOOT = 30;
    private static final int TICKS = 5;
    private static final List<Occurrence> ROWS =
            List.of(Occurrence.KILLED, Occurrence.TERMINATED, Occurrence.LINK_DOWN, Occurrence.LINK_UP);

    private final FailoverPart part;
    private final StringBuilder svg = new StringBuilder();

    private FailoverPlot(FailoverPart part) {
        this.part = part;
    }

    static String of(FailoverPart part) {
        return new FailoverPlot(part).draw();
    }

    private String draw() {
        List<MeasuredRouter> routers = part.routers();
        int panel = HEAD + ROWS.size() * Implementation.values().length * ROW + FOOT;
        add("<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='11'>"
                .formatted(WIDTH, routers.size() * panel));
        add("<rect width='100%' height='100%' fill='white'/>");
        for (int i = 0; i < routers.size(); i++) {
            drawPanel(routers.get(i), i * panel);
        }
        add("</svg>");
        return svg.toString();
    }

    private void drawPanel(MeasuredRouter router, int top) {
        Duration longest = longest(router);
        add(
                "<text x='8' y='%d' font-size='13' font-weight='bold'>Adverts every %s: from the event to the successor's first, ms</text>"
                        .formatted(top + 20, Tables.interval(router.interval())));
        int y = top + HEAD;
        for (Occurrence occurrence : ROWS) {
            drawTarget(router, occurrence, longest, y);
            for (Implementation implementation : Implementation.values()) {
                add("<text x='8' y='%d'>%s, %s</text>".formatted(y + 12, occurrence.label(), implementation.label()));
                drawSeries(part.advertised(router, occurrence, implementation), implementation, longest, y);
                y += ROW;
            }
        }
        drawAxis(longest, y);
    }

    private Duration longest(MeasuredRouter router) {
        List<Duration> ends = new ArrayList<>();
        for (Occurrence occurrence : ROWS) {
            occurrence.target(router).ifPresent(ends::add);
            for (Implementation implementation : Implementation.values()) {
                part.advertised(router, occurrence, implementation)
                        .map(Series::max)
                        .ifPresent(ends::add);
            }
        }
        return new Series(ends).max().multipliedBy(105).dividedBy(100);
    }

    private void drawTarget(MeasuredRouter router, Occurrence occurrence, Duration longest, int y) {
        occurrence
                .target(router)
                .ifPresent(most ->
                        add("<line x1='%1$s' y1='%2$d' x2='%1$s' y2='%3$d' stroke='#c00' stroke-dasharray='3 2'/>"
                                .formatted(x(most, longest), y, y + Implementation.values().length * ROW - 2)));
    }

    private void drawSeries(Optional<Series> measured, Implementation implementation, Duration longest, int y) {
        String colour = switch (implementation) {
            case IPVS_OPERATOR -> "#0868ac";
            case KEEPALIVED -> "#888888";
        };
        measured.ifPresent(series -> {
            series.sorted()
                    .forEach(each -> add("<circle cx='%s' cy='%d' r='3' fill='%s' fill-opacity='0.45'/>"
                            .formatted(x(each, longest), y + 8, colour)));
            add("<line x1='%1$s' y1='%2$d' x2='%1$s' y2='%3$d' stroke='%4$s' stroke-width='2'/>"
                    .formatted(x(series.median(), longest), y + 2, y + 14, colour));
        });
    }

    private void drawAxis(Duration longest, int y) {
        add("<line x1='%d' y1='%d' x2='%d' y2='%d' stroke='black'/>".formatted(LABELS, y, LABELS + AXIS, y));
        for (int tick = 0; tick <= TICKS; tick++) {
            Duration at = longest.multipliedBy(tick).dividedBy(TICKS);
            add("<text x='%s' y='%d' text-anchor='middle'>%s</text>"
                    .formatted(x(at, longest), y + 14, Series.milliseconds(at)));
        }
    }

    private static String x(Duration duration, Duration longest) {
        return String.format(Locale.ROOT, "%.1f", LABELS + (double) AXIS * duration.toNanos() / longest.toNanos());
    }

    private void add(String element) {
        svg.append(element).append('\n');
    }
}
