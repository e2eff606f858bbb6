package org.imagefactory.web;

import java.util.List;
import java.util.Locale;

/**
 * A small chart of the latest builds, the newest at the right. Builds that failed are told by their
 * colour and by a cross.
 */
final class BarChart {

    /** Builds that a chart has room for. */
    static final int SLOTS = 30;

    private static final int SLOT = 10;
    private static final int BAR = 8;
    private static final int WIDTH = SLOTS * SLOT;
    private static final int HEIGHT = 56;

    /** Above the highest bar, for a cross. */
    private static final int HEAD = 10;

    /** No bar is so low that nobody sees it. */
    private static final int LOWEST = 2;

    private static final int CROSS = 3;

    /**
     * One build.
     *
     * @param value not negative; 0 where there is none
     * @param good whether the build succeeded
     * @param title what a pointer at it shows
     */
    record Bar(double value, boolean good, String title) {}

    private BarChart() {}

    /**
     * @param label says in words what the chart shows, for those who cannot see it
     * @param bars at most {@link #SLOTS}, the oldest first
     */
    static void write(Html html, String label, List<Bar> bars) {
        html.open(
                "svg",
                "viewBox",
                "0 0 %d %d".formatted(WIDTH, HEIGHT),
                "role",
                "img",
                "aria-label",
                label);
        html.empty("path", "class", "axis", "d", "M0 %1$d.5H%2$d".formatted(HEIGHT - 1, WIDTH));
        double highest = bars.stream().mapToDouble(Bar::value).max().orElse(0);
        for (int i = 0; i < bars.size(); i++) {
            int x = (SLOTS - bars.size() + i) * SLOT;
            write(html, bars.get(i), x, highest);
        }
        html.close("svg");
    }

    private static void write(Html html, Bar bar, int x, double highest) {
        double room = HEIGHT - 1 - HEAD;
        double height = bar.value() > 0 ? Math.max(LOWEST, bar.value() / highest * room) : 0;
        double top = HEIGHT - 1 - height;
        html.open("g", "class", bar.good() ? "good" : "bad").element("title", bar.title());
        // The whole slot answers to the pointer, however low the bar is.
        html.empty(
                "rect",
                "class",
                "slot",
                "x",
                x + "",
                "y",
                "0",
                "width",
                SLOT + "",
                "height",
                HEIGHT + "");
        if (height > 0) {
            html.empty(
                    "rect",
                    "class",
                    "bar",
                    "x",
                    number(x + (SLOT - BAR) / 2.0),
                    "y",
                    number(top),
                    "width",
                    BAR + "",
                    "height",
                    number(height));
        }
        if (!bar.good()) {
            cross(html, x + SLOT / 2, top - CROSS - 2);
        }
        html.close("g");
    }

    private static void cross(Html html, int x, double y) {
        html.empty(
                "path",
                "class",
                "cross",
                "d",
                "M%1$d %3$sL%2$d %4$sM%1$d %4$sL%2$d %3$s"
                        .formatted(x - CROSS, x + CROSS, number(y - CROSS), number(y + CROSS)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
