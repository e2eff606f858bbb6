package org.imagefactory.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.RunningBuild;
import org.imagefactory.spec.DiskFormat;

/**
 * How an image is.
 *
 * @param image its name
 * @param builds that are remembered, the oldest first
 * @param nextRun when a timer builds it; empty where none is known of
 * @param running the build that runs now
 */
public record ImageStatus(
        String image,
        List<BuildRecord> builds,
        Optional<Instant> nextRun,
        Optional<RunningBuild> running) {

    public ImageStatus {
        builds = List.copyOf(builds);
    }

    /** Of an image that no timer is known of. */
    public ImageStatus(String image, List<BuildRecord> builds) {
        this(image, builds, Optional.empty(), Optional.empty());
    }

    /** The same image with a timer, and the build that runs now. */
    ImageStatus with(Optional<Instant> next, Optional<RunningBuild> now) {
        return new ImageStatus(image, builds, next, now);
    }

    public State state() {
        return last().map(State::after).orElse(State.NEVER_BUILT);
    }

    /** The newest build that was not cancelled. */
    public Optional<BuildRecord> last() {
        return newest(builds.stream().filter(BuildRecord::isVerdict).toList());
    }

    /** The newest build that succeeded. */
    public Optional<BuildRecord> lastGood() {
        return newest(builds.stream().filter(build -> build.outcome().succeeded()).toList());
    }

    /** The newest builds that were not cancelled, the oldest first. */
    public List<BuildRecord> lastVerdicts(int count) {
        List<BuildRecord> verdicts = builds.stream().filter(BuildRecord::isVerdict).toList();
        return verdicts.subList(Math.max(0, verdicts.size() - count), verdicts.size());
    }

    /** The image that a build published, in its own format; empty of a build that failed. */
    public static Optional<FileFact> file(BuildRecord build) {
        return build.outputs().stream().filter(ImageStatus::isImage).findFirst();
    }

    private static boolean isImage(FileFact file) {
        for (DiskFormat format : DiskFormat.values()) {
            if (file.name().endsWith("." + format.suffix())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<BuildRecord> newest(List<BuildRecord> builds) {
        return builds.isEmpty() ? Optional.empty() : Optional.of(builds.get(builds.size() - 1));
    }
}
