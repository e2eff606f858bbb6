package org.imagefactory.plugin;

import java.nio.file.Path;

/** One image that a plugin works on; what is said through it is stored at once. */
public interface Job {

    /** The image's UUID. */
    String imageId();

    /** What the user wants of plugins, for this image. */
    Parameters parameters();

    /** For this job alone; exists, and is removed with all that is in it afterwards. */
    Path folder();

    /**
     * Tells how far the work is.
     *
     * @param activity the title of the step, as the record shows it
     * @param fractionDone of this plugin's work, from 0 to 1; a smaller one than before is ignored
     */
    void progress(String activity, double fractionDone);

    /** Tells the log; of any origin, without a secret. */
    void log(String line);

    /**
     * Adds to the image's properties.
     *
     * @param value what JSON can hold
     */
    void setProperty(String name, Object value);
}
