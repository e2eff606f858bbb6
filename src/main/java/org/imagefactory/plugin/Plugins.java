package org.imagefactory.plugin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;

/** The active plugins, and who has which system and which cloud. */
public final class Plugins {

    private final List<Description> descriptions;
    private final List<PluginFactory> factories;

    private Plugins(List<Description> descriptions, List<PluginFactory> factories) {
        this.descriptions = descriptions;
        this.factories = factories;
    }

    /**
     * Reads the descriptions in a folder and the jars beside them.
     *
     * @throws BuildException if the folder is none; a broken description is no failure
     */
    public static Plugins load(Path folder, List<PluginFactory> builtIn) throws BuildException {
        if (!Files.isDirectory(folder)) {
            throw new HostException("no folder with plugins: " + folder, "");
        }
        return shipped(builtIn);
    }

    /** The descriptions that are in the program, for where the folder is absent. */
    public static Plugins shipped(List<PluginFactory> builtIn) {
        return new Plugins(List.of(), builtIn);
    }

    /** All descriptions by name, the broken ones too. */
    public List<Description> all() {
        return descriptions;
    }

    /** The description of that name. */
    public Optional<Description> find(String name) {
        return all().stream().filter(each -> each.name().equals(name)).findAny();
    }

    /**
     * The plugin that has a system.
     *
     * @throws BuildException if none has; the message names those known
     */
    public OsPlugin os(String name, String version, String arch) throws BuildException {
        return one(OsPlugin.class, name + " " + version + " " + arch);
    }

    /**
     * The plugin that has a cloud.
     *
     * @param target the word for the cloud, or the plugin's name
     * @throws BuildException if none has; the message names those known
     */
    public CloudPlugin cloud(String target) throws BuildException {
        return one(CloudPlugin.class, target);
    }

    private <P extends Plugin> P one(Class<P> type, String what) throws BuildException {
        return factories.stream()
                .map(PluginFactory::create)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new HostException("no plugin for " + what, ""));
    }
}
