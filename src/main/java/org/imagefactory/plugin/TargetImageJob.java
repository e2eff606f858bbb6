package org.imagefactory.plugin;

import java.nio.file.Path;

/** A target image that is made. */
public interface TargetImageJob extends ImageJob {

    /** The word that the cloud was asked for with. */
    String target();

    /** The base image's data, complete; to be read only. */
    Path baseBody();
}
