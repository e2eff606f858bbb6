package org.imagefactory.tools;

import java.io.IOException;

/** A guest's file system that cannot be read: the fault is the image's, not the host's. */
public final class DamagedFileSystemException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what does not work, as the end of a sentence
     */
    public DamagedFileSystemException(String message) {
        super(message);
    }
}
