package org.imagefactory.status;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.imagefactory.error.FileReason;
import org.imagefactory.report.RunningBuild;
import org.imagefactory.spec.ImageName;

/**
 * How the images of a factory are.
 *
 * @param images in the order of the question; only the newest build and the newest good one have
 *     their inputs, steps and values
 * @param problems what could not be read, a sentence each; images that they are about are missing
 */
public record Overview(List<ImageStatus> images, List<String> problems) {

    /** Names of the timers that build images, as a shell matches files. */
    public static final List<String> TIMERS =
            List.of("image-factory.timer", "image-factory@*.timer");

    public Overview {
        images = List.copyOf(images);
        problems = List.copyOf(problems);
    }

    /** Of these images. */
    public static Overview of(Recollection memory, List<String> names) {
        List<ImageStatus> images = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            try {
                images.add(new ImageStatus(name, memory.builds(name)));
            } catch (IOException e) {
                problems.add(
                        "cannot read what is remembered of %s: %s"
                                .formatted(name, FileReason.withPath(e)));
            }
        }
        return new Overview(images, problems);
    }

    /** Of these images, then of all others that were ever built. */
    public static Overview ofAll(Recollection memory, List<String> names) {
        Set<String> all = new LinkedHashSet<>(names);
        List<String> problems = new ArrayList<>();
        try {
            all.addAll(memory.images());
        } catch (IOException e) {
            problems.add("cannot read what is remembered: " + FileReason.withPath(e));
        }
        Overview overview = of(memory, List.copyOf(all));
        problems.addAll(overview.problems());
        return new Overview(overview.images(), problems);
    }

    /**
     * The same with what the timers say, and what is being built.
     *
     * @param nextRuns by the name of the timer
     * @param running is asked of each image
     */
    public Overview with(
            Map<String, Instant> nextRuns, Function<ImageName, Optional<RunningBuild>> running) {
        List<ImageStatus> now = new ArrayList<>();
        for (ImageStatus image : images) {
            Optional<ImageName> name =
                    Optional.of(image.image()).filter(ImageName::isValid).map(ImageName::new);
            now.add(image.with(next(image.image(), nextRuns), name.flatMap(running)));
        }
        return new Overview(now, problems);
    }

    /** The image's own timer or the one of all images, whichever comes first. */
    private static Optional<Instant> next(String image, Map<String, Instant> nextRuns) {
        return TIMERS.stream()
                .map(timer -> timer.replace("*", image))
                .flatMap(timer -> Optional.ofNullable(nextRuns.get(timer)).stream())
                .min(Instant::compareTo);
    }
}
