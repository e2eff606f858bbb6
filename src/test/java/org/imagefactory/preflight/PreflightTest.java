package org.imagefactory.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.Finding;
import org.imagefactory.report.Finding.Severity;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.Sbom;
import org.imagefactory.spec.SignMethod;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verify;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PreflightTest extends PreflightCase {

    @Test
    void aGoodHostHasNothingToSay() throws Exception {
        List<Finding> findings = preflight().thorough(specs.spec());
        assertThat(findings).isNotEmpty().allMatch(found -> found.severity() == Severity.OK);
        assertThatCode(() -> Preflight.require(findings)).doesNotThrowAnyException();
        assertThat(folder.resolve("a")).doesNotExist();
    }

    @Test
    void aMissingTemporaryFolderIsAllThereIsToSay() throws Exception {
        List<Finding> findings = preflight(folder.resolve("none")).thorough(specs.spec());
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).text())
                .endsWith("none does not exist: nothing could be checked");
        assertThat(findings.get(0).category()).isEqualTo(ExitStatus.HOST);
    }

    @Test
    void quickStartsNothing() throws Exception {
        specs.answers = Optional.of(answers(AnswerFile.Kind.PRESEED, "x"));
        preflight().quick(specs.spec());
        assertThat(runner.commands()).isEmpty();
    }

    @Test
    void aKeyThatCannotSignIsToldBeforeTheBuild() throws Exception {
        specs.documents = signing(Optional.empty());
        assertThat(preflight().quick(specs.spec())).noneMatch(Finding::isError);
        assertThat(runner.lines())
                .containsExactly(
                        "gpg --batch --no-tty --pinentry-mode error --local-user me --detach-sign"
                                + " --armor --output - -- /dev/null");
        runner.failing("gpg", 2, "gpg: signing failed: No pinentry");
        Finding locked = error(preflight().quick(specs.spec()));
        assertThat(locked.text()).contains("the key 'me' is locked");
        assertThat(locked.category()).isEqualTo(ExitStatus.HOST);

        Files.delete(programs.resolve("gpg"));
        Finding missing = error(preflight().quick(specs.spec()));
        assertThat(missing.text()).isEqualTo("missing programs: gpg");
    }

    @Test
    void aSignCommandNeedsAWholePath() throws Exception {
        specs.documents = signing(Optional.of(new HookCommand("sign-command", "./sign -x")));
        Finding relative = error(preflight().quick(specs.spec()));
        assertThat(relative.text()).isEqualTo("sign-command: './sign' is a relative path");
        assertThat(relative.category()).isEqualTo(ExitStatus.CONFIGURATION);
        specs.documents = signing(Optional.of(new HookCommand("sign-command", "no-such -x")));
        assertThat(preflight().quick(specs.spec()))
                .anyMatch(found -> found.text().contains("there is no program 'no-such'"));
    }

    private static Documents signing(Optional<HookCommand> command) {
        SignMethod method = command.isPresent() ? SignMethod.NONE : SignMethod.GPG;
        return new Documents(Sbom.NONE, method, Optional.of("me"), command, Optional.empty());
    }

    @Test
    void rulesAreCheckedWhoeverMadeTheSpecification() throws Exception {
        specs.arch = Architecture.ARM64;
        specs.firmware = Firmware.BIOS;
        BuildException e = failure(preflight().quick(specs.spec()));
        assertThat(e.exitStatus()).isEqualTo(ExitStatus.CONFIGURATION);
        assertThat(e).hasMessageContaining("firmware: a machine with arch=arm64 has no BIOS");
    }

    @Test
    void answerFileMustBeThere() throws Exception {
        Path gone = folder.resolve("gone.cfg");
        specs.answers = Optional.of(new AnswerFile(AnswerFile.Kind.PRESEED, gone));
        BuildException e = failure(preflight().thorough(specs.spec()));
        assertThat(e.exitStatus()).isEqualTo(ExitStatus.CONFIGURATION);
        assertThat(e).hasMessageContainingAll("x.conf:3", gone.toString(), "does not exist");
        specs.answers = Optional.of(new AnswerFile(AnswerFile.Kind.PRESEED, folder));
        assertThat(error(preflight().quick(specs.spec())).text()).contains("not a regular file");
    }

    @Test
    void answerFileNameMustFitIntoAKernelArgument() throws Exception {
        Path file = Files.writeString(folder.resolve("my file.cfg"), "x");
        specs.answers = Optional.of(new AnswerFile(AnswerFile.Kind.KICKSTART, file));
        assertThat(error(preflight().quick(specs.spec())).text()).contains("my file.cfg");
    }

    @Test
    void localKernelMustBeThere() throws Exception {
        specs.linux = folder.resolve("vmlinuz").toString();
        assertThat(error(preflight().quick(specs.spec())).text()).contains("vmlinuz");
        specs.linux = "file://" + Files.writeString(folder.resolve("k"), "x");
        assertThat(preflight().quick(specs.spec())).noneMatch(Finding::isError);
    }

    @ParameterizedTest
    @CsvSource({
        "http://m/linux, AUTO, WARNING",
        "rsync://m/linux, AUTO, WARNING",
        "http://m/linux, NONE, NOTE",
        "https://m/linux, AUTO, NOTE",
        "/boot/vmlinuz, AUTO, NOTE"
    })
    void anInstallerThatNothingVerifies(String linux, Verify mode, Severity severity)
            throws Exception {
        specs.linux = linux;
        specs.verification = verification(mode, Optional.empty());
        List<Finding> findings = preflight().thorough(specs.spec());
        assertThat(findings)
                .filteredOn(found -> found.text().contains("is not verified"))
                .singleElement()
                .satisfies(found -> assertThat(found.severity()).isEqualTo(severity));
        assertThat(preflight().quick(specs.spec()))
                .noneMatch(found -> found.severity() == Severity.WARNING);
    }

    @Test
    void everyMirrorCounts() throws Exception {
        specs.verification = verification(Verify.AUTO, Optional.empty());
        specs.spares = List.of("http://m/linux", "rsync://n/linux");
        Files.delete(programs.resolve("rsync"));
        List<Finding> findings = preflight().thorough(specs.spec());
        assertThat(findings)
                .filteredOn(found -> found.text().contains("is not verified"))
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.severity()).isEqualTo(Severity.WARNING);
                            assertThat(found.text()).contains("http://m/linux, rsync://n/linux");
                        });
        assertThat(error(findings).text()).isEqualTo("missing programs: rsync");
    }

    @Test
    void aSignatureNeedsGpgvAndAKeyring() throws Exception {
        Path keyring = Path.of("/usr/share/keyrings/ubuntu-archive-keyring.gpg.missing");
        specs.verification = verification(Verify.SIGNED, Optional.of(keyring));
        Files.delete(programs.resolve("gpgv"));
        List<Finding> errors =
                preflight().quick(specs.spec()).stream().filter(Finding::isError).toList();
        assertThat(errors)
                .extracting(Finding::text)
                .containsExactly(
                        "missing programs: gpgv", "keyring '%s' does not exist".formatted(keyring));
        assertThat(errors)
                .extracting(Finding::advice)
                .containsExactly(
                        "on Debian: apt install gpgv",
                        "apt install ubuntu-keyring (Debian 13 or newer has it)");
        assertThat(errors).allMatch(found -> found.category() == ExitStatus.HOST);

        program("gpgv");
        Path own = Files.writeString(folder.resolve("own.gpg"), "keys");
        specs.verification = verification(Verify.SIGNED, Optional.of(own));
        assertThat(preflight().thorough(specs.spec()))
                .noneMatch(Finding::isError)
                .anyMatch(found -> found.text().contains("verified by a signature"));
    }

    private static Verification verification(Verify mode, Optional<Path> keyring) {
        return new Verification(
                mode,
                keyring.map(file -> SourceUri.parse("http://m/SHA256SUMS")),
                keyring.map(file -> SourceUri.parse("http://m/SHA256SUMS.gpg")),
                Optional.empty(),
                keyring,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aFileWhereTheCacheShouldBe() throws Exception {
        Files.writeString(folder.resolve("a"), "");
        assertThat(error(preflight().quick(specs.spec())).text()).contains("is not a folder");
    }

    @Test
    void hooksWithoutProgramAreWarned() throws Exception {
        program("notify");
        specs.postBuild = Optional.of(new HookCommand("post-build-command", "notify x"));
        assertThat(preflight().quick(specs.spec()))
                .allMatch(found -> found.severity() == Severity.OK);
        specs.postBuild = Optional.of(new HookCommand("post-build-command", "notifi x"));
        assertThat(preflight().quick(specs.spec()))
                .anyMatch(found -> found.severity() == Severity.WARNING);
        specs.postBuild = Optional.of(new HookCommand("post-build-command", "notify 'x"));
        assertThat(error(preflight().quick(specs.spec())).category())
                .isEqualTo(ExitStatus.CONFIGURATION);
    }

    @Test
    void clearPasswordsAreToldByLineAndNotByValue() throws Exception {
        specs.answers =
                Optional.of(
                        answers(
                                AnswerFile.Kind.KICKSTART,
                                "lang C\nuser --name=a --password=hunter2\n"));
        assertThat(preflight().thorough(specs.spec()))
                .filteredOn(found -> found.text().contains("password"))
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.where()).endsWith("answers.cfg:2");
                            assertThat(found.severity()).isEqualTo(Severity.WARNING);
                            assertThat(found.toString() + found.advice()).doesNotContain("hunter2");
                        });
    }

    /** Its disk is there already. */
    @Test
    void aBuildThatGoesOnNeedsNoSpaceForAnInstallation() throws Exception {
        freeBytes = 1;
        assertThat(preflight().quick(specs.spec())).anyMatch(Finding::isError);
        assertThat(preflight().resumed(specs.spec())).noneMatch(Finding::isError);
    }

    @Test
    void validatorsAreAsked() throws Exception {
        specs.answers = Optional.of(answers(AnswerFile.Kind.KICKSTART, "x"));
        assertThat(preflight().thorough(specs.spec()))
                .anyMatch(found -> found.text().contains("ksvalidator is not installed"));
    }
}
