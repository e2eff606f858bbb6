package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of a specification makes a difference to the image, or stands here among those that
 * do not. Fields are found by reflection: one that is new and in no list fails.
 */
class IdentityTest {

    /** Other values of these lead to the same image, in the same place. */
    private static final Set<String> NO_DIFFERENCE =
            Set.of(
                    "name", // of the memory that the identity is compared with
                    "answerFile.values", // count where the file uses them
                    "cacheFolder",
                    "documents.packageNames", // an index of what the image has
                    "documents.signKeyring",
                    "downloads.offline",
                    "downloads.stale",
                    "installerLogs",
                    "limits.inactivity",
                    "limits.installation",
                    "machine.engine.connect",
                    "machine.engine.vnc",
                    "proofs.boot.timeout",
                    "proofs.snapshot.releases", // of the moment, which counts
                    "system.customisation", // see CustomisationTest
                    "upkeep");

    private static final ImageSpec SPEC =
            Copy.with(
                    Specs.spec(Specs.anHour()),
                    "proofs.snapshot",
                    Optional.of(new Snapshot(Moment.parse("2026-11-01"), List.of())));

    /** A value of each type that no specification of these tests has, by the name of the type. */
    private static final Map<String, Object> OTHERS =
            Map.ofEntries(
                    Map.entry("int", 77),
                    Map.entry("class java.lang.String", "other"),
                    Map.entry("class java.time.Instant", Instant.EPOCH),
                    Map.entry("class java.time.Duration", Duration.ofDays(77)),
                    Map.entry("interface java.nio.file.Path", Path.of("/other")),
                    Map.entry("class " + name(DataSize.class), new DataSize(7777)),
                    Map.entry("class " + name(ImageName.class), new ImageName("other")),
                    Map.entry("class " + name(MacAddress.class), mac()),
                    Map.entry("class " + name(VncDisplay.class), VncDisplay.parse("other:7")),
                    Map.entry("class " + name(InstallerProxy.class), proxy()),
                    Map.entry("class " + name(HookCommand.class), new HookCommand("k", "other")),
                    Map.entry("class " + name(SourceUri.class), SourceUri.parse("http://other/f")),
                    Map.entry("class " + name(Sha256.class), Sha256.of("other")),
                    Map.entry("class " + name(UploadDestination.class), destination()),
                    Map.entry("class " + name(CloudForm.class), CloudForm.EC2),
                    Map.entry("class " + name(LintRule.class), LintRule.MACHINE_ID));

    private static String name(Class<?> type) {
        return type.getName();
    }

    private static MacAddress mac() {
        return new MacAddress("52:54:00:77:77:77");
    }

    private static InstallerProxy proxy() {
        return InstallerProxy.parse("http://other:77");
    }

    private static UploadDestination destination() {
        return new UploadDestination("other", "other:", List.of(), List.of());
    }

    static List<String> fields() {
        List<String> paths = new ArrayList<>();
        walk("", ImageSpec.class, paths);
        return paths;
    }

    private static void walk(String prefix, Class<?> record, List<String> paths) {
        for (RecordComponent component : record.getRecordComponents()) {
            String path = prefix + component.getName();
            boolean leaf =
                    NO_DIFFERENCE.contains(path)
                            || component.getType() == List.class
                            || component.getType() == Set.class
                            || OTHERS.containsKey(element(component).toString());
            Class<?> said = (Class<?>) element(component);
            Class<?> type = said == EngineSettings.class ? LibvirtSettings.class : said;
            if (!leaf && type.isRecord()) {
                walk(path + ".", type, paths);
            } else {
                paths.add(path);
            }
        }
    }

