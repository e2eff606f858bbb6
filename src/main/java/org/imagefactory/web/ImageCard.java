package org.imagefactory.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.report.Fact;
import org.imagefactory.report.FileFact;
import org.imagefactory.scan.ScapResult;
import org.imagefactory.scan.StoredScan;
import org.imagefactory.spec.Choice;
import org.imagefactory.status.Ages;
import org.imagefactory.status.ImageStatus;
import org.imagefactory.status.State;
import org.imagefactory.web.BarChart.Build;

/**
 * What the page shows of an image that was built.
 *
 * @param outputFolder absolute
 */
record ImageCard(Path outputFolder, Links links, Figures figures) {

    /** More is no reading for people; the link leads to the whole list. */
    private static final int MOST_CHANGES = 200;

    /** An empty cell would look like a mistake. */
    private static final String NOTHING = "\u2013";

    /** By the names that the templates have for them. */
    Map<String, Object> values(ImageStatus image) {
        Map<String, Object> values = StatusPage.badge(image.state());
        values.put("id", "image-" + image.image());
        values.put("link", Links.encoded("image-" + image.image()));
        values.put("name", image.image());
        Optional<BuildRecord> good = image.lastGood();
        values.put("age", good.map(build -> figures.age(build) + " ago").orElse(NOTHING));
        values.put("size", good.map(ImageCard::size).filter(s -> !s.isEmpty()).orElse(NOTHING));
        List<Map<String, Object>> ends = new ArrayList<>();
        good.ifPresent(build -> ends.add(end("Last good build", build, true)));
        image.last().ifPresent(last -> last(image.state() == State.BAD, last, ends, values));
        values.put("ends", ends);
        values.put("scan", good.flatMap(this::scan).stream().toList());
        values.put("scap", good.flatMap(this::scap).stream().toList());
        List<BuildRecord> builds = image.lastVerdicts(BarChart.SLOTS);
        values.put("charts", charts(builds));
        values.put("changes", good.flatMap(this::changes).stream().toList());
        values.put("screen", good.flatMap(this::screen).stream().toList());
        values.put("buildCount", builds.size() == 1 ? "1 build" : builds.size() + " builds");
        List<Map<String, Object>> rows = new ArrayList<>();
        builds.forEach(build -> rows.add(0, row(build)));
        values.put("builds", rows);
        return values;
    }

    private void last(
            boolean bad,
            BuildRecord last,
            List<Map<String, Object>> ends,
            Map<String, Object> values) {
        values.put("message", last.outcome().message());
        values.put("advice", last.outcome().advice());
        if (bad) {
            ends.add(end("Last build", last, false));
        }
        List<Map<String, String>> evidence = linked(files(last).evidence());
        values.put("evidence", evidence);
        values.put("hasEvidence", !evidence.isEmpty());
    }

    /**
     * @param good whether there is an image
     */
    private Map<String, Object> end(String title, BuildRecord build, boolean good) {
        String file =
                ImageStatus.file(build)
                        .map(f -> f.name() + ", " + Figures.size(f.sizeBytes()))
                        .orElse("");
        List<Map<String, String>> results = good ? linked(files(build).results()) : List.of();
        return Map.of(
                "title", title,
                "finished", build.finished(),
                "time", figures.time(build.finished()),
                "age", figures.age(build),
                "took", Ages.text(build.duration()),
                "warnings", warnings(build.warnings()),
                "file", good ? file : "",
                "results", results,
                "hasResults", !results.isEmpty());
    }

    private static String warnings(int count) {
        return switch (count) {
            case 0 -> "";
            case 1 -> ", 1 warning";
            default -> ", %d warnings".formatted(count);
        };
    }

    private Optional<Map<String, Object>> scan(BuildRecord build) {
        Path file = files(build).scan();
        return StoredScan.read(file)
                .map(
                        result ->
                                Map.of(
                                        "summary", result.summary(),
                                        "time", figures.time(result.scanned()),
                                        "link", links.to(file)));
    }

    private Optional<Map<String, Object>> scap(BuildRecord build) {
        BuildFiles files = files(build);
        return ScapResult.read(files.scap())
                .map(
                        result ->
                                Map.of(
                                        "summary", result.summary(),
                                        "link", links.to(files.scapReport())));
    }

    private BuildFiles files(BuildRecord build) {
        return new BuildFiles(outputFolder, build);
    }

    private List<Map<String, String>> linked(List<BuildFiles.Entry> files) {
        return files.stream()
                .map(file -> Map.of("label", file.label(), "link", links.to(file.path())))
                .toList();
    }

    private static List<Map<String, Object>> charts(List<BuildRecord> builds) {
        List<Build> sizes = new ArrayList<>();
        List<Build> times = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        for (BuildRecord build : builds) {
            boolean good = build.outcome().succeeded();
            Optional<Long> size = ImageStatus.file(build).map(FileFact::sizeBytes);
            size.ifPresent(lengths::add);
            String result = build.date() + ": " + (good ? "" : "failed, ");
            String time = Ages.text(build.duration());
            String length = size.map(Figures::size).orElse("no image");
            sizes.add(new Build(size.orElse(0L), good, result + length));
            times.add(new Build(build.duration().toMillis(), good, result + time));
        }
        return List.of(
                BarChart.values("Size", newest(lengths), sizes),
                BarChart.values(
                        "Time", Ages.text(builds.get(builds.size() - 1).duration()), times));
    }

    /** The newest size, and what has changed since the one before. */
    private static String newest(List<Long> lengths) {
        if (lengths.isEmpty()) {
            return "no image";
        }
        long now = lengths.get(lengths.size() - 1);
        long before = lengths.get(Math.max(0, lengths.size() - 2));
        return Figures.size(now)
                + (now == before ? "" : " (" + Figures.difference(before, now) + ")");
    }

    private Optional<Map<String, Object>> changes(BuildRecord build) {
        Path file = files(build).changes();
        return ChangedPackages.read(file)
                .map(
                        packages ->
                                Map.of(
                                        "summary", packages.summary(),
                                        "title", packages.title(),
                                        "shown", shown(packages),
                                        "more",
                                                Math.max(
                                                        0,
                                                        packages.changes().size() - MOST_CHANGES),
                                        "link", links.to(file)));
    }

    private static List<Map<String, String>> shown(ChangedPackages packages) {
        return packages.changes().stream()
                .limit(MOST_CHANGES)
                .map(change -> Map.of("kind", Choice.name(change.kind()), "text", change.text()))
                .toList();
    }

    private Optional<Map<String, Object>> screen(BuildRecord build) {
        return Fact.BOOT_SCREEN
                .in(build.values())
                .map(text -> Map.of("time", figures.time(build.started()), "text", text));
    }

    private Map<String, Object> row(BuildRecord build) {
        return Map.of(
                "state", build.outcome().succeeded() ? "good" : "bad",
                "ended", figures.time(build.finished()),
                "result", build.outcome().word(),
                "took", Ages.text(build.duration()),
                "size", size(build),
                "logs", linked(files(build).evidence()));
    }

    /** Empty where there is no image. */
    private static String size(BuildRecord build) {
        return ImageStatus.file(build).map(FileFact::sizeBytes).map(Figures::size).orElse("");
    }
}
