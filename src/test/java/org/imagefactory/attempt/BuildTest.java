package org.imagefactory.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.DayNames;
import org.imagefactory.history.History;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.StepResult;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ImageName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build leaves on the disk and what it reports, however it ends. */
class BuildTest {

    private static final String IMAGE = "debian-13-2026-11-23.qcow2";
    private static final String REPORT = "debian-13-2026-11-23.json";

    @TempDir Path root;
    private Nights nights;

    @BeforeEach
    void makeNights() throws Exception {
        nights = new Nights(root);
    }

    @AfterEach
    void forgetInterrupt() {
        Thread.interrupted();
    }

    /** Nothing but the specification knows of it. */
    @Test
    void aPasswordIsToldToNobody() throws Exception {
        nights.changes.put("system.rootPasswordHash", Optional.of("$6$salt$hash"));
        nights.installerSays = "useradd -p '$6$salt$hash'; raise " + Field.MEMORY;
        nights.failing.add(Nights.LIST);
        nights.reason = "cannot read $6$salt$hash";

        BuildReport report = nights.build(false);

        assertThat(nights.warnings).contains("useradd -p '********'; raise ram");
        assertThat(report.outcome().message()).isEqualTo("cannot read ********");
        assertThat(nights.output.resolve(REPORT)).content().doesNotContain("$6$salt");
        assertThat(remembered().outcome().message()).isEqualTo("cannot read ********");
    }

    @Test
    void success() throws Exception {
        BuildReport report = nights.build(false);

        assertThat(report.outcome().succeeded()).isTrue();
        assertThat(report.steps()).hasSize(10).allMatch(StepResult::succeeded);
        assertThat(report.outputs()).extracting(FileFact::name).containsExactly(IMAGE);
        assertThat(report.warnings()).containsExactly("the installer said something");
        assertThat(nights.left()).containsExactly(REPORT, IMAGE, IMAGE + ".sha256sum");
        assertThat(nights.output.resolve(REPORT))
                .content()
                .contains("\"outcome\" : \"success\"", "the installer said something");
        BuildRecord remembered = remembered();
        assertThat(remembered.outcome().succeeded()).isTrue();
        assertThat(remembered.outputs()).isEqualTo(report.outputs());
        assertThat(remembered.warnings()).isEqualTo(1);
    }

    @Test
    void failure() throws Exception {
        nights.failing.add(Nights.INSTALL);

        BuildReport report = nights.build(false);

        assertThat(report.outcome().status()).isEqualTo(ExitStatus.HOST);
        assertThat(report.outcome().message()).isEqualTo("no space left");
        assertThat(report.steps())
                .extracting(StepResult::name)
                .containsExactly("stage-answer-file", Nights.INSTALL);
        assertThat(report.outputs()).isEmpty();
        assertThat(nights.left()).containsExactly(REPORT);
        assertThat(nights.output.resolve(REPORT)).content().contains("\"outcome\" : \"failure\"");
        assertThat(remembered().outcome()).isEqualTo(report.outcome());
        assertThat(remembered().outputs()).isEmpty();
    }

    /** A failure after the publication takes the image back. */
    @Test
    void failureOfTheLastStep() throws Exception {
        nights.failing.add(Nights.HOOK);

        BuildReport report = nights.build(false);

        assertThat(report.outcome().succeeded()).isFalse();
        assertThat(nights.left()).containsExactly(".debian-13.resume", REPORT);
        assertThat(remembered().outputs()).isEmpty();
    }

    @Test
    void interruption() throws Exception {
        nights.failing.add(Nights.UPLOAD);
        nights.cancelled = true;

        BuildReport report = nights.build(false);

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(report.outcome().status()).isEqualTo(ExitStatus.TERMINATED);
        assertThat(report.outcome().word()).isEqualTo("cancelled");
        assertThat(nights.left()).containsExactly(REPORT);
        assertThat(nights.output.resolve(REPORT)).content().contains("\"outcome\" : \"cancelled\"");
        assertThat(remembered().isVerdict()).isFalse();
    }

    @Test
    void aBug() throws Exception {
        nights.failing.add(Nights.CONVERT);
        nights.bug = true;

        BuildReport report = nights.build(false);

        assertThat(report.outcome().status()).isEqualTo(ExitStatus.BUG);
        assertThat(report.outcome().advice()).contains("report this");
        assertThat(nights.left()).containsExactly(REPORT);
    }

    @Test
    void goesOnWhereItFailed() throws Exception {
        nights.failing.add(Nights.UPLOAD);
        nights.build(false);
        nights.failing.clear();

        BuildReport report = nights.build(true);

        assertThat(nights.ran).containsExactly(Nights.UPLOAD, Nights.HOOK);
        assertThat(report.steps()).hasSize(10).allMatch(StepResult::succeeded);
        assertThat(nights.left()).containsExactly(REPORT, IMAGE, IMAGE + ".sha256sum");
        assertThat(new History(nights.output).of("debian-13"))
                .extracting(build -> build.outcome().word())
                .containsExactly("failure", "success");
    }

    /** Everything in the folder is another build's: its report and its memory, too. */
    @Test
    void anotherBuildOwnsTheFolder() throws Exception {
        Workspace theirs =
                new Workspace(
                        DayNames.of(new ImageName("debian-13"), LocalDate.of(2026, 11, 22)),
                        nights.output);
        CleanupStack cleanup = new CleanupStack();
        nights.stagingFolders.acquire(theirs, cleanup);
        Files.writeString(theirs.rawDisk(), "theirs");

        BuildReport report = nights.build(false);

        assertThat(report.outcome().message()).contains("another build of debian-13 is running");
        assertThat(report.steps()).isEmpty();
        assertThat(nights.left()).containsExactly(".debian-13.staging");
        assertThat(theirs.rawDisk()).hasContent("theirs");
        assertThat(new History(nights.output).of("debian-13")).isEmpty();
        cleanup.unwind(true, warning -> {});
    }

    private BuildRecord remembered() throws Exception {
        List<BuildRecord> builds = new History(nights.output).of("debian-13");
        return builds.get(builds.size() - 1);
    }
}
