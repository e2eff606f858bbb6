package org.imagefactory.forms;

import java.nio.file.Path;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.UploadDestination;

/**
 * Makes the forms that clouds take, and brings them there. One object may serve several builds at
 * the same time.
 */
@FunctionalInterface
public interface FormMaker {

    /** For programs that have no forms to make. */
    FormMaker NONE =
            (runner, image, form, place, listener) -> {
                throw new IllegalStateException("this program makes no forms for clouds");
            };

    /**
     * Where a form is made.
     *
     * @param file that it will be; there is none yet
     * @param properties the file for what OpenStack is to know of it; made for that form only
     * @param folder for this form alone; whoever asks removes it
     */
    record Place(Path file, Path properties, Path folder) {}

    /**
     * @param runner starts programs
     * @param image is left as it is
     * @param listener hears of progress
     * @throws BuildException it cannot be made; whoever asks removes what there is of the files
     */
    void make(
            ProcessRunner runner,
            FinishedImage image,
            CloudForm form,
            Place place,
            BuildListener listener)
            throws BuildException, InterruptedException;

    /**
     * Brings an image to a cloud. What a push of the same build left there that did not come to its
     * end is removed before.
     *
     * @param image published, in the form for the cloud
     * @param files all that is published, the checksums last
     * @param folder for this push alone; whoever asks removes it
     * @return what it is called there
     * @throws BuildException it is not there; the cause is an {@link java.io.IOException} if it may
     *     help to try again
     */
    default String push(
            ProcessRunner runner,
            FinishedImage image,
            UploadDestination to,
            List<Path> files,
            Path folder,
            BuildListener listener)
            throws BuildException, InterruptedException {
        throw new IllegalStateException("this program brings no images to clouds");
    }

    /**
     * Removes from a cloud what a push left there that did not come to its end, with one try.
     *
     * @param image of the push; its file need not be there any more
     * @param folder for this alone; whoever asks removes it
     * @throws BuildException something stays there
     */
    default void removeLeftovers(
            ProcessRunner runner,
            FinishedImage image,
            UploadDestination to,
            Path folder,
            BuildListener listener)
            throws BuildException, InterruptedException {}
}
