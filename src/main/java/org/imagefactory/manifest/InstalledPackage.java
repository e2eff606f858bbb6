package org.imagefactory.manifest;

import org.imagefactory.guest.GuestText;

/**
 * A package of an installed system, as its package manager describes it. Everything but the first
 * field may be empty where that is not known.
 *
 * @param line identifies it
 * @param sourceName of the source package that it was built from
 * @param sourceVersion of that source package
 * @param publisher who maintains it in the distribution: a name, maybe with a mail address
 * @param homepage of the software
 * @param licence as the package says it, which is not always an SPDX expression
 */
public record InstalledPackage(
        PackageLine line,
        String sourceName,
        String sourceVersion,
        String publisher,
        String homepage,
        String licence) {

    /** Enough for every real description; the rest of a longer one is cut off. */
    private static final int LONGEST_TEXT = 500;

    public InstalledPackage {
        sourceName = harmless(sourceName);
        sourceVersion = harmless(sourceVersion);
        publisher = harmless(publisher);
        homepage = harmless(homepage);
        licence = harmless(licence);
    }

    /** Characters in all fields, for a limit on what is kept in memory. */
    int characters() {
        return line.name().length()
                + line.version().length()
                + line.architecture().length()
                + sourceName.length()
                + sourceVersion.length()
                + publisher.length()
                + homepage.length()
                + licence.length();
    }

    private static String harmless(String text) {
        String start = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        return GuestText.printable(start);
    }
}
