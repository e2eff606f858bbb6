package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.config.Assignment;
import org.imagefactory.config.Configuration;
import org.imagefactory.config.Host;
import org.imagefactory.config.Layers;
import org.imagefactory.config.SpecReader;
import org.imagefactory.config.TestEngines;
import org.imagefactory.engines.EngineChoice;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.forms.FormMaker;
import org.imagefactory.history.DayNames;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.ImageSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps of the distributed images, one of each installer family. */
class PlannerTest {

    /** What follows the installation, whatever the installer. */
    private static final List<String> AFTER =
            List.of(
                    "install",
                    "check-disk",
                    "remove-installer-logs",
                    "lint",
                    "list-packages",
                    "empty-free-blocks",
                    "convert",
                    "checksum",
                    "boot-test",
                    "changes",
                    "provenance",
                    "publish");

    @TempDir Path folder;
    @TempDir Path configuration;
    private final RecordingRunner runner = new RecordingRunner();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "debian-13           | watch-mirror stage-answer-file",
                "debian-13-uefi      | watch-mirror stage-answer-file",
                "debian-13-cloud     | watch-mirror stage-answer-file",
                "almalinux-10        | watch-mirror stage-answer-file",
                "fedora-44           | watch-mirror extract-kernel stage-answer-file",
                "ubuntu-24.04        | watch-mirror extract-kernel stage-answer-file make-seed-volume",
                "opensuse-leap-15.6  | watch-mirror stage-answer-file",
                "opensuse-leap-16.0  | watch-mirror extract-kernel stage-answer-file make-seed-volume",
            })
    void stepsOf(String image, String installer) throws Exception {
        List<String> expected = new ArrayList<>(List.of("create-disk", "fetch-netboot"));
        expected.addAll(List.of(installer.split(" ")));
        expected.addAll(AFTER);

        assertThat(plan(image)).extracting(Step::name).containsExactlyElementsOf(expected);
    }

    @Test
    void theShortestBuild() throws Exception {
        assertThat(
                        plan(
                                "debian-13",
                                "watch=",
                                "preseed=",
                                "format=raw",
                                "zero-free=none",
                                "lint=none",
                                "boot-test=no"))
                .extracting(Step::name)
                .containsExactly(
                        "create-disk",
                        "fetch-netboot",
                        "install",
                        "check-disk",
                        "remove-installer-logs",
                        "list-packages",
                        "checksum",
                        "changes",
                        "provenance",
                        "publish");
    }

    @Test
    void theLongestBuild() throws Exception {
        assertThat(
                        plan(
                                "ubuntu-24.04",
                                "sign=gpg",
                                "upload_destinations=there",
                                "post-build-command=true"))
                .extracting(Step::name)
                .containsExactly(
                        "create-disk",
                        "fetch-netboot",
                        "watch-mirror",
                        "extract-kernel",
                        "stage-answer-file",
                        "make-seed-volume",
                        "install",
                        "check-disk",
                        "remove-installer-logs",
                        "lint",
                        "list-packages",
                        "empty-free-blocks",
                        "convert",
                        "checksum",
                        "boot-test",
                        "changes",
                        "provenance",
                        "sign",
                        "publish",
                        "upload",
                        "post-build-command");
    }

    /** What is tested is the one that stays; it gets its name when the image has one. */
    @Test
    void anImageThatStaysInTheCloud() throws Exception {
        assertThat(plan("debian-13", "engine=openstack", "keep-in-cloud=true"))
                .extracting(Step::name)
                .containsSubsequence(
                        "checksum", "bring-image", "boot-test", "publish", "keep-image");
    }

    /** So a dry run is free; what the build would choose, it asks. */
    @Test
    void aPlanTouchesNothing() throws Exception {
        for (Step step : plan("ubuntu-24.04", "sign=gpg")) {
            assertThat(step.preview())
                    .as(step.name())
                    .isNotEmpty()
                    .allMatch(line -> !line.isBlank());
            assertThat(step.description()).as(step.name()).isNotBlank();
        }
        assertThat(runner.lines()).allMatch(line -> line.equals("virt-install --osinfo list"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    /** What only differs from family to family. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "debian-13          | preseed/url=file:///debian.cfg",
                "almalinux-10       | inst.ks=file:///",
                "ubuntu-24.04       | ds=nocloud",
                "opensuse-leap-15.6 | autoyast=file:///",
                "opensuse-leap-16.0 | seed.iso",
            })
    void theInstallerIsToldOfItsAnswers(String image, String text) throws Exception {
        Step install =
                plan(image).stream()
                        .filter(step -> step.name().equals("install"))
                        .findFirst()
                        .orElseThrow();

        assertThat(install.preview()).anyMatch(line -> line.contains(text));
    }

    private List<Step> plan(String image, String... settings) throws Exception {
        List<Assignment> assignments = new ArrayList<>();
        for (String setting : settings) {
            assignments.add(Assignment.parse(setting));
        }
        Path more =
                Files.writeString(
                        configuration.resolve("more.conf"),
                        "[there]\nupload_type=rsync\nupload_target=host::images\n");
        LocalDate today = LocalDate.of(2026, 11, 22);
        ImageSpec spec =
                new SpecReader(
                                new Layers(
                                        Configuration.load(
                                                List.of(Path.of("conf/image-factory.conf"), more)),
                                        assignments),
                                new Host(
                                        Path.of("/home/me"),
                                        false,
                                        folder,
                                        () -> today,
                                        TestEngines::settings))
                        .read(image)
                        .spec();
        Workspace workspace = new Workspace(DayNames.of(spec.name(), today), folder);
        return planner().plan(spec, Description.NONE, workspace);
    }

    private Planner planner() {
        return new Planner(
                runner,
                EngineChoice.factory(Map.of(), folder, Optional.empty(), false, folder)
                        .engine(runner),
                FormMaker.NONE,
                Map.of(),
                "image-factory 2",
                new DayNames(Clock.systemUTC()),
                Clock.systemUTC());
    }
}
