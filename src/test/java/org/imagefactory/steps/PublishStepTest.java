package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.HostException;
import org.imagefactory.report.FileFact;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Documents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checksums and publication: the two always come together. */
final class PublishStepTest {

    private static final String RAW = "img-2026-11-22.raw";
    private static final String QCOW2 = "img-2026-11-22.qcow2";
    private static final String SUM = ".sha256sum";
    private static final Disk KEEP_RAW = StepFixture.with(DiskFormat.QCOW2, true);

    private static final String QCOW2_SUM = ".qcow2.sha256sum";

    /** Documents and signatures. */
    private static final String[] BESIDE = {
        ".packages",
        ".provenance.json",
        ".provenance.json.asc",
        QCOW2_SUM + ".asc",
        ".raw.sha256sum.minisig"
    };

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
        fixture.run(new PublishStep(fixture.workspace, disk, Documents.NONE));
    }

    private PublishStep publication() {
        return new PublishStep(fixture.workspace, KEEP_RAW, Documents.NONE);
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
    void whatWasTakenBackCanBePublishedAgain() throws Exception {
        document(fixture.workspace.staging(), "new", BESIDE);
        run(KEEP_RAW);
        List<String> published = fixture.published();
        assertThat(unwind(false)).isEmpty();
        assertThat(fixture.published()).isEmpty();
        assertThat(fixture.staged()).containsExactlyElementsOf(published);
        fixture.run(publication());
        assertThat(fixture.published()).containsExactlyElementsOf(published);
        assertThat(published(QCOW2)).hasContent("new image");
    }

    /** As a build does that goes on with what another one, which was killed, has published. */
    @Test
    void publishesAndTakesBackFilesThatHaveTheirFinalNamesAlready() throws Exception {
        document(fixture.workspace.staging(), "new", ".packages");
        fixture.run(new ChecksumStep(fixture.workspace, KEEP_RAW));
        List<String> names = fixture.staged();
        for (String name : names) {
            Files.createLink(published(name), fixture.workspace.staging().resolve(name));
        }
        fixture.run(publication());
        assertThat(fixture.published()).containsExactlyElementsOf(names);
        assertThat(unwind(false)).isEmpty();
        assertThat(fixture.published()).containsExactlyElementsOf(names);
        assertThat(fixture.staged()).containsAll(names);
    }

    @Test
    void takesNothingOfAnEarlierBuildIntoTheStagingFolder() throws Exception {
        document(fixture.workspace.staging(), "new", ".packages");
        document(fixture.folder, "old", ".packages", ".spdx.json");
        run(KEEP_RAW);
        assertThat(unwind(false)).isEmpty();
        assertThat(published("img-2026-11-22.packages")).hasContent("old.packages");
        assertThat(fixture.workspace.document("packages")).hasContent("new.packages");
        assertThat(fixture.staged()).doesNotContain("img-2026-11-22.spdx.json");
    }

    /** A command of the user may move the image elsewhere and fail then. */
    @Test
    void whatIsGoneCannotBeTakenBack() throws Exception {
        run(KEEP_RAW);
        Files.delete(published(QCOW2));
        assertThat(unwind(false)).isEmpty();
        assertThat(fixture.published()).isEmpty();
        assertThat(fixture.staged()).contains(RAW, QCOW2 + SUM).doesNotContain(QCOW2);
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
        assertThatThrownBy(() -> fixture.run(publication()))
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
        assertThatThrownBy(() -> fixture.run(publication())).isInstanceOf(HostException.class);
        assertThat(fixture.published()).isEmpty();
    }

    @Test
    void publishesNothingWhenInterrupted() throws Exception {
        fixture.run(new ChecksumStep(fixture.workspace, KEEP_RAW));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> fixture.run(publication()))
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

    /** Documents and signatures of a build, each with its suffix for content. */
    private void document(Path folder, String age, String... suffixes) throws Exception {
        for (String suffix : suffixes) {
            Files.writeString(folder.resolve("img-2026-11-22" + suffix), age + suffix);
        }
    }

    @Test
    void publishesDocumentsAndSignaturesAndNothingElse() throws Exception {
        document(fixture.workspace.staging(), "new", BESIDE);
        document(fixture.workspace.staging(), "new", ".console", ".packages.tmp", ".failure");
        run(KEEP_RAW);
        assertThat(fixture.published())
                .containsExactlyInAnyOrder(
                        QCOW2,
                        QCOW2 + SUM,
                        QCOW2 + SUM + ".asc",
                        RAW,
                        RAW + SUM,
                        RAW + SUM + ".minisig",
                        "img-2026-11-22.packages",
                        "img-2026-11-22.provenance.json",
                        "img-2026-11-22.provenance.json.asc");
        assertThat(fixture.facts.outputs())
                .extracting(FileFact::name)
                .startsWith(QCOW2, RAW)
                .contains("img-2026-11-22.packages", QCOW2 + SUM + ".asc");
    }

    @Test
    void documentsOfAnEarlierBuildDoNotStay() throws Exception {
        document(fixture.workspace.staging(), "new", ".provenance.json");
        document(fixture.folder, "old", BESIDE);
        document(fixture.folder, "old", ".spdx.json", ".json", ".notes");
        run(KEEP_RAW);
        assertThat(fixture.published())
                .containsExactlyInAnyOrder(
                        QCOW2,
                        QCOW2 + SUM,
                        RAW,
                        RAW + SUM,
                        "img-2026-11-22.provenance.json",
                        "img-2026-11-22.json",
                        "img-2026-11-22.notes");
        assertThat(published("img-2026-11-22.provenance.json")).hasContent("new.provenance.json");
        assertThat(unwind(true)).isEmpty();
    }

    @Test
    void restoresTheDocumentsOfAnEarlierBuild() throws Exception {
        document(fixture.workspace.staging(), "new", ".provenance.json", ".changes");
        document(fixture.folder, "old", BESIDE);
        run(KEEP_RAW);
        assertThat(unwind(false)).isEmpty();
        assertThat(fixture.published())
                .containsExactlyInAnyOrder(
                        Stream.of(BESIDE)
                                .map(suffix -> "img-2026-11-22" + suffix)
                                .toArray(String[]::new));
        for (String suffix : BESIDE) {
            assertThat(published("img-2026-11-22" + suffix)).hasContent("old" + suffix);
        }
    }

    @Test
    void restoresEverythingAfterHalfAPublication() throws Exception {
        document(fixture.workspace.staging(), "new", ".packages", ".provenance.json");
        document(fixture.folder, "old", ".packages", QCOW2_SUM, ".provenance.json");
        Files.writeString(published(QCOW2), "old image");
        fixture.run(new ChecksumStep(fixture.workspace, KEEP_RAW));
        // a folder that is not empty is in the way of the raw image, and so is one in staging
        Files.createDirectories(published(RAW).resolve("x"));
        Files.createDirectories(
                fixture.workspace.staging().resolve("previous-" + RAW).resolve("y"));
        assertThatThrownBy(() -> fixture.run(publication())).isInstanceOf(HostException.class);
        unwind(false);
        assertThat(published(QCOW2)).hasContent("old image");
        assertThat(published(QCOW2 + SUM)).hasContent("old" + QCOW2_SUM);
        assertThat(published("img-2026-11-22.packages")).hasContent("old.packages");
        assertThat(published("img-2026-11-22.provenance.json")).hasContent("old.provenance.json");
    }

    @Test
    void followsNoLinksInTheStagingFolder() throws Exception {
        Path secret = Files.writeString(fixture.folder.resolve("secret"), "mine");
        Files.createSymbolicLink(fixture.workspace.document(DocumentKind.PACKAGES), secret);
        run(KEEP_RAW);
        assertThat(published("img-2026-11-22.packages")).doesNotExist();
    }
}
