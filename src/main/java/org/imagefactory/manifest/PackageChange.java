package org.imagefactory.manifest;

/**
 * What happened to one package between two builds.
 *
 * @param kind of change
 * @param name of the package, with its architecture where the name alone is ambiguous
 * @param oldVersion empty if the package is new
 * @param newVersion empty if the package is gone
 */
public record PackageChange(Kind kind, String name, String oldVersion, String newVersion) {

    /** In the order in which changes are told. */
    public enum Kind {
        ADDED('+'),
        REMOVED('-'),
        UPGRADED('^'),
        DOWNGRADED('v');

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }
    }

    /** The line that tells of it: a sign, the name, and one version or {@code OLD -> NEW}. */
    @Override
    public String toString() {
        String arrow = oldVersion.isEmpty() || newVersion.isEmpty() ? "" : " -> ";
        return kind.sign + " " + name + " " + oldVersion + arrow + newVersion;
    }
}
