package org.imagefactory.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.report.FileFact;

/**
 * Figures about images in Prometheus' text format, version 0.0.4, for the textfile collector of the
 * node exporter. It takes no time stamps, and no metric twice. Everything is a gauge, since what is
 * remembered of builds is bounded: a count may go down.
 */
public final class Metrics {

    private static final String PREFIX = "image_factory_";

    /**
     * One metric.
     *
     * @param samples its lines, in order
     */
    private record Family(String name, String help, List<String> samples) {

        Family(String name, String help) {
            this(PREFIX + name, help, new ArrayList<>());
        }

        void add(Map<String, String> labels, String value) {
            List<String> pairs = new ArrayList<>();
            labels.forEach((label, text) -> pairs.add(label + "=\"" + escaped(text) + "\""));
            samples.add("%s{%s} %s\n".formatted(name, String.join(",", pairs), value));
        }

        void add(String image, Instant time) {
            add(Map.of("image", image), Long.toString(time.getEpochSecond()));
        }

        /** A metric without samples is left out. */
        String text() {
            return samples.isEmpty()
                    ? ""
                    : "# HELP %s %s\n# TYPE %s gauge\n%s"
                            .formatted(name, help, name, String.join("", samples));
        }
    }

    private final Family lastSuccess =
            new Family("last_success_time_seconds", "When the last good build ended, Unix time.");
    private final Family lastBuild =
            new Family("last_build_time_seconds", "When the last build ended, Unix time.");
    private final Family succeeded =
            new Family("last_build_success", "Whether the last build succeeded: 1 or 0.");
    private final Family duration =
            new Family("last_build_duration_seconds", "How long the last build took.");
    private final Family steps =
            new Family("step_duration_seconds", "How long a step of the last build took.");
    private final Family size =
            new Family("image_size_bytes", "Length of the file of the last good image.");
    private final Family builds =
            new Family("remembered_builds", "Builds that are remembered, by result.");

    private Metrics() {}

    /** The whole file; an image that was never built to an end has no metrics but the counts. */
    public static String text(Overview overview) {
        Metrics metrics = new Metrics();
        overview.images().forEach(metrics::add);
        StringBuilder text = new StringBuilder();
        for (Family family : metrics.families()) {
            text.append(family.text());
        }
        return text.toString();
    }

    private List<Family> families() {
        return List.of(lastSuccess, lastBuild, succeeded, duration, steps, size, builds);
    }

    private void add(ImageStatus status) {
        String image = status.image();
        status.lastGood()
                .ifPresent(
                        good -> {
                            lastSuccess.add(image, good.finished());
                            ImageStatus.file(good).ifPresent(file -> addSize(image, file));
                        });
        status.last().ifPresent(last -> addLast(image, last));
        for (String result : List.of("success", "failure", "cancelled")) {
            long count =
                    status.builds().stream()
                            .filter(build -> build.outcome().word().equals(result))
                            .count();
            builds.add(labels(image, "result", result), Long.toString(count));
        }
    }

    private void addSize(String image, FileFact file) {
        size.add(Map.of("image", image), Long.toString(file.sizeBytes()));
    }

    private void addLast(String image, BuildRecord last) {
        lastBuild.add(image, last.finished());
        succeeded.add(Map.of("image", image), last.outcome().succeeded() ? "1" : "0");
        duration.add(Map.of("image", image), seconds(last.duration()));
        last.steps().forEach((step, time) -> steps.add(labels(image, "step", step), seconds(time)));
    }

    private static Map<String, String> labels(String image, String label, String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("image", image);
        labels.put(label, text);
        return labels;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
