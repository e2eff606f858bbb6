package org.imagefactory.tools;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageName;

/**
 * The finished image that a hook or an upload is about.
 *
 * @param image its section in the configuration
 * @param date in its file name
 * @param format of the file
 * @param file absolute, under its final name
 * @param checksumFile absolute; in the same folder
 */
public record HookSubject(
        ImageName image, LocalDate date, DiskFormat format, Path file, Path checksumFile) {

    /** Where hooks and uploads run, so that the bare file names lead to the files. */
    public Path folder() {
        Path folder = file.getParent();
        return folder == null ? Path.of("/") : folder;
    }

    /** What {@code ${image}} stands for. */
    public String fileName() {
        return file.getFileName().toString();
    }

    /** The bare name of the checksum file. */
    public String checksumFileName() {
        return checksumFile.getFileName().toString();
    }

    /** The documented environment variables of every hook. */
    Map<String, String> variables() {
        return Map.of(
                "image", fileName(),
                "IMAGE_FACTORY_IMAGE", image.text(),
                "IMAGE_FACTORY_FILE", file.toString(),
                "IMAGE_FACTORY_CHECKSUM_FILE", checksumFile.toString(),
                "IMAGE_FACTORY_FORMAT", format.suffix(),
                "IMAGE_FACTORY_DATE", date.toString());
    }
}
