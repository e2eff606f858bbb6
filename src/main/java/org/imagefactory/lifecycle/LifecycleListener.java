package org.imagefactory.lifecycle;

import org.imagefactory.store.ImageId;

/**
 * Hears what happens to images, from whichever threads it happens on; of one image in order. Must
 * be quick and must not throw.
 */
public interface LifecycleListener {

    /** After the change was written. */
    default void changed(ImageChange change) {}

    /** Work on an image has something to tell, of any origin and without a secret: one line. */
    default void logged(ImageId image, String line) {}

    /** Work on an image met a bug, whose stack trace belongs into the log and nowhere else. */
    default void crashed(ImageId image, Throwable bug) {}
}
