package org.imagefactory.difference;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imagefactory.difference.Difference.Part;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.manifest.ImageChanges;
import org.imagefactory.manifest.PackageChange;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.TemporaryFolder;
import org.imagefactory.report.BuildListener;
import org.imagefactory.tools.DiskFailures;
import org.jspecify.annotations.Nullable;

/**
 * Compares two images, whoever made them: disk, boot loader, packages and files. Both are only
 * read, and lists of their files lie in a temporary folder, so that the memory that is taken does
 * not depend on how many there are.
 */
public final class ImageComparison {

    private static final String DRAWN = "drawn by lot by each installation";

    private final ProcessRunner runner;
    private final Path temporaryFolder;

    /**
     * @param temporaryFolder gets raw copies of images in other formats, as long as it takes
     */
    public ImageComparison(ProcessRunner runner, Path temporaryFolder) {
        this.runner = runner;
        this.temporaryFolder = temporaryFolder;
    }

    /**
     * @param before an image file
     * @param after another one
     * @param cleanup gets the undo of everything
     * @return whether both are the same, but for what each installation makes anew
     * @throws BuildException an image cannot be looked into
     */
    public boolean compare(
            Path before, Path after, Report report, BuildListener listener, CleanupStack cleanup)
            throws BuildException, InterruptedException {
        for (Path file : List.of(before, after)) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new HostException(
                        "%s is no file that you may read".formatted(file), "name an image file");
            }
        }
        try {
            Path folder = TemporaryFolder.create(temporaryFolder, cleanup);
            ComparedImage one =
                    ComparedImage.read(
                            runner, before, Files.createDirectory(folder.resolve("a")), listener);
            ComparedImage two =
                    ComparedImage.read(
                            runner, after, Files.createDirectory(folder.resolve("b")), listener);
            long[] different = {0};
            tell(
                    one,
                    two,
                    difference -> {
                        if (difference.anew().isEmpty()) {
                            different[0]++;
                            report.tell(difference);
                        }
                    });
            tell(one, two, d -> d.anew().ifPresent(reason -> report.tell(d)));
            return different[0] == 0;
        } catch (IOException e) {
            throw DiskFailures.io("comparing the images", temporaryFolder, e);
        }
    }

    private static void tell(ComparedImage one, ComparedImage two, Report report)
            throws IOException {
        traits(Part.DISK, one.disk(), two.disk(), Optional.empty(), report);
        traits(Part.DISK, one.ids(), two.ids(), Optional.of(DRAWN), report);
        traits(Part.BOOT_LOADER, one.boot(), two.boot(), Optional.empty(), report);
        for (PackageChange change : ImageChanges.packages(one.packages(), two.packages())) {
            report.tell(
                    new Difference(
                            Part.PACKAGE,
                            change.name(),
                            Optional.of(change.oldVersion()).filter(v -> !v.isEmpty()),
                            Optional.of(change.newVersion()).filter(v -> !v.isEmpty()),
                            Optional.empty()));
        }
        try (BufferedReader first = Files.newBufferedReader(one.files());
                BufferedReader second = Files.newBufferedReader(two.files())) {
            files(first, second, report);
        }
    }

    private static void traits(
            Part part,
            Map<String, String> one,
            Map<String, String> two,
            Optional<String> anew,
            Report report) {
        Set<String> names = new TreeSet<>(one.keySet());
        names.addAll(two.keySet());
        for (String name : names) {
            Optional<String> before = Optional.ofNullable(one.get(name));
            Optional<String> after = Optional.ofNullable(two.get(name));
            if (!before.equals(after)) {
                report.tell(new Difference(part, name, before, after, anew));
            }
        }
    }

    /** Both are sorted, so one look at each line is enough. */
    private static void files(BufferedReader first, BufferedReader second, Report report)
            throws IOException {
        FileRecord a = next(first);
        FileRecord b = next(second);
        while (a != null || b != null) {
            int order = a == null ? 1 : b == null ? -1 : a.path().compareTo(b.path());
            file(order <= 0 ? a : null, order >= 0 ? b : null, report);
            a = order <= 0 ? next(first) : a;
            b = order >= 0 ? next(second) : b;
        }
    }

    private static void file(@Nullable FileRecord a, @Nullable FileRecord b, Report report) {
        if (a != null && b != null) {
            if (!a.different(b).isEmpty() || !b.different(a).isEmpty()) {
                report.tell(
                        new Difference(
                                Part.FILE,
                                a.path(),
                                Optional.of(a.different(b)),
                                Optional.of(b.different(a)),
                                reason(a, b)));
            }
            return;
        }
        FileRecord one = a != null ? a : b;
        if (one != null) {
            Optional<String> text = Optional.of(one.text());
            report.tell(
                    new Difference(
                            Part.FILE,
                            one.path(),
                            a == null ? Optional.empty() : text,
                            a == null ? text : Optional.empty(),
                            MadeAnew.reason(one.path())));
        }
    }

    private static Optional<String> reason(FileRecord a, FileRecord b) {
        return MadeAnew.reason(a.path())
                .or(
                        () ->
                                a.isEssentially(b)
                                        ? MadeAnew.partly(a.path()).map(MadeAnew::reason)
                                        : Optional.empty());
    }

    private static @Nullable FileRecord next(BufferedReader reader) throws IOException {
        String line = reader.readLine();
        return line == null ? null : FileRecord.parse(line);
    }
}
