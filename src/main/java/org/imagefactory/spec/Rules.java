package org.imagefactory.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules across the fields of an image, so that every front end gets them. Front ends check the
 * parts that they have, to tell of all mistakes at once; no build begins without a check of all.
 */
public final class Rules {

    /** What an x86 kernel takes, with the zero byte at the end. */
    private static final int KERNEL_COMMAND_LINE = 2048;

    private static final DataSize SMALLEST_MEMORY = new DataSize(1L << 20);
    private static final DataSize SMALLEST_DISK = new DataSize(1L << 20);

    private Rules() {}

    /** Every rule that the specification breaks. */
    public static List<BrokenRule> check(ImageSpec spec) {
        List<BrokenRule> broken = new ArrayList<>(mirrors(spec.mirrors()));
        broken.addAll(machine(spec.machine()));
        broken.addAll(disk(spec.disk()));
        broken.addAll(CustomisationRules.check(spec.system().customisation()));
        spec.answerFile().ifPresent(answers -> broken.addAll(answerFile(answers)));
        broken.addAll(uploads(spec.disk(), spec.uploads()));
        broken.addAll(kernel(spec.answerFile(), spec.installerProxy(), spec.append()));
        return List.copyOf(broken);
    }

    /** Of the installation machine. */
    public static List<BrokenRule> machine(Machine machine) {
        boolean noBios = machine.arch() == Architecture.ARM64; // there is none for these processors
        return all(
                rule(
                        Field.FIRMWARE,
                        !noBios || machine.firmware() == Firmware.UEFI,
                        Field.FIRMWARE
                                + ": a machine with "
                                + Field.ARCH
                                + "=arm64 has no BIOS; set "
                                + Field.FIRMWARE
                                + "=uefi"),
                // libvirt takes memory in mebibytes
                atLeast(Field.MEMORY, machine.memory(), SMALLEST_MEMORY));
    }

    /** Of the disk to install to, where a partition starts at the first mebibyte; of its forms. */
    public static List<BrokenRule> disk(Disk disk) {
        return all(
                atLeast(Field.DISK_SIZE, disk.size(), SMALLEST_DISK),
                rule(
                        Field.FORMS,
                        !disk.forms().contains(CloudForm.DOCKER)
                                || disk.root() == RootFileSystem.EXT4,
                        "%s: an image for containers is made of a root file system of ext4 only;"
                                        .formatted(Field.FORMS)
                                + " set %s=ext4".formatted(Field.FILE_SYSTEM)));
    }

    /** Of uploads: some take a form that has to be made. */
    public static List<BrokenRule> uploads(Disk disk, List<UploadDestination> uploads) {
        return uploads.stream()
                .filter(
                        to ->
                                to.type().form().isPresent()
                                        && !disk.forms().contains(to.type().form().get()))
                .map(
                        to ->
                                new BrokenRule(
                                        Field.UPLOADS,
                                        "%s: an upload of the type %s (%s) takes the form %s; name it in %s"
                                                .formatted(
                                                        Field.UPLOADS,
                                                        Choice.name(to.type()),
                                                        to.name(),
                                                        to.type().form().get().target(),
                                                        Field.FORMS)))
                .toList();
    }

    /** Of the answer file: a kernel argument, which names the file, ends at a blank. */
    public static List<BrokenRule> answerFile(AnswerFile answers) {
        String name = answers.name();
        return rule(
                        Field.ANSWER_FILE,
                        name.chars().noneMatch(Character::isWhitespace),
                        "%s: the file name '%s' has blanks".formatted(Field.ANSWER_FILE, name))
                .toList();
    }

    /**
     * Of the kernel's command line. A kernel cuts off a longer one without a word. Two proxies on
     * it: which one counts depends on the installer.
     */
    public static List<BrokenRule> kernel(
            Optional<AnswerFile> answers, Optional<InstallerProxy> proxy, String append) {
        String first = String.join(" ", ImageSpec.kernelArguments(answers, proxy));
        int length = first.length() + 1 + append.length();
        String argument =
                proxy.flatMap(used -> answers.flatMap(AnswerFile::proxyArgument)).orElse("");
        return all(
                rule(
                        Field.KERNEL_ARGUMENTS,
                        length < KERNEL_COMMAND_LINE,
                        "%s: the kernel arguments are %d characters long, the limit is %d"
                                .formatted(
                                        Field.KERNEL_ARGUMENTS, length, KERNEL_COMMAND_LINE - 1)),
                rule(
                        Field.INSTALLER_PROXY,
                        argument.isEmpty() || !isAmong(argument, append),
                        "%s has %s=, too: remove it, or unset %s"
                                .formatted(
                                        Field.KERNEL_ARGUMENTS, argument, Field.INSTALLER_PROXY)));
    }

