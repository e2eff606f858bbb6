package org.imagefactory.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.report.Fact;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.Choice;
import org.imagefactory.status.Ages;
import org.imagefactory.status.ImageStatus;
import org.imagefactory.status.State;
import org.imagefactory.web.BarChart.Bar;

/** The part of the page that is about one image. */
final class ImageCard {

    /** More is no reading for people; the link leads to the whole list. */
    private static final int MOST_CHANGES = 200;

    private final Html html;
    private final Path outputFolder;
    private final Links links;
    private final Figures figures;

    ImageCard(Html html, Path outputFolder, Path page, Figures figures) {
        this.html = html;
        this.outputFolder = outputFolder;
        this.links = new Links(page);
        this.figures = figures;
    }

    /** Where on the page it is. */
    static String id(ImageStatus image) {
        return "image-" + image.image();
    }

    void write(ImageStatus image) {
        html.open("section", "id", id(image), "class", Choice.name(image.state()));
        html.open("h2").element("span", image.image());
        StatusPage.badge(html, image.state());
        html.close("h2");
        image.last().ifPresent(last -> builds(image, last));
        html.close("section");
    }

    private void builds(ImageStatus image, BuildRecord last) {
        boolean bad = image.state() == State.BAD;
        if (bad) {
            failure(last);
        }
        html.open("dl");
        image.lastGood().ifPresent(this::good);
        if (bad) {
            ended("Last build", last);
        }
        files("Logs", new BuildFiles(outputFolder, last).evidence());
        html.close("dl");
        List<BuildRecord> builds = image.lastVerdicts(BarChart.SLOTS);
        charts(builds);
        image.lastGood().ifPresent(this::changes);
        image.lastGood().ifPresent(this::screen);
        new BuildTable(html, outputFolder, links, figures).write(builds);
    }

    private void failure(BuildRecord build) {
        html.open(
                "div",
                "class",
                "failure",
                "role",
                "region",
                "aria-label",
                "what went wrong",
                "tabindex",
                "0");
        html.element("pre", build.outcome().message());
        if (!build.outcome().advice().isEmpty()) {
            html.element("pre", build.outcome().advice(), "class", "advice");
        }
        html.close("div");
    }

    private void good(BuildRecord build) {
        ended("Last good build", build);
        ImageStatus.file(build)
                .ifPresent(
                        file -> {
                            html.element("dt", "Image").open("dd").text(file.name());
                            html.text(", " + Figures.size(file.sizeBytes())).close("dd");
                        });
        files("Files", new BuildFiles(outputFolder, build).results());
    }

    private void ended(String title, BuildRecord build) {
        html.element("dt", title).open("dd");
        html.element("time", figures.time(build.finished()), "datetime", build.finished() + "");
        html.text(", %s ago, took %s".formatted(figures.age(build), Ages.text(build.duration())));
        if (build.warnings() > 0) {
            html.text(
                    build.warnings() == 1
                            ? ", 1 warning"
                            : ", %d warnings".formatted(build.warnings()));
        }
        html.close("dd");
    }

    private void files(String title, List<BuildFiles.Entry> files) {
        if (!files.isEmpty()) {
            html.element("dt", title).open("dd", "class", "files");
            files.forEach(file -> html.element("a", file.label(), "href", links.to(file.path())));
            html.close("dd");
        }
    }

    private void charts(List<BuildRecord> builds) {
        html.open("div", "class", "charts");
        List<Bar> sizes = new ArrayList<>();
        List<Bar> times = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        for (BuildRecord build : builds) {
            boolean good = build.outcome().succeeded();
            Optional<Long> size = ImageStatus.file(build).map(FileFact::sizeBytes);
            size.ifPresent(lengths::add);
            String result = build.date() + ": " + (good ? "" : "failed, ");
            String time = Ages.text(build.duration());
            sizes.add(
                    new Bar(
                            size.orElse(0L),
                            good,
                            result + size.map(Figures::size).orElse("no image")));
            times.add(new Bar(build.duration().toMillis(), good, result + time));
        }
        chart("Size", newest(lengths), sizes);
        chart("Time", Ages.text(builds.get(builds.size() - 1).duration()), times);
        html.close("div");
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

    private void chart(String title, String newest, List<Bar> bars) {
        long failed = bars.stream().filter(bar -> !bar.good()).count();
        html.open("figure").open("figcaption").text(title + " ");
        html.element("b", newest).close("figcaption");
        BarChart.write(
                html,
                "%s of the last %d builds, %d of them failed; the newest: %s"
                        .formatted(title, bars.size(), failed, newest),
                bars);
        html.close("figure");
    }

    private void changes(BuildRecord build) {
        Path file = new BuildFiles(outputFolder, build).changes();
        Optional<ChangedPackages> packages = ChangedPackages.read(file);
        if (packages.isEmpty()) {
            return;
        }
        html.open("details");
        html.element("summary", "Packages: " + packages.get().summary());
        html.element("p", packages.get().title());
        html.open("ul", "class", "changes");
        packages.get().changes().stream().limit(MOST_CHANGES).forEach(this::change);
        html.close("ul");
        int more = packages.get().changes().size() - MOST_CHANGES;
        if (more > 0) {
            html.open("p").element("a", more + " more", "href", links.to(file)).close("p");
        }
        html.close("details");
    }

    private void change(ChangedPackages.Change change) {
        String kind = Choice.name(change.kind());
        html.open("li", "class", kind).element("span", kind);
        html.text(" " + change.text()).close("li");
    }

    private void screen(BuildRecord build) {
        Optional<String> screen = Fact.BOOT_SCREEN.in(build.values());
        if (screen.isEmpty()) {
            return;
        }
        String title = "Boot test of " + figures.time(build.started());
        html.open("details").element("summary", title);
        html.element(
                "pre",
                screen.get(),
                "class",
                "screen",
                "role",
                "region",
                "aria-label",
                "last screen of the boot test",
                "tabindex",
                "0");
        html.close("details");
    }
}
