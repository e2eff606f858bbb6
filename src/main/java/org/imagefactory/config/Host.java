package org.imagefactory.config;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.imagefactory.spec.SourceUri;

/**
 * What reading a configuration needs to know of the machine.
 *
 * @param home of the user; {@code ~} stands for it
 * @param root whether the program runs as root, which has other defaults
 * @param workingDirectory absolute; relative paths start here
 * @param today stands in default file names; asked only for them, since finding the time zone takes
 *     longer than reading a configuration
 * @param engine makes what an image says to the engine
 */
public record Host(
        Path home,
        boolean root,
        Path workingDirectory,
        Supplier<LocalDate> today,
        EngineReader engine) {

    /** Makes a path of the configuration absolute; a leading {@code ~} is the home. */
    public Path resolve(Path path) {
        if (path.isAbsolute() || !path.startsWith("~")) {
            return workingDirectory.resolve(path);
        }
        int names = path.getNameCount();
        return names == 1 ? home : home.resolve(path.subpath(1, names));
    }

    /** Makes a plain path absolute, since a build has no working directory; URIs are that. */
    public SourceUri resolve(SourceUri source) {
        boolean path = source.isLocal() && !source.text().regionMatches(true, 0, "file:", 0, 5);
        return path ? SourceUri.parse(resolve(Path.of(source.text())).toString()) : source;
    }

    /** The cache folder that the documentation promises. */
    Path defaultCacheFolder() {
        return root
                ? Path.of("/var/cache/image-factory")
                : home.resolve(".cache").resolve("image-factory");
    }

    /** The libvirt connection that the documentation promises. */
    String defaultConnection() {
        return defaultConnection(root);
    }

    /** The same for any user, as the original tool chose it. */
    public static String defaultConnection(boolean root) {
        return root ? "qemu:///system" : "qemu:///session";
    }
}
