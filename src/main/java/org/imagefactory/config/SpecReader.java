package org.imagefactory.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.spec.FileSpec;
import org.imagefactory.spec.Setting;
import org.imagefactory.spec.Upkeep;

/** Makes image specifications of configuration files and command line. Touches no other file. */
public final class SpecReader {

    private final Layers layers;
    private final Host host;

    /**
     * @param layers what the user wrote
     * @param host where it is to hold
     */
    public SpecReader(Layers layers, Host host) {
        this.layers = layers;
        this.host = host;
    }

    /** Every value that holds for an image, even if they make no image. */
    public Effective effective(String image) {
        return EffectiveReader.read(layers, host, image);
    }

    /**
     * Whether there is anything to tell about an image: a section, or something to boot in {@code
     * [DEFAULT]}.
     *
     * @throws ConfigurationException there is not; the message names the image that may be meant
     */
    public void requireImage(String image) throws ConfigurationException {
        boolean boots =
                layers.find(image, Keys.LINUX).isPresent()
                        || layers.find(image, Keys.INITRD).isPresent()
                        || layers.find(image, Keys.INSTALLER_IMAGE).isPresent();
        if (image.equals(IniReader.DEFAULT) || !(boots || layers.hasSection(image))) {
            throw MissingImage.exception(layers, image);
        }
    }

    /** The value that holds for an image and a key of the table; empty where there is none. */
    public Optional<Setting> setting(String image, Key<?> key) {
        return EffectiveReader.read(layers, host, image, key);
    }

    /**
     * @param image need not have a section if {@code [DEFAULT]} holds what it needs
     * @throws ConfigurationException everything that is wrong with it
     */
    public Reading read(String image) throws ConfigurationException {
        requireImage(image);
        return new ImageReader(layers, host, image, effective(image)).read();
    }

    /**
     * What is done around the builds of an image, as far as it can be read: for one that is too
     * broken to be built.
     */
    public Upkeep upkeep(String image) {
        return new ImageReader(layers, host, image, effective(image)).upkeep();
    }

    /**
     * Every folder that images keep downloads in: broken images too, as far as their folder is
     * known, and those without a section.
     *
     * @param images of the configuration
     */
    public Set<Path> cacheFolders(Collection<String> images) {
        Set<Path> folders = new TreeSet<>();
        Stream.concat(Stream.of(IniReader.DEFAULT), images.stream())
                .map(image -> new SectionReader(layers, host, image, new ArrayList<>()))
                .forEach(
                        section ->
                                section.optional(Keys.CACHE_DIR)
                                        .map(host::resolve)
                                        .ifPresent(folders::add));
        return folders;
    }

    /**
     * What holds for files that no section describes.
     *
     * @throws ConfigurationException everything that is wrong in {@code [DEFAULT]} or the options
     */
    public FileSpec readForFiles() throws ConfigurationException {
        return new ImageReader(layers, host, IniReader.DEFAULT, effective(IniReader.DEFAULT))
                .readForFiles();
    }
}
