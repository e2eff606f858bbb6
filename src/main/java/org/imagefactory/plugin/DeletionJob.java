package org.imagefactory.plugin;

import java.util.Optional;

/** A provider image that is deleted. */
public interface DeletionJob extends Job {

    /** The word that the cloud was asked for with. */
    String target();

    /** The definition of the provider, of this request or else of the push. */
    String provider();

    /** Secret; empty only where the plugin can do without. */
    Optional<String> credentials();

    /** What the push told; empty if it never came so far. */
    Optional<String> identifierOnProvider();

    /** What the push told; empty if it never came so far. */
    Optional<String> accountIdentifier();
}
