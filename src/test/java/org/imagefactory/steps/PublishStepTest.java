package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.HostException;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DiskFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checksums and publication: the two always come together. */
final class PublishStepTest {

    private static final String RAW = "img-2026-11-22.raw";
    private static final String QCOW2 = "img-2026-11-22.qcow2";
    private static final String SUM = ".sha256sum";
    private static final Disk KEEP_RAW = StepFixture.with(DiskFormat.QCOW2, true);

    @TempDir Path root;
    private StepFixture fixture;

    @BeforeEach
    void makeImages() throws Exception {
        fixture = new StepFixture(root);
        Files.writeString(fixture.workspace.staged(DiskFormat.QCOW2), "new image\n");
        Files.writeString(fixture.workspace.staged(DiskFormat.RAW), "new raw\n");
    }

    private void run(Disk disk) throws Exception {
        fixture.run(new ChecksumStep(fixture.workspace, disk));
        fixture.run(new PublishStep(fixture.workspace, disk));
    }

    private List<String> unwind(boolean succeeded) {
        List<String> warnings = new ArrayList<>();
        fixture.cleanup.unwind(succeeded, warnings::add);
        return warnings;
    }

    private Path published(String name) {
        return fixture.folder.resolve(name);
    }

    @Test
    void publishesTheImageAlone() throws Exception {
        run(StepFixture.with(DiskFormat.QCOW2, false));
        assertThat(fixture.published()).containsExactly(QCOW2, QCOW2 + SUM);
        assertThat(fixture.staged()).containsExactly(RAW);
        assertThat(unwind(true)).isEmpty();
        assertThat(fixture.published()).containsExactly(QCOW2, QCOW2 + SUM);
        DiskImages.run(
                List.of(
                        "sh",
                        "-c",
                        "cd \"$0\" && sha256sum -c *.sha256sum",
                        fixture.folder.toString()),
                Path.of("/dev/null"));
    }

    @Test
    void publishesTheRawImageToo() throws Exception {
        run(KEEP_RAW);
        assertThat(fixture.published()).containsExactly(QCOW2, QCOW2 + SUM, RAW, RAW + SUM);
        assertThat(fixture.facts.outputs())
                .extracting(FileFact::name, FileFact::source, FileFact::sizeBytes)
                .containsExactly(
                        tuple(QCOW2, "" + published(QCOW2), 10L),
                        tuple(RAW, "" + published(RAW), 8L));
        assertThat(Files.readString(published(RAW + SUM)))
                .isEqualTo(fixture.facts.outputs().get(1).sha256() + "  " + RAW + "\n");
    }

    @Test
    void takesEverythingBackWhenALaterStepFails() throws Exception {
        run(KEEP_RAW);
        assertThat(unwind(false)).isEmpty();
        assertThat(fixture.published()).isEmpty();
    }

    @Test
    void replacesAndRestoresAnEarlierBuild() throws Exception {
        Files.writeString(published(QCOW2), "old image");
        Files.writeString(published(QCOW2 + SUM), "old sum");
        run(KEEP_RAW);
        assertThat(published(QCOW2)).hasContent("new image");
        assertThat(Files.readString(published(QCOW2 + SUM))).contains(QCOW2);
        assertThat(unwind(false)).isEmpty();
        assertThat(fixture.published()).containsExactly(QCOW2, QCOW2 + SUM);
        assertThat(published(QCOW2)).hasContent("old image");
        assertThat(published(QCOW2 + SUM)).hasContent("old sum");
    }

    @Test
    void restoresAnEarlierBuildAfterHalfAPublication() throws Exception {
        Files.writeString(published(QCOW2), "old image");
        Files.writeString(published(QCOW2 + SUM), "old sum");
        fixture.run(new ChecksumStep(fixture.workspace, KEEP_RAW));
        // the second rename cannot work: a folder that is not empty has the name
        Files.createDirectories(published(RAW).resolve("x"));
        Files.createDirectories(
                fixture.workspace.staging().resolve("previous-" + RAW).resolve("y"));
        assertThatThrownBy(() -> fixture.run(new PublishStep(fixture.workspace, KEEP_RAW)))
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("publishing the image: ");
        unwind(false);
        assertThat(published(QCOW2)).hasContent("old image");
        assertThat(published(QCOW2 + SUM)).hasContent("old sum");
        assertThat(fixture.facts.outputs()).isEmpty();
    }

    /** What fails from then on, an upload or a hook, is not the installation's fault. */
    @Test
    void closesTheInquiriesIntoTheInstallation() throws Exception {
        List<String> inquiries = new ArrayList<>();
        fixture.cleanup.inquire("inquire", () -> inquiries.add("made"));
        run(KEEP_RAW);
        unwind(false);
        assertThat(inquiries).isEmpty();
    }

    @Test
    void publishesNothingWithoutAChecksum() throws Exception {
        assertThatThrownBy(() -> fixture.run(new PublishStep(fixture.workspace, KEEP_RAW)))
                .isInstanceOf(HostException.class);
        assertThat(fixture.published()).isEmpty();
    }

    @Test
    void publishesNothingWhenInterrupted() throws Exception {
        fixture.run(new ChecksumStep(fixture.workspace, KEEP_RAW));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> fixture.run(new PublishStep(fixture.workspace, KEEP_RAW)))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        unwind(false);
        assertThat(fixture.published()).isEmpty();
    }

    @Test
    void checksNothingWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> fixture.run(new ChecksumStep(fixture.workspace, KEEP_RAW)))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
