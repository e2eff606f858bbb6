package org.imagefactory.netboot.file;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks at the first bytes of a file: is it what it should be, or the error page of a server or
 * proxy? Kernels have known magic numbers. An initrd may be packed by anything, and an installer
 * image may begin with anything, so of these only text is refused. Documents are looked at when
 * they are read.
 */
public final class BootContent {

    /** Past the x86 boot header. */
    private static final int HEAD = 1024;

    private static final int TEXT_SAMPLE = 512;

    /** A cpio archive's first header is text (cpio(5), "newc" and "odc"). */
    private static final byte[][] TEXTUAL_ARCHIVES = {
        ascii("070701"), ascii("070702"), ascii("070707")
    };

    private BootContent() {}

    /**
     * Something wrong with a file.
     *
     * @param certain whether it cannot be what it should be; else its kind is only unknown
     * @param problem a clause that begins with "it"
     */
    public record Finding(boolean certain, String problem) {}

    /** What is wrong with the file; empty if nothing is. */
    public static Optional<Finding> check(Role role, Path file) throws IOException {
        if (role == Role.CONTENT) {
            return Optional.empty();
        }
        byte[] head = head(file);
        if (head.length == 0) {
            return certain("it is empty");
        }
        boolean mayBeXml = role == Role.WATCHED || role == Role.ADVISORY_INDEX;
        if (mayBeXml ? isWebPage(head) : isMarkup(head)) {
            return certain("it is a web page (HTML or XML), not " + wanted(role));
        }
        if (role.isDocument() || role == Role.ADVISORIES || role == Role.ADVISORY_INDEX) {
            return Optional.empty();
        }
        if (isText(head)) {
            return certain("it is a text file, not " + wanted(role));
        }
        if (role == Role.LINUX && !isKernel(head)) {
            String problem = "it is not a Linux kernel: none of the known marks is in it";
            return Optional.of(new Finding(false, problem));
        }
        return Optional.empty();
    }

    private static Optional<Finding> certain(String problem) {
        return Optional.of(new Finding(true, problem));
    }

    private static String wanted(Role role) {
        return switch (role) {
            case LINUX -> "a Linux kernel";
            case INITRD -> "an initrd";
            case INSTALLER_IMAGE -> "an installer image";
            case RELEASE -> "a release file";
            case CHECKSUMS -> "a list of checksums";
            case CHECKSUMS_SIGNATURE -> "a signature";
            case ADVISORIES -> "advisories";
            case ADVISORY_INDEX -> "an index of a repository";
            case WATCHED -> "a file that tells of packages";
            case CONTENT -> "a file of any kind";
        };
    }

    /**
     * Linux, Documentation/arch: x86/boot.rst ("HdrS" at 0x202), arm64/booting.rst ("ARM\x64" at
     * 0x38), riscv/boot-image-header.rst ("RISCV" at 0x30); "MZ" begins every kernel with an EFI
     * stub, ELF is a plain vmlinux, and some arm64 kernels are the Image packed by gzip.
     */
    private static boolean isKernel(byte[] head) {
        return hasAt(head, 0x202, ascii("HdrS"))
                || hasAt(head, 0, ascii("MZ"))
                || hasAt(head, 0x38, ascii("ARMd"))
                || hasAt(head, 0x30, ascii("RISCV"))
                || hasAt(head, 0, new byte[] {0x7f, 'E', 'L', 'F'})
                || hasAt(head, 0, new byte[] {0x1f, (byte) 0x8b});
    }

    private static boolean isMarkup(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, 64), StandardCharsets.ISO_8859_1);
        String text = start.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading();
        return text.matches("(?s)<[!?A-Za-z].*") && text.toLowerCase(Locale.ROOT).indexOf('\0') < 0;
    }

    /** A list of packages may well be XML. */
    private static boolean isWebPage(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return isMarkup(head) && (start.contains("<html") || start.contains("<!doctype html"));
    }

    private static boolean isText(byte[] head) {
        for (byte[] archive : TEXTUAL_ARCHIVES) {
            if (hasAt(head, 0, archive)) {
                return false;
            }
        }
        for (int i = 0; i < Math.min(head.length, TEXT_SAMPLE); i++) {
            boolean printable = head[i] >= ' ' && head[i] != 0x7f;
            if (!printable && "\t\n\r\f".indexOf(head[i]) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasAt(byte[] head, int offset, byte[] mark) {
        return head.length >= offset + mark.length
                && ByteBuffer.wrap(head, offset, mark.length).equals(ByteBuffer.wrap(mark));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = new FileInputStream(file.toFile())) {
            return in.readNBytes(HEAD);
        }
    }
}
