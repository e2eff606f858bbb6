package org.imagefactory.status;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.History;
import org.imagefactory.spec.ImageName;

/**
 * The builds of a factory as far as they matter to an overview. What has not changed since the last
 * look is not read again: a factory remembers thousands of builds, and each one ends with a look.
 * Safe for threads.
 */
public final class Recollection {

    private record Known(Object stamp, List<BuildRecord> builds) {}

    private final History history;
    private final Map<String, Known> known = new HashMap<>();

    /**
     * @param history that is looked at
     */
    public Recollection(History history) {
        this.history = history;
    }

    /**
     * Names of the images that anything is remembered of, in order.
     *
     * @throws IOException the folder cannot be read
     */
    List<String> images() throws IOException {
        return history.images();
    }

    /**
     * The builds of an image, the oldest first; only the newest and the newest good one have their
     * inputs, steps and values.
     *
     * @param name what cannot be that of an image was never built, and is no path to look at
     * @throws IOException the memory of the image cannot be read, or is damaged
     */
    public synchronized List<BuildRecord> builds(String name) throws IOException {
        if (!ImageName.isValid(name)) {
            return List.of();
        }
        Object stamp = history.stamp(name);
        Known before = known.get(name);
        if (before != null && before.stamp().equals(stamp)) {
            return before.builds();
        }
        known.remove(name);
        List<BuildRecord> builds = read(name);
        known.put(name, new Known(stamp, builds));
        return builds;
    }

    private List<BuildRecord> read(String name) throws IOException {
        List<BuildRecord> builds =
                history.of(name).stream().filter(build -> build.image().equals(name)).toList();
        ImageStatus status = new ImageStatus(name, builds);
        return builds.stream()
                .map(
                        build ->
                                isNewest(build, status.last()) || isNewest(build, status.lastGood())
                                        ? build
                                        : outline(build))
                .toList();
    }

    private static boolean isNewest(BuildRecord build, Optional<BuildRecord> newest) {
        return newest.filter(build::equals).isPresent();
    }

    /** Of most builds only the end, time and size matter. */
    private static BuildRecord outline(BuildRecord build) {
        return new BuildRecord(
                build.image(),
                build.date(),
                build.started(),
                build.finished(),
                build.outcome(),
                Map.of(),
                ImageStatus.file(build).stream().toList(),
                Map.of(),
                Map.of(),
                build.warnings());
    }
}
