package org.imagefactory.steps;

import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DiskFormat;

/** Which image files a build leaves behind. */
final class Results {

    private Results() {}

    /** The image's own format, then raw if the raw file is to be kept too. */
    static List<DiskFormat> formats(Disk disk) {
        return disk.keepRaw() && disk.format() != DiskFormat.RAW
                ? List.of(disk.format(), DiskFormat.RAW)
                : List.of(disk.format());
    }

    /** The ends of the names of all that have a checksum file: the image, and its forms. */
    static List<String> suffixes(Disk disk) {
        return suffixes(formats(disk), disk);
    }

    /** The same of what is uploaded: the image in its own format only. */
    static List<String> uploaded(Disk disk) {
        return suffixes(List.of(disk.format()), disk);
    }

    private static List<String> suffixes(List<DiskFormat> formats, Disk disk) {
        return Stream.concat(
                        formats.stream().map(DiskFormat::suffix),
                        disk.forms().stream().map(CloudForm::suffix))
                .toList();
    }
}
