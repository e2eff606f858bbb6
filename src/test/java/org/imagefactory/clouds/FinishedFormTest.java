package org.imagefactory.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.forms.FinishedImage;
import org.imagefactory.forms.FormMaker;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.ImageName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms of an image that nothing may happen to. */
class FinishedFormTest {

    private static final int MIB = DiskImages.MIB;

    @TempDir Path folder;

    private final CommonsExecRunner runner = new CommonsExecRunner(System.getenv());
    private final List<BuildEvent> events = new ArrayList<>();
    private Path raw;

    /** Not a whole number of mebibytes, so that some forms are larger. */
    @BeforeEach
    void makeDisk() throws Exception {
        Path system = Files.createDirectories(folder.resolve("system/etc"));
        Files.writeString(system.resolve("os-release"), "ID=debian\n");
        raw = DiskImages.empty(folder.resolve("img-2026-11-22.raw"), 48L * MIB + 512);
        DiskImages.partition(raw, "label: dos\nstart=2048, type=83\n");
        DiskImages.mkfs(raw, "ext4", MIB, 46L * MIB, system.resolveSibling(""));
    }

    @Test
    void noneChangesTheRawImage() throws Exception {
        assertNoneChanges(raw, CloudForm.values());
    }

    @Test
    void noneChangesTheQcow2Image() throws Exception {
        Path qcow2 = folder.resolve("img-2026-11-22.qcow2");
        runner.run(
                Command.of(
                        Program.QEMU_IMG,
                        List.of("convert", "-O", "qcow2", raw.toString(), qcow2.toString())));
        assertNoneChanges(qcow2, CloudForm.EC2, CloudForm.HYPERV, CloudForm.OVA, CloudForm.DOCKER);
    }

    private void assertNoneChanges(Path image, CloudForm... forms) throws Exception {
        String before = FileDigest.sha256(image, position -> {});
        for (CloudForm form : forms) {
            Path made = make(image, form);

            assertThat(made).as(form.target()).isRegularFile();
            assertThat(Files.isSymbolicLink(made)).as(form.target()).isFalse();
            assertThat(Files.size(made)).as(form.target()).isPositive();
            assertThat(Files.getPosixFilePermissions(made))
                    .as(form.target())
                    .isEqualTo(Files.getPosixFilePermissions(image));
        }
        assertThat(FileDigest.sha256(image, position -> {})).isEqualTo(before);
    }

    @Test
    void theSameImageGivesTheSameArchives() throws Exception {
        for (CloudForm form : List.of(CloudForm.DOCKER, CloudForm.EC2)) {
            String first = FileDigest.sha256(make(raw, form), position -> {});

            assertThat(FileDigest.sha256(make(raw, form), position -> {}))
                    .as(form.target())
                    .isEqualTo(first);
        }
    }

    @Test
    void whatAPluginWarnsOfIsAWarningOfTheBuild() throws Exception {
        make(raw, CloudForm.EC2);

        assertThat(events)
                .filteredOn(BuildEvent.Warning.class::isInstance)
                .extracting(event -> ((BuildEvent.Warning) event).text())
                .anySatisfy(text -> assertThat(text).contains("may not work in EC2", "ENA"));
        assertThat(
                        events.stream()
                                .filter(BuildEvent.Progress.class::isInstance)
                                .map(Object::toString)
                                .collect(Collectors.joining()))
                .contains("ec2: Looking whether the image fits EC2");
    }

    @Test
    void whatOpenStackIsToKnowLiesBesideTheImage() throws Exception {
        make(raw, CloudForm.OPENSTACK_KVM);

        Path properties = folder.resolve("properties");
        assertThat(Files.readString(properties))
                .contains("\"hw_disk_bus\": \"virtio\"", "\"os_distro\": \"debian\"");
        assertThat(Files.getPosixFilePermissions(properties))
                .isEqualTo(Files.getPosixFilePermissions(raw));
    }

    @Test
    void aFormThatCannotBeMadeFails() throws Exception {
        Path broken = Files.write(folder.resolve("img-2026-11-22.raw"), new byte[MIB]);

        assertThatThrownBy(() -> make(broken, CloudForm.DOCKER)).isInstanceOf(BuildException.class);
    }

    private Path make(Path image, CloudForm form)
            throws IOException, BuildException, InterruptedException {
        Path work = Files.createTempDirectory(folder, "work");
        Path made = folder.resolve("made." + form.suffix());
        Files.deleteIfExists(made);
        Clouds.forms(Map.of())
                .make(
                        runner,
                        new FinishedImage(
                                image,
                                new ImageName("img"),
                                "img-2026-11-22",
                                "debian-13",
                                Architecture.AMD64),
                        form,
                        new FormMaker.Place(made, folder.resolve("properties"), work),
                        events::add);
        return made;
    }
}
