package org.imagefactory.manifest;

import org.imagefactory.error.PrintableText;

/**
 * What an installed package was built from. Security trackers know source packages only: an
 * advisory for glibc says nothing of libc6.
 *
 * @param name empty where it is not known
 * @param version whole, of the source package; may be empty
 */
public record SourcePackage(String name, String version) {

    /** Of a package that does not say. */
    static final SourcePackage UNKNOWN = new SourcePackage("", "");

    private static final int LONGEST = 255;

    public SourcePackage {
        name = harmless(name);
        version = harmless(version);
    }

    boolean isKnown() {
        return !name.isEmpty();
    }

    /** What stands before the first colon of the version; empty without one. */
    String epoch() {
        return version.substring(0, Math.max(0, version.indexOf(':')));
    }

    /** The version that the software's authors gave it. */
    String upstreamVersion() {
        String rest = withoutEpoch();
        int hyphen = rest.lastIndexOf('-');
        return hyphen < 0 ? rest : rest.substring(0, hyphen);
    }

    /** The distribution's own number, behind the last hyphen of the version; empty without one. */
    String release() {
        String rest = withoutEpoch();
        int hyphen = rest.lastIndexOf('-');
        return hyphen < 0 ? "" : rest.substring(hyphen + 1);
    }

    /** Name and version with a blank between them, as far as they are known. */
    @Override
    public String toString() {
        return (name + " " + version).strip();
    }

    private String withoutEpoch() {
        return version.substring(version.indexOf(':') + 1);
    }

    private static String harmless(String text) {
        return PrintableText.of(text.substring(0, Math.min(text.length(), LONGEST)));
    }
}
