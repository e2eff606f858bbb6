package org.imagefactory.attempt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.imagefactory.catalog.Catalog;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.report.BuildListener;
import org.imagefactory.retention.PrunedItem;
import org.imagefactory.spec.ImageSpec;

/** Brings the catalog of an image up to date. */
@FunctionalInterface
public interface Offer {

    /**
     * @param going names of builds that are about to be removed
     * @return how many builds of the image are offered
     * @throws BuildException it cannot be done; no index names what is missing
     * @throws InterruptedException the calling thread was interrupted
     */
    int update(Set<String> going) throws BuildException, InterruptedException;

    /** Empty where the image has no catalog. */
    static Optional<Offer> of(
            ImageSpec spec, Path outputFolder, ProcessRunner runner, BuildListener listener) {
        return spec.upkeep()
                .catalog()
                .map(folder -> of(folder, spec, outputFolder, runner, listener));
    }

    private static Offer of(
            Path folder,
            ImageSpec spec,
            Path outputFolder,
            ProcessRunner runner,
            BuildListener listener) {
        return going -> {
            try {
                return new Catalog(folder, runner, listener)
                        .update(
                                spec.name(),
                                spec.machine().arch(),
                                outputFolder,
                                going,
                                spec.documents());
            } catch (IOException e) {
                throw new HostException(
                        "cannot write the catalog %s: %s".formatted(folder, e),
                        "check owner and permissions of the folder; 'image-factory catalog' writes"
                                + " it anew",
                        e);
            }
        };
    }

    /** Names of what a removal would remove. */
    static Set<String> going(List<PrunedItem> preview) {
        return preview.stream()
                .filter(PrunedItem::goes)
                .map(PrunedItem::name)
                .collect(Collectors.toSet());
    }
}
