package org.imagefactory.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.GuestFiles;

/** Where an installed system says what it is, in the order of os-release(5). */
public final class OsRelease {

    private static final List<String> FILES = List.of("/etc/os-release", "/usr/lib/os-release");

    /** Bytes; fifty times what distributions write. */
    private static final int LONGEST = 64 << 10;

    private OsRelease() {}

    /**
     * @return empty if there is no such file, or none of a size that could be right
     */
    public static Optional<Distribution> read(GuestFiles files)
            throws IOException, CommandException, InterruptedException {
        Map<String, byte[]> contents = files.read(FILES, LONGEST);
        // what is not UTF-8 is decoded to a replacement
        return FILES.stream()
                .filter(contents::containsKey)
                .findFirst()
                .map(file -> new String(contents.get(file), StandardCharsets.UTF_8))
                .map(Distribution::parse);
    }
}
