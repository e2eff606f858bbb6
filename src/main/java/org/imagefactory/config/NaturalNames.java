package org.imagefactory.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What people call keys before they look them up: the installers' own words, and those of tools
 * like this one.
 */
final class NaturalNames {

    private static final Map<String, String> KEYS =
            Map.ofEntries(
                    Map.entry("autoyast", "yast"),
                    Map.entry("autoinst", "yast"),
                    Map.entry("ks", "kickstart"),
                    Map.entry("seed", "preseed"),
                    Map.entry("userdata", "autoinstall"),
                    Map.entry("cloudconfig", "autoinstall"),
                    Map.entry("subiquity", "autoinstall"),
                    Map.entry("agamaprofile", "agama"),
                    Map.entry("kernel", "linux"),
                    Map.entry("initramfs", "initrd"),
                    Map.entry("iso", "installer_image"),
                    Map.entry("cdrom", "installer_image"),
                    Map.entry("extraargs", "append"),
                    Map.entry("bootargs", "append"),
                    Map.entry("cmdline", "append"),
                    Map.entry("memory", "ram"),
                    Map.entry("mem", "ram"),
                    Map.entry("cpus", "cores"),
                    Map.entry("vcpus", "cores"),
                    Map.entry("disksize", "image-size"),
                    Map.entry("osvariant", "osinfo"),
                    Map.entry("architecture", "arch"),
                    Map.entry("locale", "language"),
                    Map.entry("proxy", "installer-proxy"));

    private NaturalNames() {}

    /** {@code "; did you mean 'x'?"}, by what the words mean, else by how they are spelt. */
    static String hint(String typed, Collection<String> names) {
        String word = typed.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
        String plain = word.replaceFirst("(?<=.)(?:file|path|url|cfg|xml)$", "");
        return Optional.ofNullable(KEYS.get(word))
                .or(() -> Optional.ofNullable(KEYS.get(plain)))
                .or(() -> Optional.of(plain).filter(names::contains))
                .map("; did you mean '%s'?"::formatted)
                .orElseGet(() -> Suggestions.hint(typed, names));
    }
}
