package org.imagefactory.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the short names of Debian's copyright files are called in SPDX's list of licences. Both name
 * the same texts; other names, combinations and exceptions stay as they are.
 */
final class DebianLicence {

    private static final Pattern GNU =
            Pattern.compile("(GPL|LGPL|AGPL|GFDL)-([0-9])(?:\\.([0-9]))?(\\+?)");

    private static final Set<String> VERSIONS =
            Set.of(
                    "GPL-1.0",
                    "GPL-2.0",
                    "GPL-3.0",
                    "LGPL-2.0",
                    "LGPL-2.1",
                    "LGPL-3.0",
                    "AGPL-1.0",
                    "AGPL-3.0",
                    "GFDL-1.1",
                    "GFDL-1.2",
                    "GFDL-1.3");

    private static final Map<String, String> OTHERS =
            Map.ofEntries(
                    Map.entry("Apache-2.0", "Apache-2.0"),
                    Map.entry("Artistic-2.0", "Artistic-2.0"),
                    Map.entry("BSD-2-clause", "BSD-2-Clause"),
                    Map.entry("BSD-3-clause", "BSD-3-Clause"),
                    Map.entry("BSD-4-clause", "BSD-4-Clause"),
                    Map.entry("CC0-1.0", "CC0-1.0"),
                    Map.entry("Expat", "MIT"),
                    Map.entry("ISC", "ISC"),
                    Map.entry("MPL-1.1", "MPL-1.1"),
                    Map.entry("MPL-2.0", "MPL-2.0"),
                    Map.entry("Zlib", "Zlib"));

    private DebianLicence() {}

    /**
     * That of a package whose files have several licences; empty if one of them has no such name.
     */
    static Optional<String> expression(List<String> names) {
        List<String> known =
                names.stream().flatMap(name -> spdx(name).stream()).distinct().toList();
        boolean all = names.stream().allMatch(name -> spdx(name).isPresent());
        return all && !names.isEmpty()
                ? Optional.of(String.join(" AND ", known))
                : Optional.empty();
    }

    /** The identifier in SPDX's list; empty where there is none that is surely the same. */
    static Optional<String> spdx(String name) {
        Matcher gnu = GNU.matcher(name);
        if (!gnu.matches()) {
            return Optional.ofNullable(OTHERS.get(name));
        }
        String minor = gnu.group(3) == null ? "0" : gnu.group(3);
        String version = gnu.group(1) + "-" + gnu.group(2) + "." + minor;
        String suffix = gnu.group(4).isEmpty() ? "-only" : "-or-later";
        return Optional.of(version).filter(VERSIONS::contains).map(known -> known + suffix);
    }
}
