package org.imagefactory.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.StepResult;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.Limits;
import org.imagefactory.spec.UploadDestination;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds that fail, and builds that go on with them on another day. */
final class ResumedBuildTest {

    /** The first night is that of the 23rd. */
    private static final String IMAGE = "debian-13-2026-11-23.qcow2";

    private static final String SUM = IMAGE + ".sha256sum";
    private static final String REPORT = "debian-13-2026-11-23.json";
    private static final String FOLDER = ".debian-13.resume";

    @TempDir Path root;
    private Nights nights;

    @BeforeEach
    void makeNights() throws Exception {
        nights = new Nights(root);
    }

    private BuildReport failing(String step, boolean resume) {
        nights.failing.add(step);
        BuildReport report = nights.build(resume);
        assertThat(report.outcome().succeeded()).isFalse();
        nights.failing.clear();
        return report;
    }

    private void assertBeganAnew(String why) throws Exception {
        BuildReport report = nights.build(true);
        assertThat(report.outcome().succeeded()).isTrue();
        assertThat(nights.ran).startsWith(Nights.INSTALL).endsWith(Nights.HOOK);
        assertThat(nights.warnings)
                .anyMatch(
                        text ->
                                text.startsWith("cannot go on with the failed build: ")
                                        && text.contains(why));
        assertThat(report.values()).doesNotContainKey("resumed-after");
        assertThat(nights.left()).contains("debian-13-2026-11-24.qcow2").doesNotContain(FOLDER);
    }

    private void assertResumes(String... steps) throws Exception {
        BuildReport report = nights.build(true);
        assertThat(report.outcome().succeeded()).as(report.outcome().message()).isTrue();
        assertThat(nights.ran).containsExactly(steps);
        assertThat(nights.warnings).isEmpty();
        assertThat(nights.left()).containsExactly(REPORT, IMAGE, SUM);
        assertThat(nights.output.resolve(IMAGE)).hasContent("image of emptied");
    }

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

    @Test
    void withNothingToGoOnWithItIsAnOrdinaryBuild() throws Exception {
        BuildReport report = nights.build(true);
        assertThat(report.outcome().succeeded()).isTrue();
        assertThat(nights.ran).hasSize(7);
        assertThat(nights.left()).containsExactly(REPORT, IMAGE, SUM);
    }

    @ParameterizedTest
    @CsvSource({"machine.memory, ram", "disk.size, disk-size"})
    void neverGoesOnAcrossAChange(String place, String field) throws Exception {
        failing(Nights.UPLOAD, false);
        nights.changes.put(place, DataSize.parse("7G"));
        assertBeganAnew("not the same any more: " + field);
    }

    @Test
    void whatIsGoneIsAChange() throws Exception {
        nights.changes.put("append", "quiet");
        failing(Nights.UPLOAD, false);
        nights.changes.put("append", "");
        assertBeganAnew("not the same any more: kernel-arguments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postBuild", "limits", "upkeep.latestLink", "installerLogs"})
    void whatMakesNoDifferenceToTheImageMayChange(String place) throws Exception {
        failing(Nights.UPLOAD, false);
        nights.changes.put(
                place,
                switch (place) {
                    case "postBuild" -> Optional.of(new HookCommand("hook", "rsync new"));
                    case "limits" -> new Limits(Duration.ofHours(9), Duration.ofHours(9));
                    default -> true;
                });
        assertResumes(Nights.UPLOAD, Nights.HOOK);
    }

    @Test
    void neverGoesOnWithOtherAnswers() throws Exception {
        failing(Nights.UPLOAD, false);
        nights.answer("mode=other");
        assertBeganAnew("the answer file");
    }

    @Test
    void neverGoesOnWithAnotherVersion() throws Exception {
        failing(Nights.UPLOAD, false);
        nights.builder = "image-factory 3.0.0";
        assertBeganAnew("the program (image-factory 2.0.0)");
    }

    @Test
    void neverGoesOnWithAnotherImage() throws Exception {
        failing(Nights.UPLOAD, false);
        Files.writeString(nights.keptFile(".qcow2"), "IMAGE of emptied");
        assertBeganAnew(IMAGE + " is not as it was");
    }

    @Test
    void neverGoesOnWithADiskThatSomebodyWroteTo() throws Exception {
        failing(Nights.CONVERT, false);
        Files.setLastModifiedTime(
                nights.keptFile(".raw"), FileTime.from(Instant.parse("2026-11-23T02:00:00Z")));
        assertBeganAnew("raw is not as it was");
    }

    @Test
    void neverGoesOnWithoutAFile() throws Exception {
        failing(Nights.UPLOAD, false);
        Files.delete(nights.keptFile(".sha256sum"));
        assertBeganAnew(SUM + " is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\{                              | *             | damaged",
                "\"files-                         | \"../files-   | damaged",
                "\"version\" : 2                  | \"version\" : 9 | another version",
                "\"name\" : \"debian-13-2026-11   | \"name\" : \"../../mini | other files",
                "\"name\" : \"convert\"           | \"name\" : \"invert\" | its steps were others",
                "\"date\" : \"2026                | \"date\" : \"2oz6 | damaged",
                "\"bytes\" : [0-9]+               | \"bytes\" : null | damaged",
                "(?s).*                           | null          | damaged"
            })
    void neverGoesOnWithADamagedCheckpoint(String text, String damage, String why)
            throws Exception {
        failing(Nights.UPLOAD, false);
        Path file = nights.kept("checkpoint.json");
        String before = Files.readString(file);
        Files.writeString(file, before.replaceFirst(text, damage));
        assertThat(file).content().isNotEqualTo(before);
        assertBeganAnew(why);
    }

    @Test
    void neverReadsACheckpointWithoutAnEnd() throws Exception {
        failing(Nights.UPLOAD, false);
        try (var file =
                new java.io.RandomAccessFile(nights.kept("checkpoint.json").toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        assertBeganAnew("has more than");
    }

    @Test
    void followsNoLink() throws Exception {
        failing(Nights.UPLOAD, false);
        Path elsewhere = Files.move(nights.kept("."), root.resolve("elsewhere"));
        Files.createSymbolicLink(nights.kept("."), elsewhere);
        assertBeganAnew("is not a folder of this user");
        assertThat(elsewhere.resolve("checkpoint.json")).exists();
    }

    @Test
    void aFolderWithoutACheckpointIsWhatAKilledBuildLeft() throws Exception {
        Files.createDirectories(nights.kept("files-1"));
        Files.writeString(nights.kept("files-1/x.raw"), "half");
        BuildReport report = nights.build(true);
        assertThat(report.outcome().succeeded()).isTrue();
        assertThat(nights.warnings)
                .contains("cannot go on with the failed build: there is no checkpoint");
        assertThat(nights.left()).containsExactly(REPORT, IMAGE, SUM);
    }

    @Test
    void whatAKilledBuildLeftBesideGoodFilesGoesWithTheNextFailure() throws Exception {
        failing(Nights.CONVERT, false);
        Files.createDirectories(nights.kept("files-1/x"));
        failing(Nights.UPLOAD, true);
        assertThat(nights.ran).startsWith(Nights.CONVERT);
        assertThat(nights.kept("files-1")).doesNotExist();
        assertResumes(Nights.UPLOAD, Nights.HOOK);
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
