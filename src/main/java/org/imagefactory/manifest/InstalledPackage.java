package org.imagefactory.manifest;

import java.util.List;
import org.imagefactory.error.PrintableText;

/**
 * A package of an installed system, as its package manager describes it. Everything but the first
 * field may be empty where that is not known.
 *
 * @param line identifies it
 * @param source that it was built from
 * @param publisher who maintains it in the distribution: a name, maybe with a mail address
 * @param homepage of the software
 * @param licences as the package says them, which are not always SPDX expressions
 * @param relations to other packages
 * @param qualified whether dpkg needs the architecture to tell it from others: where it can be
 *     installed for several
 */
public record InstalledPackage(
        PackageLine line,
        SourcePackage source,
        String publisher,
        String homepage,
        List<String> licences,
        Relations relations,
        boolean qualified) {

    /** Enough for every real description; the rest of a longer one is cut off. */
    private static final int LONGEST_TEXT = 500;

    private static final int MOST_LICENCES = 100;

    public InstalledPackage {
        publisher = harmless(publisher);
        homepage = harmless(homepage);
        licences =
                licences.stream()
                        .filter(licence -> !licence.isEmpty())
                        .limit(MOST_LICENCES)
                        .map(InstalledPackage::harmless)
                        .toList();
    }

    /** One whose name is enough. */
    public InstalledPackage(
            PackageLine line,
            SourcePackage source,
            String publisher,
            String homepage,
            List<String> licences,
            Relations relations) {
        this(line, source, publisher, homepage, licences, relations, false);
    }

    /** The same package with the licences that were found elsewhere. */
    InstalledPackage licensed(List<String> found) {
        return new InstalledPackage(line, source, publisher, homepage, found, relations, qualified);
    }

    /** The same package without a word of others. */
    InstalledPackage alone() {
        return new InstalledPackage(
                line, source, publisher, homepage, licences, Relations.NONE, qualified);
    }

    /** Characters in all fields but the relations, for a limit on what is kept in memory. */
    int characters() {
        return line.name().length()
                + line.version().length()
                + line.architecture().length()
                + source.name().length()
                + source.version().length()
                + publisher.length()
                + homepage.length()
                + licences.stream().mapToInt(String::length).sum();
    }

    private static String harmless(String text) {
        String start = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        return PrintableText.exact(start);
    }
}
