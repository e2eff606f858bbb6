package org.imagefactory.spec;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules across the fields of an image, one method each, so that every front end gets them. A
 * broken rule is told in a sentence that names the configuration's keys.
 */
public final class Rules {

    /** What an x86 kernel takes, with the zero byte at the end. */
    private static final int KERNEL_COMMAND_LINE = 2048;

    private static final DataSize SMALLEST_MEMORY = new DataSize(1L << 20);
    private static final DataSize SMALLEST_DISK = new DataSize(1L << 20);

    private Rules() {}

    /** An installation boots either a kernel with its initrd or an installer image. */
    public static Optional<String> installer(boolean image, boolean linux, boolean initrd) {
        if (image || (linux && initrd)) {
            return Optional.empty();
        }
        if (linux || initrd) {
            return Optional.of(
                    "%s is not set: kernel and initrd belong together"
                            .formatted(linux ? "initrd" : "linux"));
        }
        return Optional.of("nothing to boot: set linux and initrd, or installer_image");
    }

    /** The same of what is taken out of an installer image. */
    public static Optional<String> bootPaths(boolean kernel, boolean initrd) {
        return rule(
                kernel == initrd,
                "%s is not set: kernel and initrd belong together"
                        .formatted(kernel ? "installer-initrd" : "installer-kernel"));
    }

    /** There is no other firmware for virtual machines with ARM processors. */
    public static Optional<String> firmware(Architecture arch, Firmware firmware) {
        return rule(
                arch != Architecture.ARM64 || firmware == Firmware.UEFI,
                "firmware: a machine with arch=arm64 has no BIOS; set firmware=uefi");
    }

    /** An image has one installer, which reads one kind of answer file. */
    public static Optional<String> answerFile(Collection<String> keys) {
        return keys.size() <= 1
                ? Optional.empty()
                : Optional.of(
                        keys.stream().sorted().collect(Collectors.joining(", "))
                                + " are set, but only one answer file can be used");
    }

    /** A kernel argument, which names the file, ends at a blank. */
    public static Optional<String> answerFileName(String key, AnswerFile answerFile) {
        String name = answerFile.name();
        return name.chars().noneMatch(Character::isWhitespace)
                ? Optional.empty()
                : Optional.of("%s: the file name '%s' has blanks".formatted(key, name));
    }

    /** A kernel cuts off a longer command line without a word. */
    public static Optional<String> kernelArguments(List<String> arguments, String append) {
        int length = String.join(" ", arguments).length() + 1 + append.length();
        return length < KERNEL_COMMAND_LINE
                ? Optional.empty()
                : Optional.of(
                        "append: the kernel arguments are %d characters long, the limit is %d"
                                .formatted(length, KERNEL_COMMAND_LINE - 1));
    }

    /** The n-th URI of each key belongs to the n-th mirror. */
    public static Optional<String> mirrors(Map<String, Integer> urisByKey) {
        List<String> several =
                urisByKey.entrySet().stream()
                        .filter(key -> key.getValue() > 1)
                        .map(key -> "%s has %d".formatted(key.getKey(), key.getValue()))
                        .toList();
        long numbers = urisByKey.values().stream().filter(uris -> uris > 1).distinct().count();
        return rule(
                numbers <= 1,
                String.join(", ", several)
                        + " URIs: each key needs one URI for each mirror, in the same order, or one"
                        + " for all");
    }

    /** Two proxies on the kernel's command line: which one counts depends on the installer. */
    public static Optional<String> installerProxy(AnswerFile answerFile, String append) {
        String name = answerFile.proxyArgument().orElse("");
        boolean twice =
                !name.isEmpty()
                        && Arrays.stream(append.toLowerCase(Locale.ROOT).split("\\s+"))
                                .anyMatch(word -> word.matches(Pattern.quote(name) + "\\??=.*"));
        return rule(
                !twice, "append has %s=, too: remove it, or unset installer-proxy".formatted(name));
    }

    /** The keys about verification must name a whole chain, and the one that is asked for. */
    public static Optional<String> verification(Verification given, InstallerSource installer) {
        if (given.mode() == Verify.NONE || given.unpinned(installer).isEmpty()) {
            return Optional.empty();
        }
        Verification.Means means = given.means(installer);
        if (given.mode() == Verify.CHECKSUM) {
            return rule(
                    given.checksums().isPresent(),
                    "verify=checksum needs checksums, or a digest for each file, such as"
                            + " linux-sha256");
        }
        if (given.checksums().isEmpty() && given.release().isPresent()) {
            return Optional.of("release is set, but checksums is not: it is what release lists");
        }
        if (given.checksums().isEmpty() && given.signature().isPresent()) {
            return Optional.of("checksums-signature is set, but checksums is not");
        }
        if (means.signed() && given.keyring().isEmpty()) {
            return Optional.of("keyring is not set: nobody knows who may sign");
        }
        if (means == Verification.Means.RELEASE) {
            return rule(
                    given.checksums()
                            .flatMap(list -> given.release().flatMap(list::relativeToFolderOf))
                            .isPresent(),
                    "checksums must lie below the folder of release, on the same server");
        }
        return rule(
                given.mode() != Verify.SIGNED || means.strong(),
                "verify=signed, but no signature is named: set checksums and keyring, and release"
                        + " or checksums-signature; or pin the digests (linux-sha256, …)");
    }

    private static Optional<String> rule(boolean kept, String broken) {
        return kept ? Optional.empty() : Optional.of(broken);
    }

    /** libvirt takes memory in mebibytes. */
    public static Optional<String> memory(DataSize memory) {
        return atLeast("ram", memory, SMALLEST_MEMORY);
    }

    /** A partition starts at the first mebibyte. */
    public static Optional<String> disk(DataSize size) {
        return atLeast("image-size", size, SMALLEST_DISK);
    }

    private static Optional<String> atLeast(String key, DataSize size, DataSize least) {
        return size.bytes() >= least.bytes()
                ? Optional.empty()
                : Optional.of("%s: %s is less than %s".formatted(key, size, least));
    }
}
