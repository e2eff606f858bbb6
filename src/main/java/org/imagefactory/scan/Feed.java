package org.imagefactory.scan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.manifest.PackageFormat;

/**
 * What a distribution publishes of vulnerabilities.
 *
 * @param name of the data in the cache
 * @param uri where it is
 * @param release how the data calls a release; empty where it is about one alone
 * @param format of the packages
 * @param form reads it for systems
 * @param page of a vulnerability, with {@code %s} for its name
 */
record Feed(
        String name,
        String uri,
        String release,
        PackageFormat format,
        Function<List<Installed>, AdvisoryReader> form,
        String page) {

    private static final String DEBIAN_NAME = "debian";

    /** Debian's releases by their numbers; one without a number is the unstable one. */
    private static final Map<String, String> DEBIAN =
            Map.of(
                    "debian-11", "bullseye",
                    "debian-12", "bookworm",
                    "debian-13", "trixie",
                    "debian-14", "forky",
                    "debian-15", "duke",
                    "debian", "sid");

    private static final Pattern SYSTEM = Pattern.compile("([a-z-]+)-([0-9]{1,8})(?:\\.([0-9]+))?");

    private static final String RED_HAT = "https://access.redhat.com/security/cve/%s";

    /** Red Hat makes no OVAL of later releases. */
    private static final int LAST_OF_OVAL = 9;

    private static final String SUSE = "https://www.suse.com/security/cve/%s.html";
    private static final String SUSE_DATA = "https://ftp.suse.com/pub/projects/security/oval/";

    /** With what is not fixed yet. */
    private static final String AFFECTED = "-affected";

    /** For messages. */
    static final String KNOWN =
            "Debian 11 and later, Ubuntu, Red Hat Enterprise Linux 7 and later, AlmaLinux 8 and later,"
                    + " Rocky Linux 8 and later, SUSE Linux Enterprise Server 12 and later,"
                    + " openSUSE, and Fedora";

    /** By the name of a system: {@code debian-13}. */
    static Optional<Feed> of(String system) {
        if (DEBIAN.containsKey(system)) {
            return Optional.of(debian(DEBIAN.get(system)));
        }
        Matcher matcher = SYSTEM.matcher(system);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(matcher.group(2));
        String minor = matcher.group(3) == null ? "" : matcher.group(3);
        return switch (matcher.group(1)) {
            case "ubuntu" -> Optional.of(ubuntu(matcher.group(2) + "." + minor));
            case "rhel" -> Optional.of(redHat(major)).filter(feed -> major >= 7);
            case "almalinux" -> Optional.of(almaLinux(major)).filter(feed -> major >= 8);
            case "rocky" ->
                    Optional.of(osv("rocky", "Rocky%20Linux", "Rocky Linux:" + major))
                            .filter(feed -> major >= 8);
            case "sles" ->
                    Optional.of(suse("suse.linux.enterprise.server." + major, AFFECTED))
                            .filter(feed -> major >= 12);
            case "opensuse-leap" ->
                    Optional.of(suse("opensuse.leap.%d.%s".formatted(major, minor), AFFECTED));
            case "fedora" -> Optional.of(fedora(major));
            case "opensuse-tumbleweed" -> Optional.of(suse("opensuse.tumbleweed", ""));
            default -> Optional.empty();
        };
    }

    /** Its folder in the cache of all images. */
    String folder() {
        return name.equals(DEBIAN_NAME) ? ".advisories" : ".advisories-" + name;
    }

    /** Why there is none for a system. */
    static String reason(String system) {
        String advice = "systems that can be scanned: " + KNOWN;
        if (system.startsWith("centos-")) {
            return "CentOS Stream publishes no advisories; " + advice;
        }
        return advice;
    }

    /** Its updates are the same for all processors. */
    private static Feed fedora(int release) {
        return new Feed(
                "fedora-" + release,
                "https://dl.fedoraproject.org/pub/fedora/linux/updates/%d/Everything/x86_64/repodata/repomd.xml"
                        .formatted(release),
                "",
                PackageFormat.RPM,
                UpdateInfo::new,
                RED_HAT);
    }

    private static Feed debian(String release) {
        return new Feed(
                DEBIAN_NAME,
                "https://security-tracker.debian.org/tracker/data/json",
                release,
                PackageFormat.DEB,
                DebianTracker::new,
                "https://security-tracker.debian.org/tracker/%s");
    }

    private static Feed ubuntu(String release) {
        return new Feed(
                "ubuntu",
                "https://security-metadata.canonical.com/osv/osv-all.tar.xz",
                "Ubuntu:" + release,
                PackageFormat.DEB,
                OsvRecords::new,
                "https://ubuntu.com/security/%s");
    }

    private static Feed redHat(int major) {
        if (major > LAST_OF_OVAL) {
            return osv("redhat", "Red%20Hat", OsvRecord.RED_HAT + major);
        }
        String uri =
                "https://security.access.redhat.com/data/oval/v2/RHEL%1$d/"
                        + "rhel-%1$d-including-unpatched.oval.xml.bz2";
        return oval("rhel-" + major, uri.formatted(major), RED_HAT);
    }

    private static Feed almaLinux(int major) {
        String uri = "https://security.almalinux.org/oval/org.almalinux.alsa-%d.xml.bz2";
        return oval("almalinux-" + major, uri.formatted(major), RED_HAT);
    }

    private static Feed suse(String name, String kind) {
        return oval(name, SUSE_DATA + name + kind + ".xml.gz", SUSE);
    }

    private static Feed oval(String name, String uri, String page) {
        return new Feed(name, uri, "", PackageFormat.RPM, OvalDocument::new, page);
    }

    /**
     * Rocky Linux gives its advisories to OSV, as Red Hat does, which has them in one file each.
     */
    private static Feed osv(String name, String ecosystem, String release) {
        return new Feed(
                name,
                "https://osv-vulnerabilities.storage.googleapis.com/%s/all.zip"
                        .formatted(ecosystem),
                release,
                PackageFormat.RPM,
                OsvRecords::new,
                RED_HAT);
    }
}
