package org.imagefactory.openstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * Tells this host from others that use the same project of a cloud, so that none removes what
 * another one works with. The machine's id itself is not for others to see.
 */
final class HostMark {

    private static final Path MACHINE_ID = Path.of("/etc/machine-id");
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private HostMark() {}

    /** Eight hexadecimal digits, the same for every run of this user. */
    static String of(Map<String, String> environment) {
        String text = read(MACHINE_ID) + read(HOST_NAME) + environment.getOrDefault("HOME", "");
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
