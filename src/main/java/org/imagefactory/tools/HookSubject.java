package org.imagefactory.tools;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.imagefactory.results.BuildName;

/**
 * The finished image that a hook or an upload is about.
 *
 * @param build that made it
 * @param format of the file: that of the image, or the target of a form for a cloud
 * @param file absolute, under its final name
 * @param checksumFile absolute; in the same folder
 */
public record HookSubject(BuildName build, String format, Path file, Path checksumFile) {

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
        Map<String, String> variables = new TreeMap<>(build.variables());
        variables.put("image", fileName());
        variables.put("IMAGE_FACTORY_IMAGE", build.image().text());
        variables.put("IMAGE_FACTORY_FILE", file.toString());
        variables.put("IMAGE_FACTORY_CHECKSUM_FILE", checksumFile.toString());
        variables.put("IMAGE_FACTORY_FORMAT", format);
        return variables;
    }
}
