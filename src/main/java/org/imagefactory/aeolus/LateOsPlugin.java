package org.imagefactory.aeolus;

import java.nio.file.Path;
import org.imagefactory.error.BuildException;
import org.imagefactory.plugin.BaseImageJob;
import org.imagefactory.plugin.CloudContent;
import org.imagefactory.plugin.OsPlugin;
import org.imagefactory.plugin.TargetImageJob;
import org.jspecify.annotations.Nullable;

/** A plugin that is made when the first image wants it; what keeps it from that fails the image. */
final class LateOsPlugin implements OsPlugin {

    /** Makes the plugin. */
    @FunctionalInterface
    interface Maker {
        OsPlugin make() throws BuildException;
    }

    private final Maker maker;
    private @Nullable OsPlugin made;

    LateOsPlugin(Maker maker) {
        this.maker = maker;
    }

    @Override
    public void createBaseImage(BaseImageJob job) throws BuildException, InterruptedException {
        plugin().createBaseImage(job);
    }

    @Override
    public void createTargetImage(TargetImageJob job, CloudContent content)
            throws BuildException, InterruptedException {
        plugin().createTargetImage(job, content);
    }

    @Override
    public void removeLeftovers(String imageId, Path folder)
            throws BuildException, InterruptedException {
        plugin().removeLeftovers(imageId, folder);
    }

    private synchronized OsPlugin plugin() throws BuildException {
        OsPlugin plugin = made;
        if (plugin == null) {
            plugin = maker.make();
            made = plugin;
        }
        return plugin;
    }
}
