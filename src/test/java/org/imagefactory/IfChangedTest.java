package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.imagefactory.build.BuildOptions;
import org.imagefactory.build.Cancellation;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.freshness.OneBuild;
import org.imagefactory.history.History;
import org.imagefactory.libvirt.TestLibvirt;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildReport;
import org.imagefactory.spec.Description;
import org.junit.jupiter.api.Test;

/** The core's way to leave an image as it is. */
class IfChangedTest extends OneBuild {

    private final List<BuildEvent> events = new CopyOnWriteArrayList<>();

    private BuildReport build() throws Exception {
        Surroundings surroundings =
                new Surroundings(
                        Map.of("PATH", "/nonexistent"),
                        folder,
                        TestLibvirt.factory(folder),
                        Clock.fixed(
                                NIGHT.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC),
                                ZoneOffset.UTC),
                        builder);
        ImageFactory factory = new ImageFactory(surroundings);
        Cancellation cancellation = new Cancellation();
        return factory.skip(spec(), Description.NONE, folder, cancellation, events::add)
                .orElseGet(() -> built(factory, cancellation));
    }

    private BuildReport built(ImageFactory factory, Cancellation cancellation) {
        try {
            return factory.build(spec(), folder, BuildOptions.NONE, cancellation, events::add);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private String memory() throws Exception {
        return Files.readString(folder.resolve(History.FOLDER).resolve("img.json"));
    }

    @Test
    void nothingIsDoneAndNothingWritten() throws Exception {
        spec();
        List<String> before = files();
        String memory = memory();

        BuildReport report = build();

        assertThat(report.outcome().word()).isEqualTo("unchanged");
        assertThat(report.outcome().status()).isEqualTo(ExitStatus.DONE);
        assertThat(report.outcome().message()).contains(IMAGE_FILE);
        assertThat(report.steps()).isEmpty();
        assertThat(files()).isSubsetOf(withCache(before));
        assertThat(memory()).isEqualTo(memory);
    }

    private List<String> withCache(List<String> names) {
        return Stream.concat(names.stream(), Stream.of(folder.resolve("cache").toString()))
                .toList();
    }

    @Test
    void aChangeIsToldAndBuilt() throws Exception {
        builder = "image-factory 3";

        BuildReport report = build();

        assertThat(report.outcome().status()).isEqualTo(ExitStatus.HOST); // there are no programs
        assertThat(events).contains(new BuildEvent.Note("img is built: image-factory changed"));
        assertThat(memory()).contains("HOST");
        assertThat(build().outcome().unchanged()).isFalse();
    }

    @Test
    void anInterruptCancels() throws Exception {
        String memory = memory();
        Thread.currentThread().interrupt();

        BuildReport report = build();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.outcome().cancelled()).isTrue();
        assertThat(memory()).isEqualTo(memory);
    }
}
