package org.imagefactory.exec;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The Debian packages that have the keyrings of distributions. The only such table. */
public enum KeyringPackage {
    DEBIAN("/usr/share/keyrings/debian-archive-", "debian-archive-keyring", ""),
    DEBIAN_PORTS("/usr/share/keyrings/debian-ports-archive-", "debian-ports-archive-keyring", ""),
    UBUNTU("/usr/share/keyrings/ubuntu-", "ubuntu-keyring", " (Debian 13 or newer has it)"),
    MANY(
            "/usr/share/distribution-gpg-keys/",
            "distribution-gpg-keys",
            " (Debian 13 or newer has it)");

    private final String prefix;
    private final String debianPackage;
    private final String where;

    KeyringPackage(String prefix, String debianPackage, String where) {
        this.prefix = prefix;
        this.debianPackage = debianPackage;
        this.where = where;
    }

    String debianPackage() {
        return debianPackage;
    }

    /** What to do about a keyring that is missing: the package to install, where one is known. */
    public static String advice(Path keyring) {
        return row(keyring)
                .map(row -> "apt install " + row.debianPackage + row.where)
                .orElse("set keyring to the file with the publisher's OpenPGP keys");
    }

    /** The package that has the file. */
    static Optional<String> of(Path keyring) {
        return row(keyring).map(row -> row.debianPackage);
    }

    private static Optional<KeyringPackage> row(Path keyring) {
        return Arrays.stream(values())
                .filter(row -> keyring.toString().startsWith(row.prefix))
                .findFirst();
    }
}
