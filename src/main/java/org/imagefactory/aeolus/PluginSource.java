package org.imagefactory.aeolus;

import java.util.List;
import java.util.Map;
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
     * @param variables the environment for the programs that plugins call
     */
    Parts parts(Map<String, String> variables, Settings settings);
}