    private static boolean isAmong(String argument, String append) {
        return Arrays.stream(append.toLowerCase(Locale.ROOT).split("\\s+"))
                .anyMatch(word -> word.matches(Pattern.quote(argument) + "\\??=.*"));
    }

    /** Of what proves the installer: the same problem of several mirrors is told once. */
    public static List<BrokenRule> mirrors(List<Mirror> mirrors) {
        List<BrokenRule> broken = new ArrayList<>();
        Optional<String> first = Optional.empty();
        for (int place = 0; place < mirrors.size(); place++) {
            Optional<String> text = verification(mirrors.get(place));
            if (place == 0) {
                first = text;
                text.ifPresent(problem -> broken.add(new BrokenRule(Field.VERIFY, problem)));
            } else if (!text.equals(first)) {
                String which = "mirror %d: ".formatted(place + 1);
                text.ifPresent(
                        problem -> broken.add(new BrokenRule(Field.VERIFY, which + problem)));
            }
        }
        return broken;
    }

    /** What is said about verification must name a whole chain, and the one that is asked for. */
    static Optional<String> verification(Mirror mirror) {
        Verification given = mirror.verification();
        InstallerSource installer = mirror.installer();
        if (given.mode() == Verify.NONE || given.unpinned(installer).isEmpty()) {
            return Optional.empty();
        }
        Verification.Means means = given.means(installer);
        if (given.mode() == Verify.CHECKSUM) {
            return unless(
                    given.checksums().isPresent(),
                    Field.VERIFY
                            + "=checksum needs "
                            + Field.CHECKSUMS
                            + ", or a digest for each file, such as "
                            + Field.KERNEL_SHA256);
        }
        if (given.checksums().isEmpty() && given.release().isPresent()) {
            return Optional.of(
                    "%s is set, but %s is not: it is what %s lists"
                            .formatted(Field.RELEASE, Field.CHECKSUMS, Field.RELEASE));
        }
        if (given.checksums().isEmpty() && given.signature().isPresent()) {
            return Optional.of(
                    Field.CHECKSUMS_SIGNATURE + " is set, but " + Field.CHECKSUMS + " is not");
        }
        if (means.signed() && given.keyring().isEmpty()) {
            return Optional.of(Field.KEYRING + " is not set: nobody knows who may sign");
        }
        if (means == Verification.Means.RELEASE) {
            return unless(
                    given.checksums()
                            .flatMap(list -> given.release().flatMap(list::relativeToFolderOf))
                            .isPresent(),
                    Field.CHECKSUMS
                            + " must lie below the folder of "
                            + Field.RELEASE
                            + ", on the same server");
        }
        return unless(
                given.mode() != Verify.SIGNED || means.strong(),
                "%s=signed, but no signature is named: set %s and %s, and %s or %s; or pin the digests (%s, …)"
                        .formatted(
                                Field.VERIFY,
                                Field.CHECKSUMS,
                                Field.KEYRING,
                                Field.RELEASE,
                                Field.CHECKSUMS_SIGNATURE,
                                Field.KERNEL_SHA256));
    }

    private static Optional<String> unless(boolean kept, String broken) {
        return kept ? Optional.empty() : Optional.of(broken);
    }

    private static Stream<BrokenRule> rule(Field field, boolean kept, String broken) {
        return unless(kept, broken).map(text -> new BrokenRule(field, text)).stream();
    }

    private static Stream<BrokenRule> atLeast(Field field, DataSize size, DataSize least) {
        return rule(
                field,
                size.bytes() >= least.bytes(),
                "%s: %s is less than %s".formatted(field, size, least));
    }

    private static List<BrokenRule> all(Stream<BrokenRule> one, Stream<BrokenRule> other) {
        return Stream.concat(one, other).toList();
    }
}
