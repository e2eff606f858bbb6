package org.imagefactory.spec;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a specification says in each field that makes a difference to the image, or to the use that
 * is made of it. Apart from the fields, because who only names them is not to wait for the linkage
 * of sixty functions.
 */
final class FieldValues {

    private static final Map<Field, Function<ImageSpec, ?>> TABLE = new EnumMap<>(Field.class);

    static {
        machine();
        disk();
        installer();
        system();
        proofs();
    }

    private FieldValues() {}

    /** Whether another value makes another image, or another use of it. */
    static boolean has(Field field) {
        return TABLE.containsKey(field);
    }

    /** What a specification says, if that makes a difference; empty for nothing. */
    static String of(Field field, ImageSpec spec) {
        Function<ImageSpec, ?> value = TABLE.get(field);
        return value == null ? "" : text(value.apply(spec));
    }

    private static void machine() {
        put(Field.ACCELERATION, spec -> spec.machine().engine().acceleration());
        put(Field.ARCH, spec -> spec.machine().arch());
        put(Field.CORES, spec -> spec.machine().cores());
        put(Field.FIRMWARE, spec -> spec.machine().firmware());
        put(Field.HARDWARE_ADDRESS, spec -> spec.machine().mac().map(MacAddress::text));
        put(Field.MEMORY, spec -> spec.machine().memory());
        put(Field.OSINFO, spec -> spec.machine().engine().system());
    }

    private static void disk() {
        put(Field.COMPRESSION, spec -> spec.disk().compression());
        put(Field.DISK_SIZE, spec -> spec.disk().size());
        put(Field.FILE_SYSTEM, spec -> spec.disk().root());
        put(Field.FORMAT, spec -> spec.disk().format());
        put(Field.FORMS, spec -> spec.disk().forms());
        put(Field.FREE_BLOCKS, spec -> spec.disk().zeroFree());
        put(Field.KEEP_RAW, spec -> spec.disk().keepRaw());
        put(Field.ONE_PARTITION, spec -> spec.disk().onePartition());
        put(Field.PARTITION_TABLE, spec -> spec.disk().table());
    }

    private static void installer() {
        put(
                Field.ANSWER_FILE,
                spec ->
                        spec.answerFile().stream()
                                .flatMap(f -> Stream.of(f.kind(), f.file()))
                                .toList());
        put(Field.CHECKSUMS, spec -> verification(spec, Verification::checksums));
        put(
                Field.CHECKSUMS_DIGEST,
                spec ->
                        verification(
                                spec,
                                verification ->
                                        Optional.of(verification.listed())
                                                .filter(kind -> kind != DigestKind.SHA256)));
        put(Field.CHECKSUMS_SIGNATURE, spec -> verification(spec, Verification::signature));
        put(Field.INITRD, spec -> each(spec, mirror -> pair(mirror).map(pair -> pair.initrd())));
        put(Field.INITRD_SHA256, spec -> verification(spec, Verification::initrd));
        put(
                Field.INSTALLER_IMAGE,
                spec -> each(spec, mirror -> image(mirror).map(image -> image.image())));
        put(Field.INSTALLER_IMAGE_SHA256, spec -> verification(spec, Verification::installerImage));
        put(
                Field.INSTALLER_INITRD,
                spec -> spec.installer().bootPaths().map(boot -> boot.initrd()));
        put(
                Field.INSTALLER_KERNEL,
                spec -> spec.installer().bootPaths().map(boot -> boot.kernel()));
        put(Field.INSTALLER_PROXY, ImageSpec::installerProxy);
        put(Field.KERNEL, spec -> each(spec, mirror -> pair(mirror).map(pair -> pair.linux())));
        put(Field.KERNEL_ARGUMENTS, ImageSpec::append);
        put(Field.KERNEL_SHA256, spec -> verification(spec, Verification::kernel));
        put(Field.KEYRING, spec -> verification(spec, Verification::keyring));
        put(Field.RELEASE, spec -> verification(spec, Verification::release));
        put(
                Field.VERIFY,
                spec -> verification(spec, verification -> Optional.of(verification.mode())));
    }

    private static void system() {
        put(Field.CLOUD_INIT, spec -> spec.system().cloudInit());
        put(Field.CUSTOMISATION, spec -> CustomisationText.of(spec.system().customisation()));
        put(Field.HOSTNAME, spec -> spec.system().hostname());
        put(Field.KEYBOARD, spec -> spec.system().keyboard());
        put(Field.LANGUAGE, spec -> spec.system().language());
        put(Field.LATE_COMMANDS, spec -> spec.system().commands());
        put(Field.PACKAGES, spec -> spec.system().packages());
        put(Field.ROOT_PASSWORD_HASH, spec -> spec.system().rootPasswordHash());
        put(Field.SSH_KEYS, spec -> spec.system().sshKeys());
        put(Field.TIMEZONE, spec -> spec.system().timezone());
    }

    private static void proofs() {
        put(Field.BOOT_TEST, spec -> spec.proofs().boot().proof());
        put(Field.LINT, spec -> spec.proofs().lint().rules());
        put(Field.ON_FINDING, spec -> spec.proofs().lint().onFinding());
        put(Field.ON_QUESTION, spec -> spec.proofs().onQuestion());
        put(Field.POST_BUILD, spec -> spec.postBuild().map(HookCommand::text));
        put(Field.SBOM, spec -> spec.documents().sbom());
        put(Field.SIGN, spec -> spec.documents().sign());
        put(Field.SIGN_COMMAND, spec -> spec.documents().signCommand().map(HookCommand::text));
        put(Field.SIGN_KEY, spec -> spec.documents().signKey());
        put(Field.SNAPSHOT, spec -> spec.proofs().snapshot().map(Snapshot::moment));
        put(Field.SUCCESS_MARKER, spec -> spec.proofs().successMarker());
        put(Field.UPLOADS, spec -> spec.uploads().stream().map(UploadDestination::name).toList());
    }

    private static void put(Field field, Function<ImageSpec, ?> value) {
        TABLE.put(field, value);
    }

    /** Different texts for different values, the same in every version of the program. */
    private static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(FieldValues::text).orElse("");
        }
        if (value instanceof Collection<?> all) {
            List<String> texts = all.stream().map(FieldValues::text).toList();
            boolean ordered = value instanceof List<?>;
            return (ordered ? texts.stream() : texts.stream().sorted())
                    .collect(Collectors.joining("\n"));
        }
        if (value instanceof DataSize size) {
            return Long.toString(size.bytes()); // its own text is rounded
        }
        return value instanceof Enum<?> constant ? Choice.name(constant) : value.toString();
    }

    private static Object each(ImageSpec spec, Function<Mirror, Optional<?>> part) {
        return spec.mirrors().stream().flatMap(mirror -> part.apply(mirror).stream()).toList();
    }

    private static Object verification(ImageSpec spec, Function<Verification, Optional<?>> part) {
        return each(spec, mirror -> part.apply(mirror.verification()));
    }

    private static Optional<InstallerSource.KernelAndInitrd> pair(Mirror mirror) {
        return mirror.installer() instanceof InstallerSource.KernelAndInitrd pair
                ? Optional.of(pair)
                : Optional.empty();
    }

    private static Optional<InstallerSource.InstallerImage> image(Mirror mirror) {
        return mirror.installer() instanceof InstallerSource.InstallerImage image
                ? Optional.of(image)
                : Optional.empty();
    }
}
