package org.imagefactory.aeolus;

import java.util.List;
import org.imagefactory.lifecycle.BaseImageImporter;
import org.imagefactory.plugin.PluginFactory;

/** Brings the program's own plugins, and what reads disk images. */
@FunctionalInterface
interface PluginSource {

    /**
     * What a program can make images with.
     *
     * @param plugins by their names
     * @param importer for disk images of others
     */
    record Parts(List<PluginFactory> plugins, BaseImageImporter importer) {}

    /**
     * @param invocation with the temporary folder of the settings
     */
    Parts parts(Invocation invocation, Settings settings);
}
