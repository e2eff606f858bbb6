package org.imagefactory.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder below the one for temporary files, for what is of no use once the program has ended. It
 * tells by its name which process made it; of one that was killed the next one removes it.
 *
 * @param path only this user may enter it
 */
public record ScratchFolder(Path path) implements AutoCloseable {

    private static final String PREFIX = "image-factory-work-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-.+");

    /**
     * Makes one, and removes what killed processes left.
     *
     * @param parent may be anybody's to write to
     * @throws IOException it is not there or cannot be written to
     */
    public static ScratchFolder in(Path parent) throws IOException {
        removeLeftovers(parent);
        return new ScratchFolder(
                Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-"));
    }

    /** A file in it, which need not be there. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Removes it with all that is in it. */
    @Override
    public void close() throws IOException {
        FolderTree.delete(path);
    }

    /** Removes what killed processes of this user left; no link is followed. */
    public static void removeLeftovers(Path parent) throws IOException {
        UserPrincipal owner = Files.getOwner(Path.of("/proc/self"));
        try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path other : others) {
                if (isLeftover(other, owner)) {
                    FolderTree.delete(other);
                }
            }
        }
    }

    private static boolean isLeftover(Path folder, UserPrincipal owner) throws IOException {
        Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
        return name.matches()
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(owner);
    }
}
