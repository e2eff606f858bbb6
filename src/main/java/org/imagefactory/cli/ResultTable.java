package org.imagefactory.cli;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.batch.ImageResult;
import org.imagefactory.report.Outcome;
import org.imagefactory.report.PhaseLines;
import org.imagefactory.spec.DataSize;
import org.imagefactory.terminal.JsonLine;
import org.imagefactory.terminal.TextLayout;

/**
 * The end of a run of several images: a row for each, and how many of them are well. Where only
 * warnings are wanted, the rows of failures alone; nothing if there is none.
 */
final class ResultTable {

    private static final String NOTHING = "-";

    private final List<ImageResult> results;
    private final boolean quiet;

    /**
     * @param results in order
     * @param quiet whether only failures are told
     */
    ResultTable(List<ImageResult> results, boolean quiet) {
        this.results = results;
        this.quiet = quiet;
    }

    /** For people; empty, or lines with newlines. */
    String text() {
        List<ImageResult> rows = shown();
        Table table = new Table("IMAGE", "RESULT", "TIME", "SIZE", "CHANGE");
        rows.forEach(result -> table.add(row(result)));
        return rows.isEmpty() ? "" : table + summary() + System.lineSeparator();
    }

    /** For programs: a line of the log for each row. */
    String json(Instant now, long pid) {
        StringBuilder lines = new StringBuilder();
        for (ImageResult result : shown()) {
            Outcome outcome = result.outcome();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("image", result.image());
            fields.put("result", result.word());
            fields.put("status", outcome.status().code());
            fields.put("seconds", result.time().toMillis() / 1000.0);
            result.bytes().ifPresent(bytes -> fields.put("bytes", bytes));
            if (!result.change().isEmpty()) {
                fields.put("change", result.change());
            }
            String level = TextLayout.levelName(outcome.succeeded() ? Level.INFO : Level.ERROR);
            lines.append(JsonLine.of(now, pid, level, "result of " + result.image(), fields));
        }
        return lines.toString();
    }

    private List<ImageResult> shown() {
        return results.stream().filter(result -> !quiet || !result.outcome().succeeded()).toList();
    }

    private String summary() {
        long good = results.stream().filter(result -> result.outcome().succeeded()).count();
        return good == results.size()
                ? "all %d images are well".formatted(good)
                : "%d of %d images failed or were not built"
                        .formatted(results.size() - good, results.size());
    }

    private static String[] row(ImageResult result) {
        Outcome outcome = result.outcome();
        boolean failed = !outcome.succeeded() && !outcome.cancelled();
        return new String[] {
            result.image(),
            failed
                    ? "%s (status %d)".formatted(result.word(), outcome.status().code())
                    : result.word(),
            result.time().equals(Duration.ZERO) ? NOTHING : PhaseLines.seconds(result.time()),
            result.bytes().isPresent()
                    ? new DataSize(result.bytes().getAsLong()).toString()
                    : NOTHING,
            result.change().isEmpty() ? NOTHING : result.change()
        };
    }
}
