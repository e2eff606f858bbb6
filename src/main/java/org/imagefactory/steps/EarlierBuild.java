package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.pipeline.DocumentKind;
import org.imagefactory.pipeline.Workspace;

/** Finds the build of the same image that was published before this one. */
final class EarlierBuild {

    private static final int DATE_LENGTH = "YYYY-MM-DD".length();

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

    /** Only for exactly this image: {@code debian} is not {@code debian-13}. */
    private static Optional<LocalDate> date(Path file, Workspace workspace) {
        String name = String.valueOf(file.getFileName());
        int start = workspace.image().text().length() + 1;
        if (name.length() < start + DATE_LENGTH) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(name.substring(start, start + DATE_LENGTH));
            Workspace other = new Workspace(workspace.image(), date, workspace.outputFolder());
            return file.equals(other.publishedDocument(DocumentKind.PACKAGES))
                            && Files.isRegularFile(file)
                    ? Optional.of(date)
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
