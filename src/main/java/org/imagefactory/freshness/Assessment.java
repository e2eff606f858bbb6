package org.imagefactory.freshness;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.Description;

/**
 * Whether an image has to be built.
 *
 * @param last build that says anything about the image; empty if none is remembered
 * @param changes reasons to build it, the nearest at hand first
 */
public record Assessment(Optional<BuildRecord> last, List<Change> changes) {

    public Assessment {
        changes = List.copyOf(changes);
    }

    /** The same in the words of those who asked for the image. */
    public Assessment told(Description description) {
        return new Assessment(
                last,
                changes.stream()
                        .map(
                                change ->
                                        new Change(
                                                description.tell(change.subject()),
                                                change.kind(),
                                                description.tell(change.detail())))
                        .toList());
    }

    /** Whether a build would make the same image as the last one, and that is still there. */
    public boolean unchanged() {
        return last.isPresent() && changes.isEmpty();
    }

    /** Since when nothing has changed; empty if something has. */
    public String text() {
        return last.filter(build -> changes.isEmpty())
                .map(
                        build ->
                                "nothing changed since the build of %s (%s)"
                                        .formatted(build.date(), images(build)))
                .orElse("");
    }

    private static String images(BuildRecord build) {
        return build.outputs().stream()
                .map(FileFact::name)
                .filter(Outputs::isImage)
                .collect(Collectors.joining(", "));
    }
}
