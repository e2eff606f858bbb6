package org.imagefactory.aeolus;

import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.store.ImageStatus;

/**
 * How a build has ended.
 *
 * @param file where the image's data is
 * @param onProvider what a provider calls the image
 */
record BuildEnd(
        String id,
        ImageStatus status,
        Optional<String> error,
        String file,
        Optional<String> onProvider) {

    /**
     * Tells of it, to the letter.
     *
     * @param command that the user gave
     * @return the exit status
     */
    int tell(String command, Answers answers) throws BuildException {
        if (status != ImageStatus.COMPLETE) {
            String why = error.orElse("the image is " + status);
            answers.lines("", "Image build FAILED with error: " + why);
            if (answers.isJson()) {
                throw new HostException(why, "");
            }
            return Ending.FAILED.code();
        }
        answers.lines(
                "",
                "============ Final Image Details ============",
                "UUID: " + id,
                "Type: " + command,
                "Image filename: " + file);
        onProvider.ifPresent(name -> answers.lines("Image ID on provider: " + name));
        answers.lines("Image build completed SUCCESSFULLY!");
        return Ending.DONE.code();
    }
}
