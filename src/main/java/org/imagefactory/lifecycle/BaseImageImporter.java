package org.imagefactory.lifecycle;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.imagefactory.error.BuildException;
import org.jspecify.annotations.Nullable;

/** Makes base images of disk images that somebody else has made. */
@FunctionalInterface
public interface BaseImageImporter {

    /**
     * What an import comes to, beside the body.
     *
     * @param template a valid TDL document that describes the system
     * @param icicle what is installed in it, if that was looked at
     * @param parameters beside those that the user gave
     */
    record Imported(
            String template, Optional<String> icicle, Map<String, @Nullable Object> parameters) {}

    /**
     * What an import works with.
     *
     * @param image the disk image; it must not be written to
     * @param body the file that the disk is converted to; empty at first
     * @param folder for this import alone; exists, and is removed afterwards
     * @param parameters what the user gave
     * @param log hears what happens, by lines
     */
    record ImportJob(
            Path image,
            Path body,
            Path folder,
            Map<String, @Nullable Object> parameters,
            Consumer<String> log) {}

    /**
     * Is cancelled by an interrupt.
     *
     * @throws BuildException with a sentence for the user; no image will be there
     */
    Imported importImage(ImportJob job) throws BuildException, InterruptedException;
}
