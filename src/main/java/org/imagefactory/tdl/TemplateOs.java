package org.imagefactory.tdl;

import java.util.List;
import java.util.Optional;

/**
 * The operating system of a template. Texts are without blanks around, the password aside.
 *
 * @param name of the family, for example {@code Fedora}; may be any text
 * @param version may be any text
 * @param arch one of {@link #ARCHITECTURES}
 * @param install where the installer comes from
 * @param rootPassword as clear text, a secret; absent if nobody may log in as root by password
 * @param key of a product; a secret
 * @param kernelParameters for the installer's kernel line
 * @param icicleCommand prints one line for each installed package
 */
public record TemplateOs(
        String name,
        String version,
        String arch,
        TemplateInstall install,
        Optional<String> rootPassword,
        Optional<String> key,
        Optional<String> kernelParameters,
        Optional<String> icicleCommand) {

    /** The architectures that a template may name. */
    public static final List<String> ARCHITECTURES =
            List.of("i386", "x86_64", "ppc64", "ppc64le", "aarch64", "armv7l", "s390x");

    /** Without the secrets. */
    @Override
    public String toString() {
        return "%s %s %s from %s".formatted(name, version, arch, install);
    }
}
