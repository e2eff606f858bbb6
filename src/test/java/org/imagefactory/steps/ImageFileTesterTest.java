package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.libvirt.TestLibvirt;
import org.imagefactory.report.BootResult;
import org.imagefactory.spec.BootCheck;
import org.imagefactory.spec.BootTest;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.FileSpec;
import org.imagefactory.spec.ScanPolicy;
import org.imagefactory.spec.Verification;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ImageFileTesterTest {

    @TempDir private Path folder;
    @TempDir private Path temporary;
    private final RecordingRunner runner = new RecordingRunner();
    private final List<String> warnings = new ArrayList<>();
    private Path image;

    @BeforeEach
    void prepare() throws Exception {
        image = Files.writeString(folder.resolve("some: image"), "not qcow2");
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(temporary).isEmptyDirectory();
        assertThat(warnings).isEmpty();
        assertThat(folder).isDirectoryContaining(file -> file.equals(image));
    }

    @Test
    void bootsAnyFile() throws Exception {
        shows("mini login: ");

        BootResult result = test(BootTest.CONSOLE);

        assertThat(result.proof()).isEqualTo(BootTest.CONSOLE);
        assertThat(runner.lines())
                .anyMatch(
                        line ->
                                line.startsWith("qemu-img create -q -f qcow2 -F raw -b ")
                                        && line.endsWith("/some: image' overlay.qcow2"));
    }

    @Test
    void aSectionWithoutATestDoesNotMeanNoTest() throws Exception {
        shows("mini login: ");

        assertThat(test(BootTest.NO).proof()).isEqualTo(BootTest.CONSOLE);
        assertThat(warnings.remove(0)).startsWith("failed units cannot be asked for: ");
    }

    @Test
    void aLinkIsFollowedOnce() throws Exception {
        shows("mini login: ");
        Path link = Files.createSymbolicLink(folder.resolve("link"), image);

        tester().run(spec(BootTest.CONSOLE), link, event -> {});

        assertThat(runner.lines())
                .anyMatch(line -> line.contains("/some: image' overlay.qcow2"))
                .noneMatch(line -> line.contains("/link"));
    }

    @Test
    void twoTestsHaveNothingInCommon() throws Exception {
        shows("mini login: ");

        test(BootTest.CONSOLE);
        test(BootTest.CONSOLE);

        assertThat(
                        runner.lines().stream()
                                .filter(line -> line.startsWith("virt-install"))
                                .map(line -> line.replaceFirst(".* --name (\\S+) .*", "$1"))
                                .distinct())
                .hasSize(2);
    }

    @Test
    void removesWhatAKilledTestLeft() throws Exception {
        shows("mini login: ");
        Path left = Files.createDirectory(temporary.resolve("image-factory-test-999999999-abc"));
        Files.createFile(left.resolve("overlay.qcow2"));
        runner.once("list --all --name", RecordingRunner.print("image-factory-test-999999999-abc"));

        test(BootTest.CONSOLE);

        assertThat(left).doesNotExist();
        assertThat(runner.lines())
                .contains(
                        "virsh --connect qemu:///session destroy image-factory-test-999999999-abc");
    }

    @Test
    void leavesWhatARunningTestHas() throws Exception {
        shows("mini login: ");
        Path others =
                Files.createDirectory(
                        temporary.resolve(
                                "image-factory-test-" + ProcessHandle.current().pid() + "-abc"));

        test(BootTest.CONSOLE);

        assertThat(others).exists();
        Files.delete(others);
    }

    @Test
    void aFailureLeavesNothingEither() {
        shows("grub rescue> ");

        assertThatThrownBy(() -> test(BootTest.AUTO))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("grub rescue>");
    }

    @Test
    void aFileThatIsWrittenToMeanwhileProvesNothing() {
        FakeGuest.on(
                runner,
                console -> {
                    Files.writeString(image, "something else");
                    console.write("mini login: ");
                    console.powerButton().await();
                });

        assertThatThrownBy(() -> test(BootTest.CONSOLE))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("was changed while it was tested");
    }

    @Test
    void whatIsNoFileIsRefused() {
        for (Path wrong : List.of(folder.resolve("nothing"), folder)) {
            assertThatThrownBy(() -> tester().run(spec(BootTest.AUTO), wrong, event -> {}))
                    .isInstanceOf(HostException.class)
                    .hasMessageContaining(wrong.toString());
        }
        assertThat(runner.lines()).isEmpty();
    }

    private void shows(String text) {
        FakeGuest.shows(runner, text);
    }

    private BootResult test(BootTest proof) throws Exception {
        return tester().run(
                        spec(proof),
                        image,
                        event -> {
                            if (event instanceof org.imagefactory.report.BuildEvent.Warning w) {
                                warnings.add(w.text());
                            }
                        });
    }

    private ImageFileTester tester() {
        return new ImageFileTester(
                TestLibvirt.engine(runner, temporary), temporary, System::nanoTime);
    }

    private static FileSpec spec(BootTest proof) {
        return new FileSpec(
                Specs.machine(),
                Specs.proving(new BootCheck(proof, Duration.ofHours(1))).proofs(),
                Verification.NONE,
                Documents.NONE,
                ScanPolicy.NONE,
                Path.of("/cache"),
                new DownloadPolicy(true, true));
    }
}
