package org.imagefactory.steps;

import java.util.List;
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
}
