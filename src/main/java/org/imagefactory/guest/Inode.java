package org.imagefactory.guest;

import java.io.IOException;
import java.io.OutputStream;
import java.util.SortedMap;
import org.imagefactory.tools.DamagedFileSystemException;

/** What a file system says about a file. A character of a name or target stands for a byte. */
interface Inode {

    int TYPE = 0170000;

    /** By which folders name it. */
    long number();

    /** Type and permissions, as in {@code st_mode}. */
    int mode();

    long user();

    long group();

    /** In bytes; may be negative where a guest says so. */
    long size();

    /** Of its last change, in seconds since 1970. */
    long modified();

    /** How many names it has. */
    int names();

    /** The numbers of what is in a folder, without itself and the one above, sorted by name. */
    SortedMap<String, Long> list() throws IOException;

    /**
     * Writes exactly as many bytes as the file has.
     *
     * @throws DamagedFileSystemException its blocks contradict each other
     */
    void copy(OutputStream out) throws IOException;

    /** The bytes of a symbolic link's target. */
    byte[] target() throws IOException;

    /** Extended attributes, as far as they are read here. */
    SortedMap<String, byte[]> attributes() throws IOException;

    default boolean isFolder() {
        return (mode() & TYPE) == 0040000;
    }

    default boolean isFile() {
        return (mode() & TYPE) == 0100000;
    }

    default boolean isLink() {
        return (mode() & TYPE) == 0120000;
    }
}
