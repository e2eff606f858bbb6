package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.pipeline.DocumentKind;
import org.imagefactory.pipeline.ResultName;
import org.imagefactory.pipeline.Workspace;

/** Finds the build of the same image that was published before this one. */
final class EarlierBuild {

    private EarlierBuild() {}

    /**
     * The newest build of an earlier day that has a package list. One of the same day does not
     * count: this build takes its place, and nobody could look it up any more.
     *
     * @return names its files
     */
    static Optional<Workspace> find(Workspace workspace) throws IOException {
        try (Stream<Path> files = Files.list(workspace.outputFolder())) {
            return files.flatMap(file -> date(file, workspace).stream())
                    .filter(date -> date.isBefore(workspace.date()))
                    .max(Comparator.naturalOrder())
                    .map(date -> new Workspace(workspace.image(), date, workspace.outputFolder()));
        }
    }

    private static Optional<LocalDate> date(Path file, Workspace workspace) {
        return ResultName.parse(workspace.image(), String.valueOf(file.getFileName()))
                .filter(name -> name.suffix().equals(DocumentKind.PACKAGES.suffix()))
                .filter(name -> Files.isRegularFile(file))
                .map(ResultName::date);
    }
}
