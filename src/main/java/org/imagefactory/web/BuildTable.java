package org.imagefactory.web;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.report.FileFact;
import org.imagefactory.status.Ages;
import org.imagefactory.status.ImageStatus;

/** The latest builds of an image in words, with links to what is left of each. */
final class BuildTable {

    private final Html html;
    private final Path outputFolder;
    private final Links links;
    private final Figures figures;

    BuildTable(Html html, Path outputFolder, Links links, Figures figures) {
        this.html = html;
        this.outputFolder = outputFolder;
        this.links = links;
        this.figures = figures;
    }

    /**
     * @param builds the oldest first; shown the other way round
     */
    void write(List<BuildRecord> builds) {
        String title = builds.size() == 1 ? "1 build" : builds.size() + " builds";
        html.open("details").element("summary", title);
        html.open("table", "class", "builds").open("thead").open("tr");
        for (String column : List.of("Ended", "Result", "Took", "Size", "Logs")) {
            html.element("th", column, "scope", "col", "class", column.toLowerCase(Locale.ROOT));
        }
        html.close("tr").close("thead").open("tbody");
        for (int i = builds.size() - 1; i >= 0; i--) {
            row(builds.get(i));
        }
        html.close("tbody").close("table").close("details");
    }

    private void row(BuildRecord build) {
        boolean good = build.outcome().succeeded();
        html.open("tr", "class", good ? "good" : "bad");
        html.element("td", figures.time(build.finished()), "class", "ended");
        html.element("td", build.outcome().word(), "class", "result");
        html.element("td", Ages.text(build.duration()), "class", "took");
        html.element(
                "td",
                ImageStatus.file(build).map(FileFact::sizeBytes).map(Figures::size).orElse(""),
                "class",
                "size");
        html.open("td", "class", "logs files");
        for (BuildFiles.Entry file : new BuildFiles(outputFolder, build).evidence()) {
            html.element("a", file.label(), "href", links.to(file.path()));
        }
        html.close("td").close("tr");
    }
}
