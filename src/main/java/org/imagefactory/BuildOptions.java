package org.imagefactory;

/**
 * How an image is built, beyond what its specification says.
 *
 * @param ifChanged only if it would be another image than the last build made
 * @param resume go on with what a failed build of the image has kept, where that is safe; else
 *     begin anew
 */
public record BuildOptions(boolean ifChanged, boolean resume) {

    /** A whole build, in any case. */
    public static final BuildOptions NONE = new BuildOptions(false, false);
}
