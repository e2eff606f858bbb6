package org.imagefactory.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.imagefactory.report.BuildReport;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds that fail, and builds that have reasons not to go on with them. */
final class AnewBuildTest extends ResumedBuilds {

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
}
