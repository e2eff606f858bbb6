package org.imagefactory.manifest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The licences that a Debian package's copyright file names, if it has the machine-readable form of
 * <a href="https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/">copyright-format
 * 1.0</a>; other files are prose, and no source for anything.
 */
final class Copyright {

    private static final String FORMAT = "format:";
    private static final String LICENCE = "license:";

    private Copyright() {}

    /** The short names and expressions, sorted. */
    static List<String> licences(byte[] file) {
        // decodes what is not UTF-8 to a replacement
        String text = new String(file, StandardCharsets.UTF_8);
        boolean readable =
                text.lines()
                        .filter(line -> !line.isBlank())
                        .findFirst()
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(FORMAT))
                        .isPresent();
        if (!readable) {
            return List.of();
        }
        return text.lines()
                .filter(line -> line.regionMatches(true, 0, LICENCE, 0, LICENCE.length()))
                .map(line -> line.substring(LICENCE.length()).strip())
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }
}
