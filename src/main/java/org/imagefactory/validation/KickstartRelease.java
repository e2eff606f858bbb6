package org.imagefactory.validation;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Releases whose kickstart syntax is known, by pykickstart's names. */
public enum KickstartRelease {
    RHEL9("RHEL 9"),
    RHEL10("RHEL 10"),
    F43("Fedora 43"),
    F44("Fedora 44");

    private static final Pattern OSINFO =
            Pattern.compile(
                    "(?:(?<clone>centos-stream|almalinux|rocky|rhel|ol)|fedora)(?<number>[0-9]+)"
                            + "(?:[.-].*)?");

    private final String title;

    KickstartRelease(String title) {
        this.title = title;
    }

    /** What people call it, with its clones. */
    public String title() {
        return title;
    }

    /**
     * The release that a system of the osinfo database is, or is a clone of; empty if its syntax is
     * not known.
     *
     * @param osinfo such as {@code almalinux10}
     */
    public static Optional<KickstartRelease> of(String osinfo) {
        Matcher id = OSINFO.matcher(osinfo);
        if (!id.matches()) {
            return Optional.empty();
        }
        String name = (id.group("clone") == null ? "F" : "RHEL") + id.group("number");
        return Arrays.stream(values()).filter(release -> release.name().equals(name)).findFirst();
    }
}
