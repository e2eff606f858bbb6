package org.imagefactory.resume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Facts;
import org.imagefactory.report.FindingFact;
import org.imagefactory.report.StepResult;
import org.imagefactory.report.WarningCollector;

/** Knows, while a build runs, from where another one could go on if it failed now. */
final class Bookmark {

    private final Workspace workspace;
    private final Set<String> takenBack;
    private Optional<Place> place = Optional.empty();
    private Optional<Set<String>> published = Optional.empty();

    /**
     * A place to go on from.
     *
     * @param steps that need not be done again
     * @param files that these steps left in the staging folder, by name
     * @param findings so far, and the values and warnings
     */
    record Place(
            List<StepResult> steps,
            Set<String> files,
            List<FindingFact> findings,
            Map<String, String> values,
            List<String> warnings) {}

    /**
     * @param workspace of the build
     * @param plan all steps of the build
     */
    Bookmark(Workspace workspace, List<Step> plan) {
        this.workspace = workspace;
        this.takenBack =
                plan.stream()
                        .filter(step -> step.repetition() == Repetition.NEEDED)
                        .map(Step::name)
                        .collect(Collectors.toSet());
    }

    /** Empty where a build that fails now has to begin anew. */
    Optional<Place> place() {
        return place;
    }

    /**
     * A step is about to run.
     *
     * @throws IOException the staging folder cannot be read; there is no place then
     */
    void before(Step step, List<StepResult> results, Facts facts, WarningCollector warnings)
            throws IOException {
        place = Optional.empty();
        if (step.repetition() == Repetition.NEVER) {
            published = Optional.empty();
            return;
        }
        Set<String> files = published.isPresent() ? published.get() : staged();
        if (step.repetition() == Repetition.NEEDED) {
            // They are back in the staging folder when the build has failed.
            published = Optional.of(files);
        }
        List<StepResult> done =
                results.stream().filter(result -> !takenBack.contains(result.name())).toList();
        place =
                Optional.of(
                        new Place(
                                done,
                                files,
                                facts.findings(),
                                facts.values(),
                                warnings.warnings()));
    }

    /** Images and documents; not the lock, sockets and whatever else only a running build needs. */
    private Set<String> staged() throws IOException {
        String start = workspace.baseName() + ".";
        try (Stream<Path> files = Files.list(workspace.staging())) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> file.toFile().getName())
                    .filter(name -> name.startsWith(start))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
