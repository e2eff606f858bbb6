package org.imagefactory.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.libvirt.TestLibvirt;
import org.imagefactory.report.Finding;
import org.imagefactory.report.Finding.Severity;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.RootFileSystem;
import org.imagefactory.spec.ScapPolicy;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.ZeroFree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs, space, memory, processors, firmware and daemons of a host. */
final class PreflightHostTest extends PreflightCase {

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
        "rwxr-xr-x, 0, false",
        "rwxrwxr-x, 0, false",
        "rwxrwxr-x, 12345, true",
        "rwxr-xrwx, 0, true"
    })
    void othersMayReplaceWhatIsInAnOpenFolder(String mode, int group, boolean warned)
            throws Exception {
        Files.setAttribute(folder, "unix:gid", group);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));

        assertThat(preflight().quick(specs.spec()))
                .filteredOn(finding -> finding.text().contains("others may write to it"))
                .allMatch(finding -> finding.severity() == Severity.WARNING)
                .hasSize(warned ? 1 : 0);
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
                .isEqualTo("‹file-system›=xfs: libguestfs does not work here:\nno kernel");
        assertThat(broken.advice()).contains("libguestfs-test-tool");
        assertThat(broken.category()).isEqualTo(ExitStatus.HOST);
        assertThat(folder).isDirectoryNotContaining("glob:**appliance*");
    }

    @ParameterizedTest
    @CsvSource({
        "debian11, standard, '', OK, the profile 'standard'",
        "debian11, cis, '', CONFIGURATION, has no profile 'cis'",
        "debian13, standard, '', HOST, there is no security guide for debian13 in",
        "'', standard, '', OK, there are security guides: ",
        "debian13, standard, /nowhere.xml, CONFIGURATION, guide '/nowhere.xml' does not exist",
        "'', standard, /etc/passwd, CONFIGURATION, guide '/etc/passwd' is no data stream",
    })
    void aSecurityGuideHasTheProfileBeforeTheInstallation(
            String osinfo, String profile, String content, String category, String text)
            throws Exception {
        specs.osinfo = Optional.of(osinfo).filter(id -> !id.isEmpty());
        Optional<Path> file = Optional.of(content).filter(c -> !c.isEmpty()).map(Path::of);
        specs.scap = Optional.of(new ScapPolicy(profile, file, 0));
        List<Finding> findings = preflight().quick(specs.spec());
        assertThat(findings)
                .filteredOn(finding -> finding.text().contains(text))
                .extracting(Finding::category)
                .containsExactly(
                        category.equals("OK") ? ExitStatus.DONE : ExitStatus.valueOf(category));
        assertThat(findings.stream().anyMatch(Finding::isError)).isEqualTo(!category.equals("OK"));
    }

    @Test
    void oscapHasNamespacesOrDoesNotRun() throws Exception {
        specs.osinfo = Optional.of("debian11");
        specs.scap = Optional.of(new ScapPolicy("standard", Optional.empty(), 0));
        Files.delete(programs.resolve("oscap"));
        assertThat(error(preflight().quick(specs.spec())).advice())
                .isEqualTo("on Debian: apt install openscap-scanner");
        program("oscap");
        runner.failing("unshare", 1, "unshare: unshare failed: Operation not permitted");
        assertThat(error(preflight().quick(specs.spec())).text())
                .startsWith("oscap cannot be kept from this host's files: ")
                .contains("Operation not permitted");
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
    void kvmMattersWhereItIsAskedFor() throws Exception {
        kvmObstacle = Optional.of("no device");
        assertThat(preflight().thorough(specs.spec())).allMatch(f -> f.severity() == Severity.OK);
        specs.virtType = VirtType.AUTO;
        assertThat(preflight().thorough(specs.spec()))
                .anyMatch(found -> found.severity() == Severity.WARNING);
        specs.virtType = VirtType.KVM;
        assertThat(error(preflight().thorough(specs.spec())).text()).contains("no device");
    }

    /** Each question costs seconds where there are twenty images. */
    @Test
    void whatImagesHaveInCommonIsAskedOnce() throws Exception {
        Preflight all = preflight();
        assertThat(all.thorough(specs.spec())).noneMatch(Finding::isError);
        List<String> first = List.copyOf(runner.lines());
        assertThat(first).anyMatch(line -> line.startsWith("virt-install --connect test:"));
        specs.linux = "https://mirror.example/another";
        assertThat(all.thorough(specs.spec())).noneMatch(Finding::isError);
        assertThat(runner.lines()).isEqualTo(first);

        specs.memory = DataSize.parse("256M");
        runner.failing("virt-install", 1, "ERROR no such memory");
        assertThat(error(all.thorough(specs.spec())).text()).contains("ERROR no such memory");
        assertThat(error(all.thorough(specs.spec())).text()).contains("ERROR no such memory");
    }

    @Test
    void kvmRunsNoForeignProcessor() throws Exception {
        specs.arch = Architecture.ARM64;
        specs.firmware = Firmware.UEFI;
        Path code = Files.createFile(folder.resolve("CODE.fd"));
        describeFirmware("aarch64", "'verbose-static'", code);
        specs.virtType = VirtType.KVM;
        Finding foreign = error(preflight().quick(specs.spec()));
        assertThat(foreign.text())
                .isEqualTo("KVM cannot be used: the image is for arm64, this host is amd64");
        assertThat(foreign.advice()).contains("‹acceleration›=auto");
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
        assertThat(TestLibvirt.firmware(specs.spec())).noneMatch(Finding::isError);
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
}
