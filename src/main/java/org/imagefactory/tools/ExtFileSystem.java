package org.imagefactory.tools;

import java.nio.file.Path;

/**
 * An ext2, ext3 or ext4 file system inside a disk image. Programs that use libext2fs take its place
 * in the file as part of the file name, so they run in the image's folder and get the bare name: a
 * folder name with a question mark cannot confuse them.
 *
 * @param image disk image file; its own name has no question mark
 * @param offset of the file system in bytes; 0 for a file that is nothing else
 */
public record ExtFileSystem(Path image, long offset) {

    /** The folder that the image lies in. */
    public Path folder() {
        Path parent = image.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("not a file: " + image);
        }
        return parent;
    }

    /** What such a program gets as its file name. */
    public String argument() {
        String name = String.valueOf(image.getFileName());
        return offset == 0 ? name : name + "?offset=" + offset;
    }
}
