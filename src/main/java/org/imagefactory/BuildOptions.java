package org.imagefactory;

/**
 * How an image is built, beyond what its specification says.
 *
 * @param ifChanged only if it would be another image than the last build made
 */
public record BuildOptions(boolean ifChanged) {

    /** As if there were no earlier builds. */
    public static final BuildOptions NONE = new BuildOptions(false);
}
