package org.imagefactory.exec;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The Debian packages that have the keyrings of distributions. The only such table. */
public enum KeyringPackage {
    DEBIAN("/usr/share/keyrings/debian-archive-", "debian-archive-keyring"),
    DEBIAN_PORTS("/usr/share/keyrings/debian-ports-archive-", "debian-ports-archive-keyring"),
    UBUNTU("/usr/share/keyrings/ubuntu-", "ubuntu-keyring"),
    MANY("/usr/share/distribution-gpg-keys/", "distribution-gpg-keys");

    private final String prefix;
    private final String debianPackage;

    KeyringPackage(String prefix, String debianPackage) {
        this.prefix = prefix;
        this.debianPackage = debianPackage;
    }

    String debianPackage() {
        return debianPackage;
    }

    /** What to do about a keyring that is missing: the package to install, where one is known. */
    public static String advice(Path keyring) {
        return of(keyring)
                .map(name -> "apt install " + name)
                .orElse("set keyring to the file with the publisher's OpenPGP keys");
    }

    /** The package that has the file. */
    static Optional<String> of(Path keyring) {
        return Arrays.stream(values())
                .filter(row -> keyring.toString().startsWith(row.prefix))
                .map(row -> row.debianPackage)
                .findFirst();
    }
}
