package org.imagefactory.history;

import java.io.IOException;
import java.nio.file.Path;

/** A file with remembered builds is not what this program wrote. */
public final class DamagedHistoryException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedHistoryException(Path file, Exception cause) {
        super("%s is damaged: %s".formatted(file, cause.getMessage()), cause);
    }
}
