package org.imagefactory.plugin;

import java.nio.file.Path;

/** A target image that is pushed to a provider. */
public interface PushJob extends ImageJob {

    /** The word that the cloud was asked for with. */
    String target();

    /** The definition of the provider, as the user gave it. */
    String provider();

    /** Secret: never in a log, a record, a message or a command line. */
    String credentials();

    /** The UUID of the target image. */
    String targetImageId();

    /** The target image's data, complete; to be read only. */
    Path targetBody();

    /** Where {@link ImageJob#documents} about the target image are; to be read only. */
    default Path targetDocuments() {
        return targetBody().resolveSibling(DOCUMENTS).resolve(targetImageId());
    }
}
