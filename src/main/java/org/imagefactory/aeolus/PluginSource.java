package org.imagefactory.aeolus;

import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.lifecycle.BaseImageImporter;
import org.imagefactory.plugin.PluginFactory;
import org.imagefactory.tinman.TemplateResolver;

/** Brings the program's own plugins, and what reads disk images. */
@FunctionalInterface
interface PluginSource {

    /**
     * What a program can make images with.
     *
     * @param plugins by their names
     * @param importer for disk images of others
     * @param resolver tells what templates come to
     */
    record Parts(List<PluginFactory> plugins, BaseImageImporter importer, Resolver resolver) {}

    /** Knows the sections that templates are built by, when somebody asks for them. */
    @FunctionalInterface
    interface Resolver {

        /**
         * @throws BuildException the configuration cannot be read
         */
        TemplateResolver load() throws BuildException;
    }

    /**
     * @param invocation with the temporary folder of the settings
     */
    Parts parts(Invocation invocation, Settings settings);
}
