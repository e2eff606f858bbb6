package org.imagefactory.spec;

import java.util.Optional;
import java.util.Set;

/**
 * What is asked of the engine that runs an image's machine, each in its own words: implementations
 * are values. The rest of the world may know no more than this.
 */
public interface EngineSettings {

    /** Everything is left to the engine. */
    EngineSettings NONE = new EngineSettings() {};

    /** Whether the machine takes processors and memory of this host. */
    default boolean isLocal() {
        return true;
    }

    /** Whether a machine can have a disk beside the one of its system. */
    default boolean takesDisks() {
        return true;
    }

    /** Whether a guest's last lines before its end are sure to be heard. */
    default boolean hearsAll() {
        return true;
    }

    /** Whether the finished image is to stay where its machine ran. */
    default boolean keepsImage() {
        return false;
    }

    /** Whether hardware support is wanted; for the other machines that a build needs, too. */
    default VirtType acceleration() {
        return VirtType.AUTO;
    }

    /** The operating system to be installed, by its identifier in the osinfo database. */
    default Optional<String> system() {
        return Optional.empty();
    }

    /** Names of what only one machine at a time can have, such as a port. */
    default Set<String> exclusive() {
        return Set.of();
    }
}
