package org.imagefactory.files;

import java.io.IOException;
import java.nio.file.Path;

/** In a place of this program's own is what somebody else put there. */
public final class ForeignFileException extends IOException {

    private static final long serialVersionUID = 1L;

    ForeignFileException(Path path, String what) {
        super("%s %s".formatted(path, what));
    }

    /** What to do about it. */
    public String advice() {
        return "look who put it there, remove it, and let nobody else write to the folder around"
                + " it";
    }
}
