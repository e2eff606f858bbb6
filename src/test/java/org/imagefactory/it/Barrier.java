package org.imagefactory.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Halts a build at a call of a program, or lets the call fail: at an exact place. */
final class Barrier {

    private static final List<String> PROGRAMS =
            List.of("debugfs", "e2fsck", "gpg", "qemu-img", "rsync", "virt-install");

    private final Path folder;

    /**
     * @param factory gets the programs that can be halted
     */
    Barrier(Factory factory) throws IOException {
        folder = TestHost.shared().newFolder("barrier");
        Path script = folder.resolve("barrier");
        Files.copy(Path.of("src/test/sh/barrier"), script, StandardCopyOption.COPY_ATTRIBUTES);
        for (String program : PROGRAMS) {
            Files.createSymbolicLink(folder.resolve(program), script);
        }
        factory.environment("PATH", folder + ":" + System.getenv("PATH") + ":/usr/sbin:/sbin");
    }

    /** Lets installations be copies of this disk, which takes a second each. */
    void installed(Path rawDisk) {
        TestHost.onThisHost(
                "cp", "--sparse=always", rawDisk.toString(), folder.resolve("installed.raw") + "");
    }

    /** Halts the next build at a call that looks like this pattern of a shell. */
    void stopAt(String pattern) throws IOException {
        stopAt(pattern, "");
    }

    /** The same, but only behind a call that looks like the other pattern. */
    void stopAt(String pattern, String after) throws IOException {
        Files.deleteIfExists(folder.resolve("reached"));
        Files.deleteIfExists(folder.resolve("passed"));
        Files.writeString(folder.resolve("stop"), pattern + "\n" + after + "\n");
    }

    /** Lets calls that look like this pattern of a shell fail. */
    void failAt(String pattern) throws IOException {
        Files.writeString(folder.resolve("fail"), pattern + "\n");
    }

    /** Halts nothing any more, and lets nothing fail. */
    void open() throws IOException {
        Files.deleteIfExists(folder.resolve("stop"));
        Files.deleteIfExists(folder.resolve("fail"));
    }

    /** A file that a hook can make to tell that it runs. */
    Path reached() {
        return folder.resolve("reached");
    }

    /** Whether the build has come to the call. */
    boolean isReached() {
        return Files.exists(reached(), LinkOption.NOFOLLOW_LINKS);
    }
}
