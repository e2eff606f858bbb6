package org.imagefactory.it;

import java.nio.file.Path;
import java.util.List;

/** Looks into a raw image the way that the program does: without root and without mounting. */
final class Guest {

    private static final int FIRST_PARTITION = 1 << 20;

    private final Path image;

    Guest(Path image) {
        this.image = image;
    }

    /** The lines of a file. */
    List<String> lines(String file) {
        return debugfs("cat " + file);
    }

    /** Whether the file or folder is there. */
    boolean has(String file) {
        return debugfs("stat " + file).stream().anyMatch(line -> line.startsWith("Inode:"));
    }

    /** Copies a file, bit for bit. */
    void copy(String file, Path target) {
        debugfs("dump %s %s".formatted(file, target));
    }

    /** Boots a copy of an image and logs in on the serial console. */
    static void bootAndLogIn(Path image, String format, String password) {
        TestHost.onThisHost(
                "src/test/sh/boot-image",
                "--format",
                format,
                "--memory",
                "256",
                "--timeout",
                "110",
                "--password",
                password,
                "--command",
                "grep -q ID=mini /etc/os-release && test -s /etc/machine-id",
                image.toString());
    }

    private List<String> debugfs(String request) {
        return TestHost.onThisHost("debugfs", "-R", request, image + "?offset=" + FIRST_PARTITION);
    }
}
