package org.imagefactory.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    record Build(double value, boolean good, String title) {}

    private BarChart() {}

    /**
     * By the names that the template has for them.
     *
     * @param newest of the values, in words
     * @param builds at most {@link #SLOTS}, the oldest first
     */
    static Map<String, Object> values(String title, String newest, List<Build> builds) {
        double highest = builds.stream().mapToDouble(Build::value).max().orElse(0);
        List<Map<String, Object>> bars = new ArrayList<>();
        for (Build build : builds) {
            int x = (SLOTS - builds.size() + bars.size()) * SLOT;
            bars.add(bar(build, x, highest));
        }
        return Map.of(
                "title", title,
                "newest", newest,
                "label",
                        "%s of the last %d builds, %d of them failed; the newest: %s"
                                .formatted(
                                        title,
                                        builds.size(),
                                        builds.stream().filter(build -> !build.good()).count(),
                                        newest),
                "width", WIDTH,
                "height", HEIGHT,
                "slotWidth", SLOT,
                "axis", HEIGHT - 0.5,
                "bars", bars);
    }

    private static Map<String, Object> bar(Build build, int x, double highest) {
        double room = HEIGHT - 1 - HEAD;
        double height = build.value() > 0 ? Math.max(LOWEST, build.value() / highest * room) : 0;
        double top = HEIGHT - 1 - height;
        double middle = top - CROSS - 2;
        Map<String, Object> bar =
                Map.of(
                        "x", number(x + (SLOT - BAR) / 2.0),
                        "y", number(top),
                        "width", BAR,
                        "height", number(height));
        Map<String, Object> cross =
                Map.of(
                        "left",
                        x + SLOT / 2 - CROSS,
                        "right",
                        x + SLOT / 2 + CROSS,
                        "top",
                        number(middle - CROSS),
                        "bottom",
                        number(middle + CROSS));
        return Map.of(
                "title", build.title(),
                "state", build.good() ? "good" : "bad",
                "slot", x,
                "bar", height > 0 ? List.of(bar) : List.of(),
                "cross", build.good() ? List.of() : List.of(cross));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
