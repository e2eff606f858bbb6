package org.imagefactory.plugin;

import java.nio.file.Path;
import org.imagefactory.error.BuildException;

/**
 * Installs systems and changes installed ones.
 *
 * <p>A method that returns has succeeded. It is cancelled by an interrupt, removes whatever it
 * acquired outside of {@link Job#folder()}, and throws {@link InterruptedException}. One object may
 * serve several images at the same time.
 */
public non-sealed interface OsPlugin extends Plugin {

    /**
     * Installs and customises a system and leaves its disk in {@link ImageJob#body()}.
     *
     * @throws BuildException with the sentence that the image's record tells
     */
    void createBaseImage(BaseImageJob job) throws BuildException, InterruptedException;

    /**
     * Copies the base image's disk to {@link ImageJob#body()} and fits it to the cloud.
     *
     * @param content what the cloud plugin wants in the system
     * @throws BuildException with the sentence that the image's record tells
     */
    void createTargetImage(TargetImageJob job, CloudContent content)
            throws BuildException, InterruptedException;

    /**
     * Removes what is left outside of the folder, such as virtual machines, of work on an image
     * whose process has died. Nobody works on that image now.
     *
     * @param folder that {@link Job#folder()} was; may be gone; is removed afterwards
     * @throws BuildException something is still there
     */
    default void removeLeftovers(String imageId, Path folder)
            throws BuildException, InterruptedException {}
}
