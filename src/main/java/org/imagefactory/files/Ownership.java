package org.imagefactory.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where others may write to a folder, what is in it may be theirs: planted to be followed, read or
 * swapped. Trusted are this user, root, and the owner of the folder around a path, who may replace
 * it anyway.
 */
public final class Ownership {

    private static final int ROOT = 0;
    private static final Path THIS_PROCESS = Path.of("/proc/self");

    private static final Set<PosixFilePermission> WRITING_BY_OTHERS =
            PosixFilePermissions.fromString("----w--w-");

    private Ownership() {}

    /**
     * Requires that a path is a folder of somebody who is trusted, not a link to one.
     *
     * @throws ForeignFileException it is something else
     * @throws IOException it cannot be looked at
     */
    public static void requireFolder(Path folder) throws IOException {
        if (!attributes(folder).isDirectory()) {
            throw new ForeignFileException(folder, "is no folder");
        }
        requireTrusted(folder);
    }

    /**
     * The same for a folder that this user is going to write to; others lose the permission to.
     *
     * @throws ForeignFileException it is something else
     * @throws IOException it cannot be looked at, or its permissions cannot be changed
     */
    public static void requireOwnFolder(Path folder) throws IOException {
        requireFolder(folder);
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
        Set<PosixFilePermission> tight = EnumSet.copyOf(mode);
        if (tight.removeAll(WRITING_BY_OTHERS)) {
            Files.setPosixFilePermissions(folder, tight);
        }
    }

    /**
     * Requires that a path is a regular file: opening a pipe may wait for ever, and a link leads
     * elsewhere.
     *
     * @throws ForeignFileException it is something else
     * @throws IOException it cannot be looked at
     */
    public static void requireRegular(Path file) throws IOException {
        if (!attributes(file).isRegularFile()) {
            throw new ForeignFileException(file, "is no regular file");
        }
    }

    /** Whether everybody, or a group that is not this user's first one, may write to a folder. */
    public static boolean isOpenToOthers(Path folder) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
        return mode.contains(PosixFilePermission.OTHERS_WRITE)
                || (mode.contains(PosixFilePermission.GROUP_WRITE)
                        && !Files.getAttribute(folder, "unix:gid")
                                .equals(Files.getAttribute(THIS_PROCESS, "unix:gid")));
    }

    /**
     * Requires that what a path names is of somebody who is trusted: of a link, the link itself.
     *
     * @throws ForeignFileException it is not
     * @throws IOException it cannot be looked at
     */
    public static void requireTrusted(Path path) throws IOException {
        int owner = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        Path parent = path.toAbsolutePath().getParent();
        if (owner != ROOT && owner != user() && (parent == null || owner != owner(parent))) {
            throw new ForeignFileException(
                    path, "belongs to another user (with the number %d)".formatted(owner));
        }
    }

    /** Whether this process is root's. */
    public static boolean isRoot() {
        try {
            return user() == ROOT;
        } catch (IOException e) {
            return false; // without /proc, nobody is known to be
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static int user() throws IOException {
        return (int) Files.getAttribute(THIS_PROCESS, "unix:uid");
    }

    private static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }
}
