package org.imagefactory.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.imagefactory.exec.Command;
import org.imagefactory.machine.BootTestMachine;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.Machine;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtImportTest {

    @Test
    void passesTheWholeMachine() {
        assertThat(command("/out").argv())
                .containsExactly(
                        "virt-install",
                        "--connect",
                        "qemu:///session",
                        "--name",
                        "mini-boot",
                        "--import",
                        "--wait",
                        "-1",
                        "--noautoconsole",
                        "--osinfo",
                        "detect=on,require=off",
                        "--virt-type",
                        "qemu",
                        "--arch",
                        "x86_64",
                        "--vcpus",
                        "2",
                        "--cpu",
                        "mode=maximum",
                        "--memory",
                        "1024",
                        "--disk",
                        "path=/out/overlay.qcow2,bus=virtio,format=qcow2,cache=unsafe",
                        "--network",
                        "user,model=virtio",
                        "--rng",
                        "/dev/urandom",
                        "--memballoon",
                        "none",
                        "--channel",
                        "unix,path=/tmp/x/agent,mode=bind,target.type=virtio,"
                                + "target.name=org.qemu.guest_agent.0",
                        "--serial",
                        "unix,path=/tmp/x/console,mode=bind",
                        "--graphics",
                        "none",
                        "--video",
                        "none",
                        "--controller",
                        "usb,model=none",
                        "--boot",
                        "hd,bios.useserial=on");
    }

    /** What the installation left in the firmware's memory is not there. */
    @ParameterizedTest
    @CsvSource({"AMD64, x86_64, mode=maximum", "ARM64, aarch64, cortex-a72"})
    void bootsByUefi(Architecture arch, String name, String processor) {
        Machine plain = Specs.machine();
        Machine machine =
                new Machine(
                        plain.cores(),
                        plain.memory(),
                        plain.mac(),
                        plain.engine(),
                        arch,
                        Firmware.UEFI);
        assertThat(command("/o", machine).argv())
                .containsSequence("--arch", name)
                .containsSequence("--cpu", processor)
                .containsSequence(
                        "--boot",
                        "hd,uefi,firmware.feature0.name=secure-boot,firmware.feature0.enabled=no",
                        "--tpm",
                        "none");
    }

    @Test
    void quotesAFolderWithAComma() {
        assertThat(command("/out,put").argv())
                .contains("path=\"/out,put/overlay.qcow2\",bus=virtio,format=qcow2,cache=unsafe");
    }

    @Test
    void givesUpAfterTheTesterDoes() {
        assertThat(command("/o").timeLimit()).isGreaterThan(Duration.ofMinutes(10));
    }

    private static Command command(String folder) {
        return command(folder, Specs.machine());
    }

    private static Command command(String folder, Machine machine) {
        return TestLibvirt.emulated(
                new BootTestMachine(
                        "mini-boot",
                        "12345678",
                        machine,
                        false,
                        Path.of(folder),
                        Duration.ofMinutes(10),
                        Path.of("/images/x.raw"),
                        DiskFormat.RAW),
                Path.of("/tmp/x"));
    }
}
