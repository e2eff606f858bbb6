package org.imagefactory.openstack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Puts a file into the root of an initrd, by an archive behind it: the kernel unpacks all that
 * follow each other, see Documentation/driver-api/early-userspace/buffer-format.rst.
 */
final class InitrdArchive {

    /** Archives begin and members end at whole numbers of these. */
    private static final int ALIGNMENT = 4;

    private static final int REGULAR_FILE = 0100644;

    private InitrdArchive() {}

    /**
     * @param initrd any number of archives, compressed or not
     * @param file keeps its name
     * @param target does not exist
     */
    static void append(Path initrd, Path file, Path target) throws IOException {
        Files.copy(initrd, target);
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.APPEND)) {
            pad(out, Files.size(initrd));
            byte[] content = Files.readAllBytes(file);
            member(out, file.toFile().getName(), REGULAR_FILE, content);
            member(out, "TRAILER!!!", 0, new byte[0]);
        }
    }

    /** The header of the "newc" form: thirteen numbers of eight hexadecimal digits. */
    private static void member(OutputStream out, String name, int mode, byte[] content)
            throws IOException {
        byte[] nameBytes = (name + "\0").getBytes(UTF_8);
        StringBuilder header = new StringBuilder("070701");
        int links = 1;
        int[] numbers = {0, mode, 0, 0, links, 0, content.length, 0, 0, 0, 0, nameBytes.length, 0};
        for (int number : numbers) {
            header.append("%08X".formatted(number));
        }
        out.write(header.toString().getBytes(US_ASCII));
        out.write(nameBytes);
        pad(out, (long) header.length() + nameBytes.length);
        out.write(content);
        pad(out, content.length);
    }

    private static void pad(OutputStream out, long written) throws IOException {
        out.write(new byte[(int) (-written & (ALIGNMENT - 1))]);
    }
}
