package org.imagefactory.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.Plugins;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageType;

/** What provider images are on their providers, and how that is deleted. */
final class ProviderCopies {

    private final Plugins plugins;
    private final WorkFolders folders;

    ProviderCopies(Plugins plugins, WorkFolders folders) {
        this.plugins = plugins;
        this.folders = folders;
    }

    boolean needCredentials(ImageRecord record, Optional<String> target) {
        return plugin(record, target).filter(CloudPlugin::deletingNeedsCredentials).isPresent();
    }

    /** Nothing for an image that was never pushed. */
    void delete(ImageWork work, DeletionRequest request)
            throws BuildException, IOException, InterruptedException {
        Optional<CloudPlugin> plugin = plugin(work.record(), request.target());
        if (plugin.isEmpty() || !isPushed(work.record())) {
            return;
        }
        Path folder = folders.make(work.id());
        try {
            plugin.get().delete(new DeletingJob(work, folder, request));
        } finally {
            folders.remove(work.id());
        }
    }

    /** Whether something of it may be on a provider. */
    static boolean isPushed(ImageRecord record) {
        return record.identifierOnProvider().isPresent() || !record.properties().isEmpty();
    }

    private Optional<CloudPlugin> plugin(ImageRecord record, Optional<String> target) {
        Optional<String> cloud = target.or(record::target);
        if (record.type() != ImageType.PROVIDER || cloud.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(plugins.cloud(cloud.get()));
        } catch (BuildException e) {
            return Optional.empty(); // such an image was never made
        }
    }
}
