package org.imagefactory.plugin;

import java.nio.file.Path;
import java.util.Optional;

/** A target image that is made. */
public interface TargetImageJob extends ImageJob {

    /** The word that the cloud was asked for with. */
    String target();

    /** The parent's data, complete; to be read only. */
    Path baseBody();

    /** The cloud of the parent; empty where that is a base image. */
    default Optional<String> baseTarget() {
        return Optional.empty();
    }
}
