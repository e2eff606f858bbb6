package org.imagefactory.scan;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the SCAP Security Guide calls systems in the names of its files: {@code debian12}, {@code
 * rhel9}, {@code ubuntu2404}, {@code fedora}.
 */
public final class ScapSystems {

    /** As os-release(5) has it, and osinfo's database: {@code debian-12}, {@code rhel9.4}. */
    private static final Pattern SYSTEM =
            Pattern.compile("([a-z][a-z_-]*?)-?(?:stream)?([0-9]{1,8})?(?:\\.([0-9]{1,8}))?");

    /** Those whose guide has another name than they have. */
    private static final Map<String, String> NAMES =
            Map.of(
                    "sles", "sle",
                    "sle_hpc", "sle",
                    "opensuse-leap", "opensuse",
                    "opensuse-tumbleweed", "opensuse",
                    "centos-stream", "cs",
                    "centos", "cs",
                    "amzn", "al");

    private ScapSystems() {}

    /**
     * @param system ID and VERSION_ID of os-release(5) with a hyphen between them, or an identifier
     *     of osinfo's database
     * @return empty if nothing can be told by the name
     */
    public static Optional<String> product(String system) {
        Matcher matcher = SYSTEM.matcher(system);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String id = matcher.group(1);
        String name = NAMES.getOrDefault(id, id);
        String major = matcher.group(2) == null ? "" : matcher.group(2);
        String minor = matcher.group(3) == null ? "" : matcher.group(3);
        return switch (name) {
            // one guide for all releases
            case "fedora", "opensuse" -> Optional.of(name);
            case "ubuntu" -> Optional.of(name + major + minor).filter(n -> !minor.isEmpty());
            default -> Optional.of(name + major).filter(n -> !major.isEmpty());
        };
    }
}
