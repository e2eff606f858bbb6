package org.imagefactory.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.history.History;
import org.imagefactory.report.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

<<<<<<< HEAD
/** One build of an image whose files are all on this host, and then a change. */
class FreshnessTest {

    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 20);
    private static final Instant BUILT = Instant.parse("2026-11-20T01:30:00Z");
    private static final String IMAGE_FILE = "img-2026-11-20.qcow2";

    @TempDir Path folder;

    private final Map<String, String> keys = new LinkedHashMap<>();
    private final StringBuilder lines = new StringBuilder();
    private Instant now = BUILT.plus(Duration.ofDays(1));
    private String builder = "image-factory 2.0.0";

    @BeforeEach
    void buildOnce() throws Exception {
        keys.put("linux", file("linux", "MZ\0 kernel"));
        keys.put("initrd", file("initrd.gz", "070701\0 initrd"));
        keys.put("preseed", file("answers.cfg", "d-i one"));
        keys.put("watch", file("InRelease", "Suite: stable\nDate: 1\n"));
        keys.put("verify", "none");
        keys.put("format", "qcow2");
        keys.put("secret", "hunter2");
        keys.put("append", "passwd=${secret}");
        keys.put("cache_dir", folder.resolve("cache").toString());
        keys.put("upload_destinations", "there");
        lines.append("[there]\nupload_type=rsync\nupload_target=host::images\n");
        for (String name : List.of(IMAGE_FILE, IMAGE_FILE + ".sha256sum", "img.packages")) {
            file(name, "content");
        }
        remember(record(Outcome.SUCCESS, inputs()));
    }

    private String file(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Files.write(folder.resolve(name), bytes).toString();
    }

    private ImageSpec spec() throws IOException, BuildException {
        String section =
                keys.entrySet().stream()
                        .map(key -> key.getKey() + "=" + key.getValue() + "\n")
                        .collect(Collectors.joining());
        Path file = folder.resolve("image-factory.conf");
        Files.writeString(file, "[img]\n" + section + lines);
        Host host = new Host(folder, false, folder, () -> NIGHT);
        Layers layers = new Layers(Configuration.load(List.of(file)), List.of());
        return new SpecReader(layers, host).read("img").spec();
    }

    private NetbootRequest request(ImageSpec spec) {
        return new NetbootRequest(
                spec.mirrors(),
                spec.imageCache(),
                spec.cacheFolder(),
                spec.downloads(),
                new BootFiles(folder, folder, folder));
    }

    private static NetbootCache cache() {
        return new NetbootCache(new CommonsExecRunner(Map.of()), Map.of());
    }

    private static MirrorWatch watch() {
        return new MirrorWatch(new CommonsExecRunner(Map.of()), Map.of());
    }

    /** What a build notes. */
    private Map<String, String> inputs() throws Exception {
        ImageSpec spec = spec();
        Map<Component, String> parts = new HashMap<>(Inventory.of(spec, builder));
        parts.putAll(Inventory.ofAnswers(spec));
        parts.putAll(cache().look(request(spec), event -> {}));
        for (var file : spec.watched()) {
            parts.put(
                    MirrorWatch.component(file),
                    watch().look(
                                    file,
                                    spec.imageCache(),
                                    spec.downloads(),
                                    spec.verification(),
                                    event -> {}));
        }
        return Inventory.toText(parts);
    }

    private BuildRecord record(Outcome outcome, Map<String, String> inputs) {
        List<FileFact> outputs =
                outcome.succeeded()
                        ? List.of(
                                new FileFact(IMAGE_FILE, "", 7, "ab".repeat(32)),
                                new FileFact("img.packages", "", 7, "ab".repeat(32)))
                        : List.of();
        return new BuildRecord(
                "img",
                NIGHT,
                BUILT,
                BUILT.plus(Duration.ofMinutes(20)),
                outcome,
                inputs,
                outputs,
                Map.of(),
                Outputs.modified(folder, outputs),
                0);
    }

    private void remember(BuildRecord build) throws IOException {
        new History(folder).add(build);
    }

    private Assessment assess(boolean thorough) throws Exception {
        ImageSpec spec = spec();
        return new Freshness(folder, builder, Clock.fixed(now, ZoneOffset.UTC), cache(), watch())
                .assess(spec, request(spec), thorough, event -> {});
    }

    private void assertUnchanged() throws Exception {
        assertThat(assess(false).changes()).isEmpty();
        assertThat(assess(true).unchanged()).isTrue();
        assertThat(assess(true).text())
                .isEqualTo("nothing changed since the build of 2026-11-20 (%s)", IMAGE_FILE);
    }

    private void assertChanges(String... texts) throws Exception {
        assertThat(assess(false).unchanged()).isFalse();
        assertThat(assess(false).text()).isEmpty();
        assertThat(assess(true).changes()).extracting(Change::text).containsExactly(texts);
    }
=======
/** What is found to have changed in the configuration, and in the memory of builds. */
class FreshnessTest extends OneBuild {
>>>>>>> changed

