package org.imagefactory.web;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.html.PageTemplates;
import org.imagefactory.spec.Choice;
import org.imagefactory.status.ImageStatus;
import org.imagefactory.status.Overview;
import org.imagefactory.status.State;

/**
 * A page about all images: one file that loads nothing, runs nothing and follows the reader's
 * choice of light or dark. What it shows of builds was made by guests and is escaped.
 */
public final class StatusPage {

    /** What needs somebody comes first, what there is nothing to say of comes last. */
    private static final List<State> ORDER = List.of(State.BAD, State.GOOD, State.NEVER_BUILT);

    private StatusPage() {}

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
        Figures figures = new Figures(clock.instant(), clock.getZone());
        ImageCard card =
                new ImageCard(
                        outputFolder.toAbsolutePath().normalize(),
                        new Links(page.toAbsolutePath()),
                        figures);
        List<ImageStatus> images = new ArrayList<>(overview.images());
        images.sort(
                Comparator.comparing((ImageStatus image) -> ORDER.indexOf(image.state()))
                        .thenComparing(ImageStatus::image));
        List<ImageStatus> built =
                images.stream().filter(image -> image.state() != State.NEVER_BUILT).toList();
        PageTemplates templates = new PageTemplates(StatusPage.class);
        return templates.text(
                "page",
                Map.of(
                        "style", templates.file("page.css"),
                        "counts", counts(images),
                        "now", figures.now(),
                        "nowInZone", figures.timeAndZone(figures.now()),
                        "problems", overview.problems(),
                        "anyBuilt", !built.isEmpty(),
                        "built", built.stream().map(card::values).toList(),
                        "rest", neverBuilt(images.subList(built.size(), images.size())),
                        "builder", builder));
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

    /** One line for all: a configuration may have dozens that nobody builds here. */
    private static List<Map<String, Object>> neverBuilt(List<ImageStatus> images) {
        if (images.isEmpty()) {
            return List.of();
        }
        Map<String, Object> values = badge(State.NEVER_BUILT);
        values.put("names", images.stream().map(ImageStatus::image).collect(joining(", ")));
        return List.of(values);
    }

    /** A word, and a shape for those who do not see its colour. */
    static Map<String, Object> badge(State state) {
        return new HashMap<>(
                Map.of(
                        "state", Choice.name(state),
                        "word", state.word(),
                        "good", state == State.GOOD,
                        "bad", state == State.BAD,
                        "neverBuilt", state == State.NEVER_BUILT));
    }
}
