package org.imagefactory.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.imagefactory.spec.RetiredCloud;
import org.jspecify.annotations.Nullable;

/**
 * The active plugins, and who has which system and which cloud: the description that claims it most
 * exactly, and of those that are alike the first by name.
 */
public final class Plugins {

    private final List<Description> descriptions = new ArrayList<>();
    private final List<Active> active = new ArrayList<>();

    private record Active(String name, Plugin plugin, Claims claims) {

        private Stream<String> clouds() {
            return claims.type() == CloudPlugin.class
                    ? Stream.concat(claims.clouds().stream(), Stream.of(name))
                    : Stream.empty();
        }
    }

    private Plugins(SortedMap<String, InfoFiles.Content> files, List<PluginFactory> factories) {
        Map<String, PluginFactory> byName = new HashMap<>();
        factories.forEach(factory -> byName.putIfAbsent(factory.name(), factory));
        files.forEach((name, file) -> descriptions.add(describe(name, file, byName.get(name))));
    }

    /**
     * Reads the descriptions in a folder and the jars beside them.
     *
     * @param builtIn come before those in jars
     * @throws BuildException the folder cannot be read; a broken description is no failure
     */
    public static Plugins load(Path folder, List<PluginFactory> builtIn) throws BuildException {
        List<PluginFactory> factories = new ArrayList<>(builtIn);
        factories.addAll(PluginJars.in(folder));
        return new Plugins(InfoFiles.in(folder), factories);
    }

    /** The descriptions that are in the program, for where the usual folder is absent. */
    public static Plugins shipped(List<PluginFactory> builtIn) {
        return new Plugins(InfoFiles.shipped(), builtIn);
    }

    /** All descriptions by name, the broken ones too. */
    public List<Description> all() {
        return List.copyOf(descriptions);
    }

    /** The description of that name. */
    public Optional<Description> find(String name) {
        return descriptions.stream().filter(each -> each.name().equals(name)).findAny();
    }

    /**
     * The plugin that has a system.
     *
     * @throws BuildException none has; the message names those known
     */
    public OsPlugin os(String name, String version, String arch) throws BuildException {
        OsPlugin best = null;
        int exactness = -1;
        for (Active each : active) {
            for (OsTarget target : each.claims().systems()) {
                if (target.matches(name, version, arch) && target.exactness() > exactness) {
                    best = (OsPlugin) each.plugin();
                    exactness = target.exactness();
                }
            }
        }
        if (best != null) {
            return best;
        }
        throw unknown(
                "no plugin installs the system %s %s %s".formatted(name, version, arch),
                active.stream().flatMap(each -> each.claims().systems().stream()));
    }

    /**
     * The plugin that has a cloud.
     *
     * @param target the word for the cloud, or the plugin's name
     * @throws BuildException none has; the message names those known
     */
    public CloudPlugin cloud(String target) throws BuildException {
        return active.stream()
                .filter(each -> each.clouds().anyMatch(target::equals))
                .map(each -> (CloudPlugin) each.plugin())
                .findFirst()
                .orElseThrow(
                        () ->
                                unknown(
                                        RetiredCloud.of(target)
                                                .map(RetiredCloud::sentence)
                                                .orElse(
                                                        "no plugin makes images for the target "
                                                                + target),
                                        active.stream().flatMap(Active::clouds)));
    }

    /**
     * The plugin whose form credentials have.
     *
     * @throws BuildException none has; the message names the clouds that can be asked for
     */
    public CloudPlugin cloudOf(String credentials) throws BuildException {
        return active.stream()
                .map(Active::plugin)
                .filter(CloudPlugin.class::isInstance)
                .map(CloudPlugin.class::cast)
                .filter(plugin -> plugin.knowsCredentials(credentials))
                .findFirst()
                .orElseThrow(
                        () ->
                                unknown(
                                        "the credentials do not tell which cloud they are for: name"
                                                + " it by --target",
                                        active.stream().flatMap(Active::clouds)));
    }

    private Description describe(
            String name, InfoFiles.Content file, @Nullable PluginFactory factory) {
        try {
            Map<String, @Nullable Object> json = Json.object(file.read());
            Claims claims = Claims.of(json);
            if (factory == null) {
                throw new IllegalArgumentException("this program has no plugin of that name");
            }
            Plugin plugin = factory.create();
            if (!claims.type().isInstance(plugin)) {
                throw new IllegalArgumentException("the plugin is of another type");
            }
            active.add(new Active(name, plugin, claims));
            return new Description(name, json);
        } catch (JsonException e) {
            return Description.broken(name, "the description " + e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            return Description.broken(name, String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            return Description.broken(name, "the plugin cannot be started: " + e);
        }
    }

    private static BuildException unknown(String what, Stream<?> known) {
        String all =
                known.map(Object::toString)
                        .distinct()
                        .sorted(Comparator.naturalOrder())
                        .collect(Collectors.joining(", "));
        return new ConfigurationException(what + "; known: " + (all.isEmpty() ? "none" : all), "");
    }
}
