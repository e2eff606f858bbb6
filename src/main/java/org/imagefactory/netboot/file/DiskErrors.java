package org.imagefactory.netboot.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.spec.Field;

/** Turns a failed access to a local file into an error that says what to do. */
public final class DiskErrors {

    /** With less free space than this, a failed write is blamed on the disk. */
    private static final long NEXT_TO_NOTHING = 64 * 1024;

    private DiskErrors() {}

    public static HostException writing(Path path, IOException failure) {
        String reason = FileReason.of(failure);
        if (isFull(path, reason)) {
            return new HostException(
                    "no space left in %s (while writing %s)"
                            .formatted(path.toAbsolutePath().getParent(), path.getFileName()),
                    "free some space there, or choose another folder with " + Field.CACHE_FOLDER,
                    failure);
        }
        return new HostException(
                "cannot write %s: %s".formatted(path, reason),
                "check owner and permissions of the folder, or choose another cache folder with"
                        + " "
                        + Field.CACHE_FOLDER,
                failure);
    }

    public static HostException reading(Path path, IOException failure) {
        return new HostException(
                "cannot read %s: %s".formatted(path, FileReason.of(failure)),
                "check owner and permissions of the folder",
                failure);
    }

    public static HostException noSpace(Path folder, long needed, long usable) {
        return new HostException(
                "no space left in %s: the download needs %d MB, %d MB are free"
                        .formatted(folder, needed / 1_000_000 + 1, usable / 1_000_000),
                "free some space there, or choose another folder with " + Field.CACHE_FOLDER);
    }

    /** Whether something could not be written because there is no room for it. */
    public static boolean isFull(Path path, HostException failure) {
        return failure.getCause() instanceof IOException e && isFull(path, FileReason.of(e));
    }

    private static boolean isFull(Path path, String reason) {
        return reason.contains("No space left") || reason.contains("quota") || nothingFree(path);
    }

    private static boolean nothingFree(Path path) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            return folder != null
                    && Files.isWritable(folder)
                    && Files.getFileStore(folder).getUsableSpace() < NEXT_TO_NOTHING;
        } catch (IOException e) {
            return false;
        }
    }
}
