package org.imagefactory.web;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.Choice;
import org.imagefactory.status.ImageStatus;
import org.imagefactory.status.Overview;
import org.imagefactory.status.State;

/**
 * A page about all images: one file that loads nothing, runs nothing and follows the reader's
 * choice of light or dark. What it shows of builds was made by guests and is escaped.
 */
public final class StatusPage {

    /** The browser keeps to it, too: nothing is loaded, nothing runs. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
                    + " form-action 'none'";

    /** What needs somebody comes first, what there is nothing to say of comes last. */
    private static final List<State> ORDER = List.of(State.BAD, State.GOOD, State.NEVER_BUILT);

    private final Path outputFolder;
    private final Path page;
    private final Figures figures;
    private final String builder;
    private final Html html = new Html();

    private StatusPage(Path outputFolder, Path page, Clock clock, String builder) {
        this.outputFolder = outputFolder.toAbsolutePath().normalize();
        this.page = page.toAbsolutePath();
        this.figures = new Figures(clock.instant(), clock.getZone());
        this.builder = builder;
    }

    /**
     * The whole page. Looks at the files beside the images; what cannot be read is left out.
     *
     * @param outputFolder of the builds
     * @param page where the text will lie: links start there
     * @param clock tells what the ages are and in which zone the times
     * @param builder name and version of this program
     */
    public static String text(
            Overview overview, Path outputFolder, Path page, Clock clock, String builder) {
        return new StatusPage(outputFolder, page, clock, builder).text(overview);
    }

    private String text(Overview overview) {
        List<ImageStatus> images = new ArrayList<>(overview.images());
        images.sort(
                Comparator.comparing((ImageStatus image) -> ORDER.indexOf(image.state()))
                        .thenComparing(ImageStatus::image));
        html.open("html", "lang", "en");
        head(counts(images));
        html.open("body");
        html.open("header").element("h1", "Images");
        html.open("p").element("span", counts(images), "class", "counts");
        html.text(" as of ");
        html.element("time", figures.timeAndZone(figures.now()), "datetime", figures.now() + "");
        html.close("p").close("header");
        html.open("main");
        overview.problems().forEach(problem -> html.element("p", problem, "class", "problem"));
        List<ImageStatus> built =
                images.stream().filter(image -> image.state() != State.NEVER_BUILT).toList();
        table(built);
        for (ImageStatus image : built) {
            new ImageCard(html, outputFolder, page, figures).write(image);
        }
        neverBuilt(images.subList(built.size(), images.size()));
        html.close("main");
        html.element("footer", builder);
        html.close("body").close("html");
        return html.toString();
    }

    private void head(String title) {
        html.open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.empty("link", "rel", "icon", "href", "data:,");
        html.element("title", "Images: " + title);
        html.style(style());
        html.close("head");
    }

    /** {@code 1 bad, 3 good}. */
    private static String counts(List<ImageStatus> images) {
        List<String> parts = new ArrayList<>();
        for (State state : ORDER) {
            long count = images.stream().filter(image -> image.state() == state).count();
            if (count > 0) {
                parts.add(count + " " + state.word());
            }
        }
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }

    private void table(List<ImageStatus> images) {
        if (images.isEmpty()) {
            html.element("p", "No image was ever built here.");
            return;
        }
        html.open("table", "class", "overview").open("thead").open("tr");
        for (String title : List.of("Image", "State", "Last good", "Size")) {
            html.element("th", title, "scope", "col", "class", title.toLowerCase(Locale.ROOT));
        }
        html.close("tr").close("thead").open("tbody");
        images.forEach(this::row);
        html.close("tbody").close("table");
    }

    /** One line for all: a configuration may have dozens that nobody builds here. */
    private void neverBuilt(List<ImageStatus> images) {
        if (!images.isEmpty()) {
            html.open("p", "class", "rest");
            badge(html, State.NEVER_BUILT);
            html.text(": " + images.stream().map(ImageStatus::image).collect(joining(", ")));
            html.close("p");
        }
    }

    private void row(ImageStatus image) {
        Optional<BuildRecord> good = image.lastGood();
        html.open("tr").open("th", "scope", "row");
        html.element("a", image.image(), "href", "#" + Links.encoded(ImageCard.id(image)));
        html.close("th").open("td");
        badge(html, image.state());
        html.close("td").open("td");
        html.text(good.map(build -> figures.age(build) + " ago").orElse("\u2013"));
        html.close("td").open("td", "class", "size");
        html.text(
                good.flatMap(ImageStatus::file)
                        .map(FileFact::sizeBytes)
                        .map(Figures::size)
                        .orElse("\u2013"));
        html.close("td").close("tr");
    }

    /** A word, and a shape for those who do not see its colour. */
    static void badge(Html html, State state) {
        html.open("span", "class", "badge " + Choice.name(state));
        html.open("svg", "viewBox", "0 0 16 16", "aria-hidden", "true");
        switch (state) {
            case GOOD -> {
                html.empty("circle", "cx", "8", "cy", "8", "r", "8");
                html.empty("path", "d", "M4.5 8.2L7 10.7L11.5 5.5");
            }
            case BAD -> {
                html.empty("path", "class", "sign", "d", "M8 0.5L16 15.5H0Z");
                html.empty("path", "d", "M8 6V10.2M8 12.2V13.7");
            }
            case NEVER_BUILT ->
                    html.empty("circle", "class", "ring", "cx", "8", "cy", "8", "r", "6.5");
        }
        html.close("svg").text(state.word()).close("span");
    }

    private static String style() {
        try (InputStream in = StatusPage.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its style sheet");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
