package org.imagefactory.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What processes that were killed left in a folder that may be anybody's to write to. A folder
 * tells by its name which process made it; only those of this user count, and no link is followed.
 */
public final class KilledProcesses {

    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,18})-.+");

    private KilledProcesses() {}

    /** The beginning of the name of a folder that this process makes. */
    public static String name(String prefix) {
        return prefix + ProcessHandle.current().pid() + "-";
    }

    /**
     * The folders of processes that are no more.
     *
     * @param parent of the folders
     * @param prefix of their names, as it was given to {@link #name}; no pattern
     * @throws IOException the parent cannot be read
     */
    public static List<Path> folders(Path parent, String prefix) throws IOException {
        UserPrincipal owner = Files.getOwner(Path.of("/proc/self"));
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path folder : folders) {
                if (isLeft(folder, prefix, owner)) {
                    left.add(folder);
                }
            }
        }
        return left;
    }

    private static boolean isLeft(Path folder, String prefix, UserPrincipal owner)
            throws IOException {
        Matcher number =
                NUMBER.matcher(String.valueOf(folder.getFileName()).substring(prefix.length()));
        return number.matches()
                && ProcessHandle.of(Long.parseLong(number.group(1))).isEmpty()
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(owner);
    }
}
