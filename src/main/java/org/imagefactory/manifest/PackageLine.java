package org.imagefactory.manifest;

import java.util.Comparator;
import org.imagefactory.error.PrintableText;

/**
 * What identifies an installed package: one line of a package list. The guest's own text is made
 * harmless: control characters and blanks are visible escapes.
 *
 * @param name of the package
 * @param version as its package manager writes it: {@code EPOCH:VERSION-RELEASE}, without an epoch
 *     that is zero
 * @param architecture in the distribution's own spelling
 */
public record PackageLine(String name, String version, String architecture)
        implements Comparable<PackageLine> {

    static final int LONGEST_FIELD = 255;

    private static final Comparator<PackageLine> ORDER =
            Comparator.comparing(PackageLine::name, PackageLine::compareBytes)
                    .thenComparing(PackageLine::architecture, PackageLine::compareBytes)
                    .thenComparing(PackageLine::version, PackageLine::compareBytes);

    public PackageLine {
        name = harmless(name);
        version = harmless(version);
        architecture = harmless(architecture);
    }

    /** By name, architecture and version, in the order of their bytes as in the C locale. */
    @Override
    public int compareTo(PackageLine other) {
        return ORDER.compare(this, other);
    }

    /** The order of the bytes in UTF-8: what needs two characters here comes after the rest. */
    static int compareBytes(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean pair = Character.isSurrogate(a);
                return pair == Character.isSurrogate(b) ? a - b : pair ? 1 : -1;
            }
        }
        return one.length() - other.length();
    }

    /** The line of the list, without its end. */
    @Override
    public String toString() {
        return name + "\t" + version + "\t" + architecture;
    }

    private static String harmless(String text) {
        return PrintableText.exact(text).replace("\t", "\\x09").replace(" ", "\\x20");
    }
}
