package org.imagefactory.pipeline;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.error.HostException;
import org.imagefactory.files.FolderTree;

/**
 * Folders below the one for temporary files, for what is of no use once the program has ended. Each
 * tells by its name which process made it; of one that was killed the next one removes them.
 */
public final class TemporaryFolder {

    private static final String PREFIX = "image-factory-work-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-.+");

    private TemporaryFolder() {}

    /**
     * @throws HostException there is no such folder
     */
    public static void require(Path parent) throws HostException {
        if (!Files.isDirectory(parent)) {
            throw new HostException(
                    "the temporary folder %s does not exist".formatted(parent),
                    "set TMPDIR to a folder that can be written to");
        }
    }

    /**
     * Makes a folder that only this user may enter.
     *
     * @param parent may be anybody's to write to
     * @param cleanup gets the undo
     * @throws HostException there is no such folder
     * @throws IOException it cannot be written to
     */
    public static Path create(Path parent, CleanupStack cleanup) throws IOException, HostException {
        require(parent);
        removeLeftovers(parent);
        Path folder =
                Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
        cleanup.always("remove " + folder, () -> FolderTree.delete(folder));
        return folder;
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
