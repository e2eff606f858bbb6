package org.imagefactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.imagefactory.attempt.CloudCopies;
import org.imagefactory.attempt.Offer;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.files.ScratchFolder;
import org.imagefactory.history.DayNames;
import org.imagefactory.machine.Engine;
import org.imagefactory.netboot.CacheInventory;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildListener;
import org.imagefactory.retention.Leftovers;
import org.imagefactory.retention.PruneReport;
import org.imagefactory.retention.PrunedItem;
import org.imagefactory.retention.Pruning;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Retention;
import org.imagefactory.status.Overview;
import org.imagefactory.status.PublicFile;
import org.imagefactory.status.Recollection;
import org.imagefactory.tools.Systemctl;
import org.imagefactory.web.StatusPage;

/** Looks after what builds have left: earlier images, what is remembered, the cache. */
public final class Housekeeping {

    private final Parts parts;

    Housekeeping(Parts parts) {
        this.parts = parts;
    }

    /**
     * Removes earlier builds of an image, as its configuration says, and what killed builds left.
     *
     * @param outputFolder where the results are
     * @param dryRun change nothing
     * @param listener hears what is removed, and of what cannot be
     * @return what stays and what goes, and why
     * @throws BuildException the folder cannot be read, or something cannot be removed
     * @throws InterruptedException the calling thread was interrupted; the removal stopped between
     *     two files
     */
    public PruneReport prune(
            ImageSpec spec, Path outputFolder, boolean dryRun, BuildListener listener)
            throws BuildException, InterruptedException {
        // In this order: what a build publishes that begins from now on is of this day, or later.
        Workspace workspace = parts.workspace(spec.name(), outputFolder);
        Retention rules = spec.upkeep().retention();
        Pruning pruning = new Pruning(workspace.outputFolder(), workspace.image(), listener);
        Engine engine = parts.engine(parts.runner());
        Leftovers leftovers =
                new Leftovers(
                        workspace,
                        parts.stagingFolders(),
                        engine,
                        spec.machine(),
                        parts.pushLeftovers(spec, workspace, listener),
                        listener);
        try {
            if (parts.stagingFolders().isOwned(workspace)) {
                return PruneReport.BUSY;
            }
            List<PrunedItem> items = new ArrayList<>();
            LocalDate day = DayNames.day(workspace.name());
            if (dryRun) {
                items.addAll(pruning.preview(rules, day));
                items.addAll(leftovers.preview());
            } else {
                Set<String> going = Offer.going(pruning.preview(rules, day));
                Optional<Offer> offer = offer(spec, outputFolder, listener);
                if (offer.isPresent()) {
                    offer.get().update(going);
                }
                CloudCopies.of(engine, spec.machine(), workspace, listener).forget(going);
                items.addAll(pruning.run(rules, day));
                items.addAll(leftovers.remove());
                ScratchFolder.removeLeftovers(parts.surroundings().temporaryFolder());
            }
            return new PruneReport(items, false);
        } catch (IOException e) {
            throw new HostException(
                    "cannot prune %s in %s: %s".formatted(spec.name(), outputFolder, e),
                    "check owner and permissions of the folder",
                    e);
        }
    }

    /**
     * Writes the catalog of an image anew.
     *
     * @param outputFolder where the results are
     * @param listener hears of what is left out
     * @return how many builds of the image it offers; empty where the image has no catalog
     * @throws BuildException it cannot be written; no index names what is missing
     * @throws InterruptedException the calling thread was interrupted
     */
    public OptionalInt catalog(ImageSpec spec, Path outputFolder, BuildListener listener)
            throws BuildException, InterruptedException {
        Optional<Offer> offer = offer(spec, outputFolder, listener);
        return offer.isEmpty() ? OptionalInt.empty() : OptionalInt.of(offer.get().update(Set.of()));
    }

    /**
     * Looks for known vulnerabilities in the newest good builds of images, by their lists of source
     * packages, and replaces the results beside the images. What a distribution publishes is read
     * once for all images of it.
     *
     * @param outputFolder where the results are
     */
    public StoredScans scans(Path outputFolder) {
        return new StoredScans(parts, outputFolder);
    }

    private Optional<Offer> offer(ImageSpec spec, Path outputFolder, BuildListener listener) {
        return Offer.of(spec, outputFolder, parts.runner(), listener);
    }

    /**
     * How images are, by what is remembered of their builds. Changes nothing.
     *
     * @param images whether they were ever built or not
     * @param others whether images that are only remembered follow them
     * @param outputFolder where the results go
     * @throws InterruptedException the calling thread was interrupted
     */
    public Overview status(List<String> images, boolean others, Path outputFolder)
            throws InterruptedException {
        Recollection memory = parts.memory(outputFolder);
        Overview overview = others ? Overview.ofAll(memory, images) : Overview.of(memory, images);
        return overview.with(
                new Systemctl(parts.runner()).nextRuns(Overview.TIMERS),
                image -> parts.stagingFolders().running(parts.workspace(image, outputFolder)));
    }

    /**
     * Writes a page about images for people.
     *
     * @param page absolute; it is replaced in one step, and everybody may read it
     * @param images whether they were ever built or not; images that are only remembered follow
     * @param outputFolder where the results are
     * @return what could not be read, which the page says, too
     * @throws HostException the page cannot be written
     */
    public List<String> report(Path page, List<String> images, Path outputFolder)
            throws HostException {
        Overview overview = Overview.ofAll(parts.memory(outputFolder), images);
        try {
            PublicFile.write(
                    page,
                    StatusPage.text(overview, outputFolder, page, parts.clock(), parts.builder()));
        } catch (IOException e) {
            throw new HostException("cannot write %s: %s".formatted(page, e), "", e);
        }
        return overview.problems();
    }

    /**
     * What lies in a cache folder.
     *
     * @param cacheFolder absolute; need not exist
     */
    public CacheInventory cache(Path cacheFolder) {
        return new CacheInventory(cacheFolder);
    }
}
