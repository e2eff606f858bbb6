package org.imagefactory.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Tells this host from others that use the same project of a cloud, so that none removes what
 * another one made or works with. The machine's id itself is not for others to see.
 */
public final class HostMark {

    private static final Path MACHINE_ID = Path.of("/etc/machine-id");
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private HostMark() {}

    /**
     * Eight hexadecimal digits, the same for every run.
     *
     * @param who of this host, such as a user's home, or a folder
     */
    public static String of(String who) {
        String text = read(MACHINE_ID) + read(HOST_NAME) + who;
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
