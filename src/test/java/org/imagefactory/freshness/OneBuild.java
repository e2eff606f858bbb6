package org.imagefactory.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.imagefactory.config.Configuration;
import org.imagefactory.config.Host;
import org.imagefactory.config.Layers;
import org.imagefactory.config.Reading;
import org.imagefactory.config.SpecReader;
import org.imagefactory.config.TestEngines;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.History;
import org.imagefactory.netboot.BootFiles;
import org.imagefactory.netboot.MirrorWatch;
import org.imagefactory.netboot.NetbootCache;
import org.imagefactory.netboot.NetbootRequest;
import org.imagefactory.report.Component;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.Outcome;
import org.imagefactory.spec.ImageSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A good build of an image whose files are all on this host, and what has changed since. */
public abstract class OneBuild {

    protected static final LocalDate NIGHT = LocalDate.of(2026, 11, 20);
    static final Instant BUILT = Instant.parse("2026-11-20T01:30:00Z");
    protected static final String IMAGE_FILE = "img-2026-11-20.qcow2";

    @TempDir protected Path folder;

    final Map<String, String> keys = new LinkedHashMap<>();
    final StringBuilder lines = new StringBuilder();
    Instant now = BUILT.plus(Duration.ofDays(1));
    protected String builder = "image-factory 2.0.0";

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

    String file(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Files.write(folder.resolve(name), bytes).toString();
    }

    /** What the configuration says now. */
    protected ImageSpec spec() throws IOException, BuildException {
        return reading().spec();
    }

    Reading reading() throws IOException, BuildException {
        String section =
                keys.entrySet().stream()
                        .map(key -> key.getKey() + "=" + key.getValue() + "\n")
                        .collect(Collectors.joining());
        Path file = folder.resolve("image-factory.conf");
        Files.writeString(file, "[img]\n" + section + lines);
        Host host = new Host(folder, false, folder, () -> NIGHT, TestEngines::settings);
        Layers layers = new Layers(Configuration.load(List.of(file)), List.of());
        return new SpecReader(layers, host).read("img");
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
    Map<String, String> inputs() throws Exception {
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

    BuildRecord record(Outcome outcome, Map<String, String> inputs) {
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
                Outputs.modified(folder, outputs, event -> {}),
                0);
    }

    void remember(BuildRecord build) throws IOException {
        new History(folder).add(build);
    }

    Assessment assess(boolean thorough) throws Exception {
        Reading reading = reading();
        ImageSpec spec = reading.spec();
        return new Freshness(folder, builder, Clock.fixed(now, ZoneOffset.UTC), cache(), watch())
                .assess(spec, reading.description(), request(spec), thorough, event -> {})
                .told(reading.description());
    }

    void assertUnchanged() throws Exception {
        assertThat(assess(false).changes()).isEmpty();
        assertThat(assess(true).unchanged()).isTrue();
        assertThat(assess(true).text())
                .isEqualTo("nothing changed since the build of 2026-11-20 (%s)", IMAGE_FILE);
    }

    void assertChanges(String... texts) throws Exception {
        assertThat(assess(false).unchanged()).isFalse();
        assertThat(assess(false).text()).isEmpty();
        assertThat(assess(true).changes()).extracting(Change::text).containsExactly(texts);
    }
}
