package org.imagefactory.customisation;

import java.util.regex.Pattern;

/** What a repository is called in the files of package managers. */
final class RepositoryNames {

    /** apt ignores files with other characters, dnf refuses them in the name of a section. */
    private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9_.-]");

    private RepositoryNames() {}

    /** Of one with this name: every odd character is an underscore. */
    static String of(String name) {
        String plain = OTHER.matcher(name.strip()).replaceAll("_");
        return plain.startsWith(".") || plain.startsWith("-") || plain.isEmpty()
                ? "_" + plain
                : plain;
    }
}