    @Test
    void nothing() throws Exception {
        assertUnchanged();
    }

    @ParameterizedTest
    @CsvSource({
        "ram, 2G",
        "cores, 2",
        "image-size, 3G",
        "format, raw",
        "compression, zstd",
        "zero-free, none",
        "boot-test, no",
        "lint-ignore, machine-id",
        "sign-key, me",
        "sbom, none",
        "osinfo, debian13",
        "virt-type, qemu",
        "verify, checksum",
        "append, other",
        "post-build-command, true",
    })
    void aSettingOfTheImage(String key, String value) throws Exception {
        boolean isNew = spec().settings().get(key) == null;
        keys.put(key, value);

        assertChanges("setting %s %s".formatted(key, isNew ? "is new" : "changed"));
    }

    @Test
    void aSettingThatIsGone() throws Exception {
        keys.put("mac", "52:54:00:00:00:01");
        remember(record(Outcome.SUCCESS, inputs()));
        keys.remove("mac");

        assertChanges("setting mac is gone");
    }

    @Test
    void aVariableWhereItIsUsed() throws Exception {
        keys.put("secret", "other");

        assertChanges("setting append changed");
    }

    @ParameterizedTest
    @CsvSource({
        "cache_dir, /nonexistent/cache",
        "connect, qemu:///system",
        "install-timeout, 3h",
        "inactivity-timeout, 1h",
        "boot-timeout, 1h",
        "installer-logs, true",
        "log-file, true",
        "log-filename, x.log",
        "offline, true",
        "stale, false",
        "keep, 3",
        "keep-daily, 3",
        "keep-weekly, 3",
        "keep-monthly, 3",
        "keep-failures, 3",
        "latest-link, true",
        "metrics-file, m.prom",
        "notify-command, true",
        "report-html, r.html",
        "sign-keyring, k.gpg",
        "tags, nightly",
        "rebuild-after, 30d",
        "my_variable, 1",
    })
    void whatMakesNoDifferenceToTheImage(String key, String value) throws Exception {
        if (key.equals("cache_dir")) {
            keys.remove("watch"); // is looked at with the help of the cache
            remember(record(Outcome.SUCCESS, inputs()));
        }
        keys.put(key, value);

        assertUnchanged();
    }

    @Test
    void theSameFromAnotherPlaceInTheConfiguration() throws Exception {
        keys.remove("secret");
        lines.append("[DEFAULT]\nsecret=hunter2\n");

        assertUnchanged();
    }

    @Test
    void theUploadDestination() throws Exception {
        lines.append("upload_args=--progress\n");

        assertChanges("destination there changed");
    }

    @Test
    void theProgram() throws Exception {
        builder = "image-factory 2.0.1";

        assertChanges("image-factory changed");
    }

    @Test
    void theImageIsOld() throws Exception {
        keys.put("rebuild-after", "7d");
        assertUnchanged();
        now = BUILT.plus(Duration.ofDays(7));

        assertChanges("the last build is old: it is of 2026-11-20, see rebuild-after");
    }

    @Test
    void aFailedNightIsRetried() throws Exception {
        remember(record(new Outcome(ExitStatus.INSTALLATION, "it hung", "wait"), inputs()));

        assertChanges("the last build failed: status 6, it hung");
    }

    @Test
    void aCancelledBuildSaysNothing() throws Exception {
        remember(record(new Outcome(ExitStatus.TERMINATED, "cancelled", ""), inputs()));

        assertUnchanged();
    }

    @Test
    void noBuild() throws Exception {
        Files.delete(folder.resolve(History.FOLDER).resolve("img.json"));

        assertChanges("the image is new: no build of it is remembered in " + folder);
    }

    @Test
    void aDamagedMemory() throws Exception {
        Files.writeString(folder.resolve(History.FOLDER).resolve("img.json"), "{");

        assertThat(assess(false).unchanged()).isFalse();
        assertThat(assess(true).changes())
                .singleElement()
                .satisfies(
                        change ->
                                assertThat(change.text())
                                        .startsWith("the last build cannot be told: ")
                                        .contains("img.json is damaged"));
    }

    @Test
    void aBuildOfAnOlderVersion() throws Exception {
        remember(record(Outcome.SUCCESS, Map.of()));

        assertThat(assess(true).changes())
                .extracting(Change::kind)
                .containsExactly(Change.Kind.UNKNOWN);
    }

    @Test
    void withoutThoroughnessNobodyAsksAMirrorInVain() throws Exception {
        keys.put("ram", "2G");
        file("linux", "MZ\0 another");

        assertThat(assess(false).changes())
                .extracting(Change::text)
                .containsExactly("setting ram changed");
        assertThat(assess(true).changes()).hasSize(2);
    }

    @Test
    void secretsAreNotRemembered() throws Exception {
        assertThat(Files.readString(folder.resolve(History.FOLDER).resolve("img.json")))
                .contains("setting append")
                .doesNotContain("hunter2", "host::images");
    }

    @Test
    void anInterruptIsNoAnswer() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> assess(false)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
