package org.imagefactory.spec;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an image's specification can say, field by field. The names are stable: builds remember
 * them.
 *
 * <p>Those who ask for images have words of their own for the fields. So a text of the core names a
 * field by {@code "" + field}, in marks, and {@link Description#tell} puts the asker's word there.
 */
public enum Field {
    ACCELERATION(spec -> spec.machine().engine().acceleration()),
    ADVISORIES,
    ADVISORY_AGE,
    ANSWER_FILE(
            spec ->
                    spec.answerFile().stream()
                            .flatMap(f -> Stream.of(f.kind(), f.file()))
                            .toList()),
    ARCH(spec -> spec.machine().arch()),
    BOOT_LIMIT,
    BOOT_TEST(spec -> spec.proofs().boot().proof()),
    CACHE_FOLDER,
    CHECKSUMS(spec -> verification(spec, Verification::checksums)),
    CHECKSUMS_DIGEST(
            spec ->
                    verification(
                            spec,
                            verification ->
                                    Optional.of(verification.listed())
                                            .filter(kind -> kind != DigestKind.SHA256))),
    CHECKSUMS_SIGNATURE(spec -> verification(spec, Verification::signature)),
    CLOUD_INIT(spec -> spec.system().cloudInit()),
    COMPRESSION(spec -> spec.disk().compression()),
    CORES(spec -> spec.machine().cores()),
    CUSTOMISATION(spec -> CustomisationText.of(spec.system().customisation())),
    DISK_SIZE(spec -> spec.disk().size()),
    FILE_SYSTEM(spec -> spec.disk().root()),
    FIRMWARE(spec -> spec.machine().firmware()),
    FORMAT(spec -> spec.disk().format()),
    FORMS(spec -> spec.disk().forms()),
    FREE_BLOCKS(spec -> spec.disk().zeroFree()),
    HARDWARE_ADDRESS(spec -> spec.machine().mac().map(MacAddress::text)),
    HOSTNAME(spec -> spec.system().hostname()),
    INACTIVITY_LIMIT,
    INITRD(spec -> each(spec, mirror -> pair(mirror).map(pair -> pair.initrd()))),
    INITRD_SHA256(spec -> verification(spec, Verification::initrd)),
    INSTALLATION_LIMIT,
    INSTALLER_IMAGE(spec -> each(spec, mirror -> image(mirror).map(image -> image.image()))),
    INSTALLER_IMAGE_SHA256(spec -> verification(spec, Verification::installerImage)),
    INSTALLER_INITRD(spec -> spec.installer().bootPaths().map(boot -> boot.initrd())),
    INSTALLER_KERNEL(spec -> spec.installer().bootPaths().map(boot -> boot.kernel())),
    INSTALLER_PROXY(ImageSpec::installerProxy),
    KEEP_RAW(spec -> spec.disk().keepRaw()),
    KERNEL(spec -> each(spec, mirror -> pair(mirror).map(pair -> pair.linux()))),
    KERNEL_ARGUMENTS(ImageSpec::append),
    KERNEL_SHA256(spec -> verification(spec, Verification::kernel)),
    KEYBOARD(spec -> spec.system().keyboard()),
    KEYRING(spec -> verification(spec, Verification::keyring)),
    LANGUAGE(spec -> spec.system().language()),
    LATE_COMMANDS(spec -> spec.system().commands()),
    LINT(spec -> spec.proofs().lint().rules()),
    LINT_EXCEPTIONS,
    MAXIMUM_AGE,
    MEMORY(spec -> spec.machine().memory()),
    ONE_PARTITION(spec -> spec.disk().onePartition()),
    NO_STALE,
    OFFLINE,
    ON_FINDING(spec -> spec.proofs().lint().onFinding()),
    ON_QUESTION(spec -> spec.proofs().onQuestion()),
    OSINFO(spec -> spec.machine().engine().system()),
    PACKAGES(spec -> spec.system().packages()),
    PARTITION_TABLE(spec -> spec.disk().table()),
    POST_BUILD(spec -> spec.postBuild().map(HookCommand::text)),
    RELEASE(spec -> verification(spec, Verification::release)),
    ROOT_PASSWORD_HASH(spec -> spec.system().rootPasswordHash()),
    SBOM(spec -> spec.documents().sbom()),
    SCAN_EXCEPTIONS,
    SCAN_GATE,
    SCREEN,
    SIGN(spec -> spec.documents().sign()),
    SIGN_COMMAND(spec -> spec.documents().signCommand().map(HookCommand::text)),
    SIGN_KEY(spec -> spec.documents().signKey()),
    SIGN_KEYRING,
    SNAPSHOT(spec -> spec.proofs().snapshot().map(Snapshot::moment)),
    SSH_KEYS(spec -> spec.system().sshKeys()),
    SUCCESS_MARKER(spec -> spec.proofs().successMarker()),
    TIMEZONE(spec -> spec.system().timezone()),
    UPLOADS(spec -> spec.uploads().stream().map(UploadDestination::name).toList()),
    VERIFY(spec -> verification(spec, verification -> Optional.of(verification.mode()))),
    WATCHED;

    static final char BEGIN = '\u2039';
    static final char END = '\u203a';
    static final char PLACE = '@';

    @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
    private final Function<ImageSpec, ?> value;

    private final boolean matters;

    /** One that makes no difference to the image. */
    Field() {
        this(spec -> "", false);
    }

    /**
     * @param value of a specification, where another one makes another image, or another use of it
     */
    Field(Function<ImageSpec, ?> value) {
        this(value, true);
    }

    Field(Function<ImageSpec, ?> value, boolean matters) {
        this.value = value;
        this.matters = matters;
    }

    /** The stable name. */
    public String id() {
        return Choice.name(this);
    }

    /** Where it was said, for {@link Description#tell}. */
    public String place() {
        return "" + BEGIN + PLACE + id() + END;
    }

    /** Its name, for {@link Description#tell}. */
    @Override
    public String toString() {
        return marked(id());
    }

    /** A stable name, for {@link Description#tell}. */
    public static String marked(String id) {
        return BEGIN + id + END;
    }

    /** Whether another value makes another image, or another use of it. */
    public boolean matters() {
        return matters;
    }

    /** What a specification says, if that makes a difference; empty for nothing. */
    String of(ImageSpec spec) {
        return text(value.apply(spec));
    }

    /** Different texts for different values, the same in every version of the program. */
    private static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Field::text).orElse("");
        }
        if (value instanceof Collection<?> all) {
            List<String> texts = all.stream().map(Field::text).toList();
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
