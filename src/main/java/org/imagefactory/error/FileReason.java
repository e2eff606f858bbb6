package org.imagefactory.error;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says why a file could not be used, in the system's words instead of the names of classes. */
public final class FileReason {

    private FileReason() {}

    /** What went wrong, without the path. */
    public static String of(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "file exists";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "directory not empty";
        }
        if (failure instanceof FileSystemLoopException) {
            return "too many levels of links";
        }
        String reason =
                failure instanceof FileSystemException system
                        ? system.getReason()
                        : failure.getMessage();
        if (reason != null && failure instanceof FileNotFoundException) {
            // "PATH (REASON)", from streams and channels of the older kind
            reason = reason.substring(reason.lastIndexOf('(') + 1).replaceFirst("\\)$", "");
        }
        return PrintableText.of(reason == null ? failure.getClass().getSimpleName() : reason);
    }

    /** The same behind the path, where the failure names one: {@code PATH: REASON}. */
    public static String withPath(IOException failure) {
        return failure instanceof FileSystemException system && system.getFile() != null
                ? PrintableText.of(system.getFile()) + ": " + of(failure)
                : of(failure);
    }
}
