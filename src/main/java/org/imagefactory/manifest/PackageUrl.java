package org.imagefactory.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The identifier of a package for other tools, from the package URL specification (ECMA-427):
 * {@code pkg:deb/debian/curl@8.14.1-2?arch=amd64&distro=debian-13}.
 */
final class PackageUrl {

    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~";

    private PackageUrl() {}

    static String of(Inventory inventory, InstalledPackage installed) {
        PackageLine line = installed.line();
        StringBuilder url = new StringBuilder("pkg:").append(inventory.format().purlType());
        String vendor = inventory.distribution().id();
        if (!vendor.isEmpty()) {
            url.append('/').append(encoded(vendor));
        }
        // rpm's type has the epoch apart from the version, Debian's does not
        int colon = line.version().indexOf(':');
        boolean apart = inventory.format() == PackageFormat.RPM && colon > 0;
        String version = apart ? line.version().substring(colon + 1) : line.version();
        url.append('/').append(encoded(line.name())).append('@').append(encoded(version));
        url.append("?arch=").append(encoded(line.architecture()));
        if (!vendor.isEmpty()) {
            url.append("&distro=").append(encoded(inventory.distribution().label()));
        }
        if (apart) {
            url.append("&epoch=").append(encoded(line.version().substring(0, colon)));
        }
        String upstream = upstream(inventory.format(), installed);
        if (!upstream.isEmpty()) {
            url.append("&upstream=").append(encoded(upstream));
        }
        return url.toString();
    }

    /**
     * What scanners look for advisories with: of Debian's packages the source package, unless it is
     * called the same, with its version where that differs; of rpm's the file of the source
     * package.
     */
    private static String upstream(PackageFormat format, InstalledPackage installed) {
        SourcePackage source = installed.source();
        PackageLine line = installed.line();
        if (!source.isKnown()) {
            return "";
        }
        if (format == PackageFormat.RPM) {
            return source.name() + "-" + source.version() + ".src.rpm";
        }
        if (!source.version().isEmpty() && !source.version().equals(line.version())) {
            return source.name() + "@" + source.version();
        }
        return source.name().equals(line.name()) ? "" : source.name();
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
