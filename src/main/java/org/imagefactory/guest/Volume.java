package org.imagefactory.guest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.imagefactory.disk.FileSystemType;
import org.imagefactory.disk.Partition;
import org.imagefactory.tools.DamagedFileSystemException;

/**
 * A file system in a disk, read where it is: neither root nor a mount is needed, and owners are
 * those of the guest. A guest wrote it all, so every position is checked before it is used. Reading
 * ends with an exception when the thread is interrupted.
 */
public interface Volume extends Closeable {

    /**
     * @throws DamagedFileSystemException it cannot be read, or is of a kind that is not known here
     */
    static Volume open(Path disk, Partition partition) throws IOException {
        if (partition.fileSystem().isExt()) {
            return ExtVolume.open(disk, partition.offset(), partition.length());
        }
        if (partition.fileSystem() == FileSystemType.XFS) {
            return XfsVolume.open(disk, partition.offset(), partition.length());
        }
        throw new DamagedFileSystemException("it is no file system that can be read here");
    }

    /** The root directory. */
    Inode root() throws IOException;

    /** A file, folder or whatever has that number. */
    Inode inode(long number) throws IOException;

    /**
     * Whether there is something by that name.
     *
     * @param path names of folders, then of what is in the last of them; no link is followed
     */
    default boolean has(String... path) throws IOException {
        Inode inode = root();
        for (String name : path) {
            Long number = inode.isFolder() ? inode.list().get(name) : null;
            if (number == null) {
                return false;
            }
            inode = inode(number);
        }
        return true;
    }

    /** Of the whole file system in bytes: no file has more, but for its holes. */
    long length();
}
