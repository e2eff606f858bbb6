package org.imagefactory.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.StepResult;
import org.imagefactory.spec.UploadDestination;
import org.junit.jupiter.api.Test;

/** Builds that fail, and builds that go on with them on another day. */
final class ResumedBuildTest extends ResumedBuilds {

    @Test
    void anUploadThatFailedIsDoneAgainAndNothingElse() throws Exception {
        BuildReport failed = failing(Nights.UPLOAD, false);
        assertThat(failed.outcome().status()).isEqualTo(ExitStatus.UPLOAD);
        assertThat(failed.outcome().advice())
                .isEqualTo(
                        "is it up?\n'image-factory build --resume debian-13' goes on after step"
                                + " 'boot-test'");
        // nothing is published, and nothing is kept that nobody needs
        assertThat(nights.left()).containsExactly(FOLDER, REPORT);
        assertThat(nights.kept()).containsExactly("checkpoint.json", IMAGE, SUM);

        assertResumes(Nights.UPLOAD, Nights.HOOK);
    }

    @Test
    void whatIsKeptIsNobodyElsesBusiness() throws Exception {
        failing(Nights.UPLOAD, false);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(nights.kept("."))))
                .isEqualTo("rwx------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(nights.kept("checkpoint.json"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(nights.kept("checkpoint.json"))).doesNotContain("1G");
    }

    @Test
    void theReportTellsOfBothAttempts() throws Exception {
        failing(Nights.UPLOAD, false);
        BuildReport report = nights.build(true);
        assertThat(report.started()).isEqualTo("2026-11-24T01:00:00Z");
        assertThat(report.values())
                .contains(
                        entry("first-attempt", "2026-11-23T01:00:00Z"),
                        entry("resumed-after", "boot-test"),
                        entry(Nights.BOOT, "done"),
                        entry(Nights.UPLOAD, "done"));
        assertThat(report.steps())
                .extracting(StepResult::name)
                .containsExactly(
                        "stage-answer-file",
                        "install",
                        "list-packages",
                        "empty-free-blocks",
                        "convert",
                        "checksum",
                        "boot-test",
                        "publish",
                        "upload",
                        "post-build-command");
        assertThat(report.steps()).allMatch(StepResult::succeeded);
        assertThat(report.inputs())
                .extracting(FileFact::name)
                .containsExactly("answer-file", "linux");
        assertThat(report.outputs()).extracting(FileFact::name).containsExactly(IMAGE);
        assertThat(report.warnings()).containsExactly("the installer said something");
    }

    @Test
    void aConversionThatFailedIsDoneAgain() throws Exception {
        failing(Nights.CONVERT, false);
        assertThat(nights.kept()).containsExactly("checkpoint.json", "debian-13-2026-11-23.raw");
        assertResumes(Nights.CONVERT, Nights.BOOT, Nights.UPLOAD, Nights.HOOK);
    }

    @Test
    void failsAgainAndGoesOnFromThere() throws Exception {
        failing(Nights.CONVERT, false);
        failing(Nights.CONVERT, true);
        assertThat(nights.ran).containsExactly(Nights.CONVERT);
        failing(Nights.UPLOAD, true);
        assertThat(nights.ran).containsExactly(Nights.CONVERT, Nights.BOOT, Nights.UPLOAD);
        assertThat(nights.kept()).containsExactly("checkpoint.json", IMAGE, SUM);
        failing(Nights.UPLOAD, true);
        assertThat(nights.left()).containsExactly(FOLDER, REPORT);
        assertResumes(Nights.UPLOAD, Nights.HOOK);
    }

    @Test
    void anUploadThatSucceededIsNotDoneAgain() throws Exception {
        BuildReport failed = failing(Nights.HOOK, false);
        assertThat(failed.outcome().advice()).endsWith("goes on after step 'upload'");
        assertResumes(Nights.HOOK);
    }

    @Test
    void isUploadedAgainWhereTheDestinationsHaveChanged() throws Exception {
        failing(Nights.HOOK, false);
        nights.uploads.add(new UploadDestination("there", "host::images", List.of(), List.of()));
        assertResumes(Nights.UPLOAD, Nights.HOOK);
    }

    @Test
    void beginsAnewUnlessItIsAskedToGoOn() throws Exception {
        failing(Nights.UPLOAD, false);
        BuildReport report = nights.build(false);
        assertThat(nights.ran).hasSize(7);
        assertThat(nights.left())
                .containsExactly(
                        REPORT,
                        "debian-13-2026-11-24.json",
                        "debian-13-2026-11-24.qcow2",
                        "debian-13-2026-11-24.qcow2.sha256sum");
        assertThat(report.values()).doesNotContainKeys("resumed-after", "first-attempt");
    }

    /** An image that does not boot twice would not boot on any other night either. */
    @Test
    void anImageThatFailsTwiceIsBuiltAnew() throws Exception {
        failing(Nights.BOOT, false);
        assertThat(nights.kept()).contains(IMAGE);
        BuildReport second = failing(Nights.BOOT, true);
        assertThat(nights.ran).containsExactly(Nights.BOOT);
        assertThat(second.outcome().advice()).isEmpty();
        assertThat(nights.left()).containsExactly(REPORT);
    }

    @Test
    void aStepThatCannotBeDoneAgainKeepsNothing() throws Exception {
        for (String step : List.of(Nights.INSTALL, Nights.EMPTY)) {
            BuildReport report = failing(step, false);
            assertThat(report.outcome().advice()).isEmpty();
            assertThat(nights.left()).doesNotContain(FOLDER);
        }
    }

    @Test
    void aBugKeepsNothing() throws Exception {
        nights.bug = true;
        BuildReport report = failing(Nights.UPLOAD, false);
        assertThat(report.outcome().status()).isEqualTo(ExitStatus.BUG);
        assertThat(nights.left()).containsExactly(REPORT);
    }

    @Test
    void aBugInABuildThatWentOnUsesItUp() throws Exception {
        failing(Nights.UPLOAD, false);
        nights.bug = true;
        failing(Nights.UPLOAD, true);
        assertThat(nights.left()).containsExactly(REPORT);
    }

    @Test
    void aListThatFailedIsMadeAgainAndWhatFollowsForTheFirstTime() throws Exception {
        failing(Nights.LIST, false);
        assertThat(nights.keptFile(".raw")).hasContent("installed");
        assertResumes(
                Nights.LIST, Nights.EMPTY, Nights.CONVERT, Nights.BOOT, Nights.UPLOAD, Nights.HOOK);
    }

    /** The step that changes the disk has changed the kept one, too. */
    @Test
    void aDiskThatWasChangedIsNotKeptAsWhatItWasBefore() throws Exception {
        failing(Nights.LIST, false);
        nights.cancelled = true;
        failing(Nights.CONVERT, true);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(nights.left()).containsExactly(REPORT);
    }

    @Test
    void aCancelledBuildKeepsNothing() throws Exception {
        nights.cancelled = true;
        failing(Nights.UPLOAD, false);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(nights.left()).containsExactly(REPORT);
    }

    @Test
    void aCancelledBuildThatWentOnCanBeGoneOnWith() throws Exception {
        failing(Nights.CONVERT, false);
        nights.cancelled = true;
        for (String step : List.of(Nights.BOOT, Nights.UPLOAD)) {
            failing(step, true);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(nights.left()).containsExactly(FOLDER, REPORT);
        }
        assertResumes(Nights.CONVERT, Nights.BOOT, Nights.UPLOAD, Nights.HOOK);
    }

    /** As the preflight does when a program is missing. */
    @Test
    void aBuildThatCannotBeginLosesNothing() throws Exception {
        failing(Nights.UPLOAD, false);
        Path program = root.resolve("bin/virsh");
        Path away = Files.move(program, root.resolve("virsh"));
        assertThat(nights.build(true).outcome().status()).isEqualTo(ExitStatus.HOST);
        assertThat(nights.ran).isEmpty();
        Files.move(away, program);
        assertResumes(Nights.UPLOAD, Nights.HOOK);
    }
}