    private static Type element(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType type
                ? type.getActualTypeArguments()[0]
                : component.getGenericType();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyFieldCounts(String path) throws Exception {
        if (!NO_DIFFERENCE.contains(path) && !path.equals("mirrors")) {
            ImageSpec other = Copy.with(SPEC, path, other(path));
            assertThat(other.identity())
                    .as("%s makes a difference", path)
                    .isNotEqualTo(SPEC.identity());
        }
    }

    private static Object other(String path) throws ReflectiveOperationException {
        int dot = path.lastIndexOf('.');
        Object parent = dot < 0 ? SPEC : Copy.get(SPEC, path.substring(0, dot));
        Record in = (Record) (parent instanceof Optional<?> some ? some.orElseThrow() : parent);
        RecordComponent component =
                Stream.of(in.getClass().getRecordComponents())
                        .filter(c -> c.getName().equals(path.substring(dot + 1)))
                        .findFirst()
                        .orElseThrow();
        Class<?> type = component.getType();
        Object old = component.getAccessor().invoke(in);
        if (type == boolean.class) {
            return !(Boolean) old;
        }
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .filter(c -> c != old)
                    .findFirst()
                    .orElseThrow();
        }
        Object value = OTHERS.get(element(component).toString());
        assertThat(value).as("no other value of %s is known here", component).isNotNull();
        return type == List.class
                ? List.of(value)
                : type == Set.class
                        ? Set.of(value)
                        : type == Optional.class ? Optional.of(value) : value;
    }

    @Test
    void everyMirrorCounts() {
        List<InstallerSource> installers =
                List.of(
                        Specs.ISO,
                        Specs.NETBOOT,
                        new InstallerSource.KernelAndInitrd(
                                SourceUri.parse("/k"), SourceUri.parse("/i")),
                        new InstallerSource.KernelAndInitrd(
                                SourceUri.parse("/k"), SourceUri.parse("/j")),
                        new InstallerSource.InstallerImage(
                                SourceUri.parse("/x.iso"),
                                Optional.of(new InstallerSource.BootPaths("k", "i"))),
                        new InstallerSource.InstallerImage(
                                SourceUri.parse("/x.iso"),
                                Optional.of(new InstallerSource.BootPaths("l", "i"))),
                        new InstallerSource.InstallerImage(
                                SourceUri.parse("/x.iso"),
                                Optional.of(new InstallerSource.BootPaths("k", "j"))));
        List<Mirror> mirrors = new ArrayList<>();
        installers.forEach(installer -> mirrors.add(new Mirror(installer, Verification.NONE)));
        for (RecordComponent component : Verification.class.getRecordComponents()) {
            Object value =
                    component.getType() == Verify.class
                            ? Verify.SIGNED
                            : component.getType() == DigestKind.class
                                    ? DigestKind.MD5
                                    : Optional.of(OTHERS.get(element(component).toString()));
            mirrors.add(
                    new Mirror(
                            Specs.NETBOOT,
                            Copy.with(Verification.NONE, component.getName(), value)));
        }
        assertThat(mirrors)
                .extracting(mirror -> Copy.with(SPEC, "mirrors", List.of(mirror)).identity())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyPartOfADestinationCounts() {
        HookCommand hook = new HookCommand("k", "tell");
        assertThat(
                        List.of(
                                destination(),
                                Copy.with(destination(), "target", "there:"),
                                Copy.with(destination(), "arguments", List.of("-v")),
                                Copy.with(destination(), "hooks", List.of(hook))))
                .extracting(place -> Copy.with(SPEC, "uploads", List.of(place)).identity())
                .doesNotHaveDuplicates();
    }

    @Test
    void sizesThatLookAlikeAreTwo() {
        DataSize one = new DataSize((2L << 30) + 1);
        DataSize two = new DataSize((2L << 30) + 2);
        assertThat(Copy.with(SPEC, "disk.size", one).identity())
                .isNotEqualTo(Copy.with(SPEC, "disk.size", two).identity());
    }

    /** Memories of builds hold digests of these texts. */
    @Test
    void textsStayAsTheyAre() {
        UploadDestination place =
                new UploadDestination(
                        "there", "h:", List.of("-v"), List.of(new HookCommand("k", "tell")));
        Identity identity = Copy.with(SPEC, "uploads", List.of(place)).identity();
        assertThat(identity.fields())
                .containsEntry(Field.MEMORY, "1073741824")
                .containsEntry(Field.ACCELERATION, "qemu")
                .containsEntry(Field.ONE_PARTITION, "true")
                .containsEntry(Field.KERNEL, "http://deb.example.org/linux")
                .containsEntry(Field.HOSTNAME, "localhost")
                .doesNotContainKeys(Field.HARDWARE_ADDRESS, Field.PACKAGES, Field.BOOT_LIMIT);
        assertThat(identity.destinations())
                .containsEntry(
                        "there",
                        "UploadDestination[name=there, target=h:, arguments=[-v],"
                                + " hooks=[HookCommand[key=k, text=tell]]]");
    }
}
