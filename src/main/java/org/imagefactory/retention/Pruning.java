package org.imagefactory.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.imagefactory.error.FileReason;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.History;
import org.imagefactory.report.BuildListener;
import org.imagefactory.results.ResultKind;
import org.imagefactory.retention.StoredBuild.StoredFile;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.Retention;

/**
 * Removes earlier builds of an image from an output folder. Files are removed one by one, the
 * checksum first, so that whatever ends the removal, nothing that is left looks complete.
 */
public final class Pruning {

    private final Path folder;
    private final ImageName image;
    private final BuildListener listener;

    /**
     * @param folder of the images, absolute
     * @param listener hears what is removed, and a warning for what cannot be
     */
    public Pruning(Path folder, ImageName image, BuildListener listener) {
        this.folder = folder;
        this.image = image;
        this.listener = listener;
    }

    /**
     * What stays and what goes, the newest build first. Changes nothing.
     *
     * @param today nothing of this day and later goes
     * @throws IOException the folder cannot be read
     */
    public List<PrunedItem> preview(Retention rules, LocalDate today) throws IOException {
        List<PrunedItem> items = new ArrayList<>();
        List<StoredBuild> builds = builds();
        RetentionPlan plan = plan(builds, rules, today);
        builds.forEach(build -> items.add(item(build, plan.reasons(build.date()))));
        return items;
    }

    /**
     * Removes what goes.
     *
     * @param today nothing of this day and later goes
     * @return what went and what stays, the newest build first
     * @throws IOException the folder cannot be read, or a file cannot be removed; the removal of
     *     the other builds was tried
     * @throws InterruptedException the calling thread was interrupted; the removal stopped between
     *     two files
     */
    public List<PrunedItem> run(Retention rules, LocalDate today)
            throws IOException, InterruptedException {
        List<PrunedItem> items = new ArrayList<>();
        List<StoredBuild> builds = builds();
        RetentionPlan plan = plan(builds, rules, today);
        List<IOException> failures = new ArrayList<>();
        for (StoredBuild build : builds) {
            PrunedItem item = item(build, plan.reasons(build.date()));
            items.add(item);
            if (item.goes()) {
                try {
                    remove(build);
                } catch (IOException e) {
                    listener.warning(
                            "cannot remove all of %s: %s"
                                    .formatted(item.name(), FileReason.withPath(e)));
                    failures.add(e);
                }
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        return items;
    }

    private List<StoredBuild> builds() throws IOException {
        return new StoredBuilds(folder, image, records()).list();
    }

    /** Without a memory, checksum files tell which builds are good. */
    private Collection<BuildRecord> records() {
        try {
            return new History(folder).of(image.text());
        } catch (IOException e) {
            listener.warning("cannot read the history of %s: %s".formatted(image, e.getMessage()));
            return List.of();
        }
    }

    private RetentionPlan plan(List<StoredBuild> builds, Retention rules, LocalDate today)
            throws IOException {
        return RetentionPlan.of(
                builds.stream().map(StoredBuild::build).toList(),
                rules,
                new LatestLink(folder, image).dates(),
                today);
    }

    private static PrunedItem item(StoredBuild build, Set<KeepReason> reasons) {
        return new PrunedItem(
                build.baseName(),
                reasons.stream().map(KeepReason::text).toList(),
                reasons.isEmpty() ? build.build().state().text() : "",
                build.files().size(),
                build.sizeBytes(),
                build.others());
    }

    private void remove(StoredBuild build) throws IOException, InterruptedException {
        boolean begun = false;
        for (StoredFile file : build.files()) {
            // What has no checksum any more is no image: the two go without a pause.
            boolean mayStop = !begun || file.kind().compareTo(ResultKind.IMAGE) > 0;
            if (mayStop && Thread.interrupted()) {
                throw new InterruptedException("interrupted while removing " + build.baseName());
            }
            Files.deleteIfExists(file.path());
            begun = true;
        }
        listener.note(
                "removed the %s %s: %d files, %s"
                        .formatted(
                                build.build().state().text(),
                                build.baseName(),
                                build.files().size(),
                                new DataSize(build.sizeBytes())));
        if (!build.others().isEmpty()) {
            listener.note(
                    "left alone, since no build makes such files: "
                            + String.join(", ", build.others()));
        }
    }
}
