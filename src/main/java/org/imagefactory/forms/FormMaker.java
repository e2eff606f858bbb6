package org.imagefactory.forms;

import java.nio.file.Path;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.CloudForm;

/** Makes the forms that clouds take. One object may serve several builds at the same time. */
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
     * @param folder for this form alone; whoever asks removes it
     */
    record Place(Path file, Path folder) {}

    /**
     * @param runner starts programs
     * @param image is left as it is
     * @param listener hears of progress
     * @throws BuildException it cannot be made; whoever asks removes what there is of the file
     */
    void make(
            ProcessRunner runner,
            FinishedImage image,
            CloudForm form,
            Place place,
            BuildListener listener)
            throws BuildException, InterruptedException;
}
