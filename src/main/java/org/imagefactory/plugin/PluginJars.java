package org.imagefactory.plugin;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.imagefactory.error.BuildException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds factories of plugins in the jars beside the descriptions. */
final class PluginJars {

    private static final Logger LOG = LoggerFactory.getLogger(PluginJars.class);

    /** Who brings more into one folder means something else. */
    private static final int MOST_FAILURES = 100;

    private PluginJars() {}

    /**
     * Whatever is wrong with a jar is a warning on the log, and the others work.
     *
     * @throws BuildException the folder cannot be read
     */
    static List<PluginFactory> in(Path folder) throws BuildException {
        List<PluginFactory> factories = new ArrayList<>();
        for (Path jar : InfoFiles.list(folder, ".jar")) {
            factories.addAll(inJar(jar));
        }
        return factories;
    }

    /** The loader stays open as long as the program runs: classes are loaded when they are used. */
    @SuppressWarnings("resource")
    private static List<PluginFactory> inJar(Path jar) {
        ClassLoader loader =
                new URLClassLoader(
                        jar.getFileName() + "",
                        new URL[] {address(jar)},
                        PluginFactory.class.getClassLoader());
        Iterator<PluginFactory> found = ServiceLoader.load(PluginFactory.class, loader).iterator();
        List<PluginFactory> factories = new ArrayList<>();
        int failures = 0;
        boolean more = true;
        while (more && failures < MOST_FAILURES) {
            try {
                more = found.hasNext();
                if (more) {
                    factories.add(found.next());
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                LOG.warn("the plugin in {} cannot be loaded: {}", jar, e.getMessage());
            }
        }
        return factories;
    }

    private static URL address(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
