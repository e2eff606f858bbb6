package org.imagefactory.plugin;

import org.imagefactory.error.BuildException;
import org.imagefactory.error.UploadException;

/**
 * Gives images the form that a cloud wants, and pushes them there.
 *
 * <p>A method that returns has succeeded. It is cancelled by an interrupt, removes whatever it
 * acquired outside of {@link Job#folder()}, and throws {@link InterruptedException}. One object may
 * serve several images at the same time.
 */
public non-sealed interface CloudPlugin extends Plugin {

    /** Whether there is anything to do; without, the target image is complete at once. */
    default boolean shouldCreateTargetImage(TargetImageJob job)
            throws BuildException, InterruptedException {
        return true;
    }

    /**
     * Whether its images are made of complete target images of other clouds: then the parent is
     * one, {@link TargetImageJob#baseTarget()} tells of which cloud, no OS plugin is asked, and
     * {@link ImageJob#body()} is empty until this plugin has made it.
     */
    default boolean takesTargetImages() {
        return false;
    }

    /** What the OS plugin puts into the system while it copies the base image. */
    default CloudContent content(TargetImageJob job) throws BuildException, InterruptedException {
        return CloudContent.NONE;
    }

    /**
     * Gives the copy that the OS plugin left in {@link ImageJob#body()} its last form, in place.
     *
     * @throws BuildException with the sentence that the image's record tells
     */
    default void createTargetImage(TargetImageJob job)
            throws BuildException, InterruptedException {}

    /**
     * Uploads the target image.
     *
     * @throws BuildException with the sentence that the image's record tells; without a secret
     */
    Pushed push(PushJob job) throws BuildException, InterruptedException;

    /** Whether {@link #delete} can do nothing without credentials. */
    default boolean deletingNeedsCredentials() {
        return false;
    }

    /**
     * Removes from the provider what {@link #push} left there; done when it is gone already.
     *
     * @throws BuildException with the sentence that the image's record tells; without a secret
     */
    default void delete(DeletionJob job) throws BuildException, InterruptedException {}

    /** Whether credentials are of this cloud's form, so that nobody has to name the cloud. */
    default boolean knowsCredentials(String credentials) {
        return false;
    }

    /**
     * Tries whether a push could succeed: login, rights, region, quota; makes nothing.
     *
     * @throws BuildException nothing more can be tried, such as after a wrong password; counts as a
     *     trial that failed
     */
    default void check(CheckJob job) throws BuildException, InterruptedException {
        throw new UploadException(
                "images for this cloud are not pushed by this program, so there is nothing to check",
                "");
    }

    /**
     * Removes from the provider what {@link #push} of a process that was killed left there, as far
     * as that can be done with the credentials in the cloud's usual place: those of the push are
     * stored nowhere. Has little time, for somebody waits; the log tells what is left.
     */
    default void removeLeftovers(DeletionJob job) throws BuildException, InterruptedException {}
}
