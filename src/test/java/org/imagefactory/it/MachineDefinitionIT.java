package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imagefactory.exec.Command;
import org.imagefactory.history.DayNames;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.libvirt.TestLibvirt;
import org.imagefactory.machine.BootTestMachine;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real virt-install makes of the arguments that it gets. */
class MachineDefinitionIT {

    private static final List<String> ONLY_PRINT = List.of("--dry-run", "--print-xml", "1");

    @ParameterizedTest
    @CsvSource({
        "AMD64, BIOS, PRESEED, (pc|q35).*",
        "AMD64, UEFI, PRESEED, (pc|q35).*",
        "AMD64, UEFI, AUTOINSTALL, (pc|q35).*",
        "ARM64, UEFI, PRESEED, virt.*",
        "ARM64, UEFI, AUTOINSTALL, virt.*"
    })
    void installs(Architecture arch, Firmware firmware, AnswerFile.Kind kind, String machineType)
            throws IOException {
        Path folder = TestHost.shared().newFolder("x");
        Workspace workspace =
                new Workspace(
                        DayNames.of(new ImageName("mini"), LocalDate.of(2026, 11, 22)), folder);
        AnswerFile answers = new AnswerFile(kind, folder.resolve("answers"));
        ImageSpec spec =
                Specs.spec(
                        Specs.NETBOOT,
                        Optional.of(answers),
                        "",
                        machine(arch, firmware),
                        Specs.anHour());
        for (Path file :
                List.of(
                        workspace.rawDisk(),
                        workspace.kernel(),
                        workspace.initrd(),
                        workspace.answerFile(answers),
                        workspace.seedVolume())) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x");
        }

        String xml =
                print(
                        TestLibvirt.emulated(
                                InstallationMachine.of(spec, workspace),
                                folder.resolve("console")));

        assertMachine(xml, arch, firmware, machineType);
        assertThat(xml).contains("<on_reboot>destroy</on_reboot>", "<kernel>", "<initrd>");
        if (kind == AnswerFile.Kind.AUTOINSTALL) {
            assertThat(xml)
                    .containsPattern(
                            "(?s)device=\"cdrom\">.*<target dev=\"[hs]da\""
                                    + " bus=\"(ide|sata|scsi)\"/>\\s*<readonly/>");
        } else {
            assertThat(xml).doesNotContain("cdrom");
        }
    }

    @ParameterizedTest
    @CsvSource({"AMD64, BIOS, (pc|q35).*", "AMD64, UEFI, (pc|q35).*", "ARM64, UEFI, virt.*"})
    void bootsWhatIsFinished(Architecture arch, Firmware firmware, String machineType)
            throws IOException {
        Path folder = TestHost.shared().newFolder("x");
        Path disk = Files.writeString(folder.resolve("overlay.qcow2"), "x");

        String xml =
                print(
                        TestLibvirt.emulated(
                                new BootTestMachine(
                                        "mini",
                                        "12345678",
                                        machine(arch, firmware),
                                        false,
                                        folder,
                                        Duration.ofMinutes(1),
                                        disk,
                                        DiskFormat.QCOW2),
                                folder));

        assertMachine(xml, arch, firmware, machineType);
        assertThat(xml).contains("<boot dev=\"hd\"/>", "name=\"org.qemu.guest_agent.0\"");
        assertThat(xml.contains("useserial=\"yes\"")).isEqualTo(firmware == Firmware.BIOS);
    }

    private static void assertMachine(
            String xml, Architecture arch, Firmware firmware, String machineType) {
        assertThat(xml)
                .startsWith("<domain type=\"qemu\">")
                .containsPattern(
                        "<type arch=\"%s\" machine=\"%s\">hvm"
                                .formatted(arch.machine(), machineType))
                .containsPattern("<serial type=\"unix\">\\s*<source mode=\"bind\" path=")
                .contains("<controller type=\"usb\" model=\"none\"/>")
                .doesNotContain("<tpm", "<video", "<graphics", "<loader", "<nvram", "secure=");
        if (firmware == Firmware.UEFI) {
            assertThat(xml)
                    .contains("<os firmware=\"efi\">")
                    .contains("<feature enabled=\"no\" name=\"secure-boot\"/>");
        } else {
            assertThat(xml).doesNotContain("firmware");
        }
    }

    private static Machine machine(Architecture arch, Firmware firmware) {
        return new Machine(
                1,
                DataSize.parse("256M"),
                Optional.empty(),
                new LibvirtSettings(
                        Optional.empty(), VirtType.QEMU, Optional.empty(), Optional.empty()),
                arch,
                firmware);
    }

    /** The definition alone, without what virt-install says beside it. */
    private static String print(Command command) {
        List<String> words = new ArrayList<>(command.argv());
        words.addAll(ONLY_PRINT);
        return TestHost.shared().run(words.toArray(String[]::new)).stream()
                .dropWhile(line -> !line.startsWith("<domain"))
                .collect(Collectors.joining("\n"));
    }
}
