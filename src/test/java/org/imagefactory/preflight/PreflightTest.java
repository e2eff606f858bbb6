package org.imagefactory.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.exec.OutputListener;
import org.imagefactory.exec.Program;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.preflight.Finding.Severity;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.RootFileSystem;
import org.imagefactory.spec.Sbom;
import org.imagefactory.spec.SignMethod;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verify;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.ZeroFree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PreflightTest {

    @TempDir Path folder;

    private final RecordingRunner runner = new RecordingRunner();
    private final Specs specs = new Specs();
    private Optional<String> kvmObstacle = Optional.empty();
    private long freeBytes = 100L << 30;
    private Path programs;
    private Path memoryInfo;
    private Path firmware;

    @BeforeEach
    void makeHost() throws IOException {
        programs = Files.createDirectory(folder.resolve("bin"));
        for (Program program : Program.values()) {
            program(program.command());
        }
        memoryInfo =
                Files.writeString(
                        folder.resolve("meminfo"),
                        "MemTotal: 2097152 kB\nMemAvailable: 1048576 kB\nSwapTotal: 0 kB\nHugePages: 0\n");
        specs.cache = folder.resolve("a/b/cache");
        firmware = Files.createDirectory(folder.resolve("firmware"));
    }

    @Test
    void aGoodHostHasNothingToSay() throws Exception {
        List<Finding> findings = preflight().thorough(specs.spec());
        assertThat(findings).isNotEmpty().allMatch(found -> found.severity() == Severity.OK);
        assertThatCode(() -> Preflight.require(findings)).doesNotThrowAnyException();
        assertThat(folder.resolve("a")).doesNotExist();
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
    void allMissingProgramsInOneLine() throws Exception {
        for (String name :
                List.of("qemu-img", "zerofree", "rsync", "cpio", "libvirtd", "virtqemud")) {
            Files.delete(programs.resolve(name));
        }
        Finding plain = error(preflight().quick(specs.spec()));
        assertThat(plain.text()).isEqualTo("missing programs: qemu-img, libvirtd");

        specs.zeroFree = ZeroFree.ZEROFREE;
        specs.uploads = List.of(new UploadDestination("a", "b", List.of(), List.of()));
        specs.answers = Optional.of(answers(AnswerFile.Kind.PRESEED, "x"));
        Finding all = error(preflight().quick(specs.spec()));
        assertThat(all.text())
                .isEqualTo("missing programs: qemu-img, libvirtd, cpio, zerofree, rsync");
        assertThat(all.advice())
                .isEqualTo("on Debian: apt install cpio libvirt-daemon qemu-utils rsync zerofree");
        assertThat(all.category()).isEqualTo(ExitStatus.HOST);
    }

    @ParameterizedTest
    @CsvSource({
        "EXT4, ''",
        "BTRFS, 'missing programs: guestfish'",
        "XFS, 'missing programs: guestfish, xfs_repair'"
    })
    void someFileSystemsNeedLibguestfs(RootFileSystem root, String text) throws Exception {
        specs.root = root;
        Files.delete(programs.resolve("guestfish"));
        Files.delete(programs.resolve("xfs_repair"));
        List<Finding> findings = preflight().quick(specs.spec());
        assertThat(findings.stream().filter(Finding::isError).map(Finding::text).toList())
                .isEqualTo(text.isEmpty() ? List.of() : List.of(text));
        assertThat(runner.commands()).isEmpty();
    }

    @Test
    void libguestfsIsTriedBeforeTheInstallation() throws Exception {
        specs.root = RootFileSystem.XFS;
        assertThat(preflight().quick(specs.spec()))
                .anyMatch(found -> found.text().equals("libguestfs can open xfs"));
        assertThat(runner.lines()).containsExactly("guestfish -f guestfish-requests");
        runner.failing("guestfish", 1, "no kernel");
        Finding broken = error(preflight().quick(specs.spec()));
        assertThat(broken.text())
                .isEqualTo("file-system=xfs: libguestfs does not work here:\nno kernel");
        assertThat(broken.advice()).contains("libguestfs-test-tool");
        assertThat(broken.category()).isEqualTo(ExitStatus.HOST);
        assertThat(folder).isDirectoryNotContaining("glob:**appliance*");
    }

    @Test
    void aRemoteHostNeedsNoEmulatorHere() throws Exception {
        Files.delete(programs.resolve("qemu-system-x86_64"));
        Files.delete(programs.resolve("qemu-system-aarch64"));
        specs.memory = DataSize.parse("1T");
        specs.connect = Optional.of("qemu+ssh://host/system");
        assertThat(preflight().quick(specs.spec())).noneMatch(Finding::isError);
        specs.connect = Optional.empty();
        assertThat(preflight().quick(specs.spec())).anyMatch(Finding::isError);
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
                .containsExactly("on Debian: apt install gpgv", "apt install ubuntu-keyring");
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

    @ParameterizedTest
    @CsvSource({
        "100, RAW, OK",
        "3, RAW, OK",
        "3, QCOW2, WARNING",
        "1.5, RAW, WARNING",
        "0.5, RAW, ERROR"
    })
    void freeSpace(double freeGib, DiskFormat format, Severity severity) throws Exception {
        freeBytes = (long) (freeGib * (1L << 30));
        specs.format = format;
        assertThat(preflight().quick(specs.spec()))
                .anyMatch(
                        found ->
                                found.text().contains(" free in ") && found.severity() == severity);
    }

    @ParameterizedTest
    @CsvSource({"1G, OK", "1025M, WARNING", "3G, ERROR"})
    void freeMemory(String memory, Severity severity) throws Exception {
        specs.memory = DataSize.parse(memory);
        assertThat(preflight().quick(specs.spec()))
                .anyMatch(found -> found.text().contains("memory") && found.severity() == severity);
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
    void kvmMattersWhereItIsAskedFor() throws Exception {
        kvmObstacle = Optional.of("no device");
        assertThat(preflight().thorough(specs.spec())).allMatch(f -> f.severity() == Severity.OK);
        specs.virtType = VirtType.AUTO;
        assertThat(preflight().thorough(specs.spec()))
                .anyMatch(found -> found.severity() == Severity.WARNING);
        specs.virtType = VirtType.KVM;
        assertThat(error(preflight().thorough(specs.spec())).text()).contains("no device");
    }

    @Test
    void kvmRunsNoForeignProcessor() throws Exception {
        specs.arch = Architecture.ARM64;
        specs.virtType = VirtType.KVM;
        Finding foreign = error(preflight().quick(specs.spec()));
        assertThat(foreign.text())
                .isEqualTo("KVM cannot be used: the image is for arm64, this host is amd64");
        assertThat(foreign.advice()).contains("virt-type=auto");
        assertThat(error(preflight().thorough(specs.spec()))).isEqualTo(foreign);

        specs.virtType = VirtType.AUTO;
        assertThat(preflight().quick(specs.spec())).noneMatch(Finding::isError);
        specs.virtType = VirtType.KVM;
        specs.connect = Optional.of("qemu+ssh://arm.example/system");
        assertThat(preflight().thorough(specs.spec())).noneMatch(Finding::isError);
    }

    /** As Debian's packages describe theirs; the file that is named has to be there. */
    @ParameterizedTest
    @CsvSource({
        "AMD64, x86_64, 'acpi-s3', true",
        "AMD64, x86_64, 'acpi-s3\", \"secure-boot', false",
        "AMD64, aarch64, 'acpi-s3', false",
        "ARM64, aarch64, 'verbose-static', true",
        "ARM64, x86_64, 'acpi-s3', false"
    })
    void uefiNeedsItsFirmware(Architecture arch, String target, String features, boolean found)
            throws Exception {
        specs.arch = arch;
        specs.firmware = Firmware.UEFI;
        Path code = folder.resolve("CODE.fd");
        describeFirmware(target, features, code);
        assertThat(error(preflight().quick(specs.spec())).text())
                .isEqualTo("there is no UEFI without Secure Boot for " + Choice.name(arch));
        Files.writeString(code, "x");
        assertThat(
                        preflight().quick(specs.spec()).stream()
                                .anyMatch(one -> one.text().startsWith("there is UEFI without")))
                .isEqualTo(found);
        specs.connect = Optional.of("qemu+ssh://host/system");
        assertThat(preflight().quick(specs.spec())).noneMatch(Finding::isError);
    }

    @Test
    void tellsThePackageWithTheFirmware() throws Exception {
        specs.firmware = Firmware.UEFI;
        assertThat(error(preflight().quick(specs.spec())).advice())
                .isEqualTo("on Debian: apt install ovmf");
        specs.arch = Architecture.ARM64;
        assertThat(error(preflight().quick(specs.spec())).advice())
                .isEqualTo("on Debian: apt install qemu-efi-aarch64");
    }

    @Test
    void firmwareThatNobodyUnderstandsIsAWarning() throws Exception {
        specs.firmware = Firmware.UEFI;
        Files.writeString(firmware.resolve("a.json"), "");
        Files.writeString(firmware.resolve("b.json"), "{");
        assertThat(preflight().quick(specs.spec()))
                .noneMatch(Finding::isError)
                .anyMatch(found -> found.text().startsWith("cannot tell whether there is UEFI"));
    }

    /** The packages that this project's own tests need. */
    @ParameterizedTest
    @EnumSource(Architecture.class)
    void understandsTheFirmwareOfThisHost(Architecture arch) throws Exception {
        specs.arch = arch;
        specs.firmware = Firmware.UEFI;
        assertThat(new FirmwareCheck(FirmwareCheck.FOLDERS).look(specs.spec()))
                .noneMatch(Finding::isError);
    }

    private void describeFirmware(String target, String features, Path code) throws IOException {
        Files.writeString(
                firmware.resolve("60-x.json"),
                """
                {"interface-types": ["uefi"],
                 "mapping": {"device": "flash", "executable": {"filename": "%s"}},
                 "targets": [{"architecture": "%s", "machines": ["virt-*"]}],
                 "features": ["%s"]}
                """
                        .formatted(code, target, features));
    }

    @Test
    void libvirtMustAnswer() throws Exception {
        runner.failing("virsh --connect qemu:///session uri", 1, "error: no socket");
        assertThat(error(preflight().thorough(specs.spec())).text()).contains("no socket");
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
        specs.answers = Optional.of(answers(AnswerFile.Kind.PRESEED, "x"));
        runner.on(
                "debconf-set-selections -c",
                (command, listener) -> {
                    listener.line(OutputListener.Stream.ERR, "warning: odd");
                    return RecordingRunner.print().to(command, listener);
                });
        assertThat(error(preflight().thorough(specs.spec())).text()).contains("odd");
        runner.failing("debconf-set-selections -c", 1, "error: line 1");
        assertThat(error(preflight().thorough(specs.spec())).text()).contains("line 1");
        specs.answers = Optional.of(answers(AnswerFile.Kind.KICKSTART, "x"));
        assertThat(preflight().thorough(specs.spec()))
                .anyMatch(found -> found.text().contains("ksvalidator is not installed"));
    }

    private Preflight preflight() {
        // The real folders of programs at the end of every search path do not belong to this host.
        SearchPath all = SearchPath.of(Map.of("PATH", programs.toString()));
        SearchPath path = new SearchPath(List.of(all.folders().get(0)));
        return new Preflight(
                runner,
                path,
                folder,
                folder,
                new Preflight.Host(
                        Optional.of(Architecture.AMD64),
                        wanted -> kvmObstacle,
                        anyFolder -> freeBytes,
                        memoryInfo,
                        List.of(firmware)));
    }

    private AnswerFile answers(AnswerFile.Kind kind, String text) throws IOException {
        return new AnswerFile(kind, Files.writeString(folder.resolve("answers.cfg"), text));
    }

    private void program(String name) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Finding error(List<Finding> findings) {
        List<Finding> errors = findings.stream().filter(Finding::isError).toList();
        assertThat(errors).hasSize(1);
        return errors.get(0);
    }

    private static BuildException failure(List<Finding> findings) {
        return catchThrowableOfType(BuildException.class, () -> Preflight.require(findings));
    }
}
