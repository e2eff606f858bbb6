package org.imagefactory;

/**
 * What is to be done about a build, apart from the image.
 *
 * @param resume go on with what a failed build of the image has kept, where that is safe; else
 *     begin anew
 */
public record BuildOptions(boolean resume) {

    /** A whole build, in any case. */
    public static final BuildOptions NONE = new BuildOptions(false);
}
