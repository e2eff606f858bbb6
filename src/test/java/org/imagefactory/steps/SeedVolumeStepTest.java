package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.HostException;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.SeedVolume;
import org.imagefactory.tools.Xorriso;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the real xorriso. */
class SeedVolumeStepTest {

    private static final Path NOTHING = Path.of("/dev/null");

    @TempDir Path root;

    private StepFixture fixture;

    @BeforeEach
    void makeTheWorkspace() throws Exception {
        fixture = new StepFixture(root);
        Files.createDirectory(fixture.workspace.answerFolder());
    }

    private SeedVolumeStep step(AnswerFile.Kind kind) {
        AnswerFile answer = new AnswerFile(kind, Path.of("/etc/a=b.yaml.mustache"));
        SeedVolume volume = kind.volume().orElseThrow();
        return new SeedVolumeStep(fixture.workspace, answer, volume, new Xorriso(fixture.runner));
    }

    private void stage(AnswerFile.Kind kind) throws Exception {
        String name = kind.volume().orElseThrow().answer();
        Files.writeString(fixture.workspace.answerFolder().resolve(name), "answers\n");
    }

    @ParameterizedTest
    @CsvSource({
        "AUTOINSTALL, CIDATA, user-data, /meta-data",
        "AGAMA, OEMDRV, autoinst.json, ",
    })
    void makesTheVolumeThatTheInstallerLooksFor(
            AnswerFile.Kind kind, String label, String answer, String companion) throws Exception {
        stage(kind);

        fixture.run(step(kind));

        Path volume = fixture.workspace.seedVolume();
        String text = Files.readString(volume, StandardCharsets.ISO_8859_1);
        // Where an ISO 9660 file system has its label.
        assertThat(text.substring(32768 + 40, 32768 + 72).strip()).isEqualTo(label);
        String files = xorriso("-indev", volume.toString(), "-find", "/", "-type", "f");
        assertThat(
                        files.lines()
                                .filter(line -> line.startsWith("'/"))
                                .map(line -> line.replace("'", "")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of("/" + answer, companion).filter(Objects::nonNull).toList());
        Path back = root.resolve("back");
        xorriso(
                "-osirrox",
                "on",
                "-indev",
                volume.toString(),
                "-extract",
                "/" + answer,
                back.toString());
        assertThat(back).hasContent("answers\n");
    }

    @Test
    void showsTheCommand() {
        assertThat(step(AnswerFile.Kind.AUTOINSTALL).preview())
                .singleElement()
                .asString()
                .startsWith("xorriso -as mkisofs -quiet -o ")
                .contains(" -V CIDATA -graft-points ");
    }

    @Test
    void saysThatTheToolFailed() {
        // The answers were never staged.
        assertThatThrownBy(() -> fixture.run(step(AnswerFile.Kind.AUTOINSTALL)))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("make the volume with the answers");
        assertThat(fixture.workspace.seedVolume()).doesNotExist();
    }

    @Test
    void saysThatThereIsNoSpace() throws Exception {
        stage(AnswerFile.Kind.AUTOINSTALL);
        fixture.runner.failing("mkisofs", 5, "xorriso : FAILURE : No space left on device");

        assertThatThrownBy(() -> fixture.run(step(AnswerFile.Kind.AUTOINSTALL)))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("no space left in " + fixture.workspace.staging());
    }

    @Test
    void canBeInterrupted() throws Exception {
        stage(AnswerFile.Kind.AUTOINSTALL);
        fixture.runner.interrupting("mkisofs");

        assertThatThrownBy(() -> fixture.run(step(AnswerFile.Kind.AUTOINSTALL)))
                .isInstanceOf(InterruptedException.class);
        assertThat(fixture.workspace.seedVolume()).doesNotExist();
    }

    private static String xorriso(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("xorriso", "-report_about", "SORRY"));
        command.addAll(List.of(arguments));
        return DiskImages.run(command, NOTHING);
    }
}
