package org.imagefactory.plugin;

import java.util.Optional;

/**
 * A system that an OS plugin claims.
 *
 * @param name as a template says it
 * @param version empty for any
 * @param arch empty for any
 */
record OsTarget(String name, Optional<String> version, Optional<String> arch) {

    boolean matches(String otherName, String otherVersion, String otherArch) {
        return name.equals(otherName)
                && version.map(otherVersion::equals).orElse(true)
                && arch.map(otherArch::equals).orElse(true);
    }

    /** Of several that match, the highest has the system. */
    int exactness() {
        return (version.isPresent() ? 2 : 0) + (arch.isPresent() ? 1 : 0);
    }

    /** Such as {@code Fedora 38 x86_64}. */
    @Override
    public String toString() {
        return name
                + version.or(() -> arch.map(any -> "*")).map(text -> " " + text).orElse("")
                + arch.map(text -> " " + text).orElse("");
    }
}
