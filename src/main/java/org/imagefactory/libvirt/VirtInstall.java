package org.imagefactory.libvirt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.Program;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.machine.InstallationMachine.Boot;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.VncDisplay;

/** virt-install, 4.0 or newer: starts the machine and waits for its end. */
final class VirtInstall {

    /** The first firmware of the host that is UEFI and knows no Secure Boot. */
    static final String UEFI =
            "uefi,firmware.feature0.name=secure-boot,firmware.feature0.enabled=no";

    /**
     * Of a disk that is thrown away when the build fails: nothing is gained by flushing it. What
     * the guest trims or fills with zeroes becomes a hole at once.
     */
    static final String THROWN_AWAY = "cache=unsafe,discard=unmap,driver.detect_zeroes=unmap";

    /** What virt-install is given more time than the installation: the builder ends it first. */
    static final Duration MARGIN = Duration.ofMinutes(10);

    private static final Duration REHEARSAL_LIMIT = Duration.ofMinutes(2);

    private VirtInstall() {}

    /**
     * The command; it ends when the machine does, and fails when the machine cannot be started.
     *
     * @param console where libvirt makes the socket of the serial console; at most 107 bytes
     * @param log the way of the installer's log
     */
    static Command command(
            InstallationMachine machine, HostChoice choice, Path console, LogWay log) {
        List<String> arguments = new ArrayList<>(List.of("--connect", choice.connect()));
        arguments.addAll(
                processor(machine.machine(), machine.plainProcessor(), choice.accelerator()));
        arguments.addAll(firmware(machine.machine()));
        arguments.addAll(common(machine, choice.osinfo(), console, log));
        return Command.of(Program.VIRT_INSTALL, arguments)
                .within(machine.limit().plus(MARGIN))
                .hiding(machine.secrets());
    }

    /**
     * The command as far as virt-install can judge it without a hypervisor: it prints the machine's
     * definition and changes nothing. libvirt's test driver knows neither processors nor firmware.
     * The files have to be there, but may be empty. The operating system is left out: the build
     * names one that virt-install itself lists, or none, and to load the list takes longer than all
     * else.
     */
    static Command rehearsal(InstallationMachine machine) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--connect", "test:///default", "--virt-type", "test"));
        arguments.addAll(List.of("--dry-run", "--print-xml", "1"));
        Path console = machine.folder().resolve("console");
        LogWay log = LogWay.of(machine, machine.folder().resolve("log"), LogWay.NO_PORT);
        arguments.addAll(common(machine, OsinfoChooser.DETECT, console, log));
        return Command.of(Program.VIRT_INSTALL, arguments)
                .with(Map.of("XDG_CACHE_HOME", machine.folder().toString()))
                .within(REHEARSAL_LIMIT)
                .hiding(machine.secrets());
    }

    private static List<String> common(
            InstallationMachine machine, String osinfo, Path console, LogWay log) {
        Machine wanted = machine.machine();
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--name", machine.name()));
        arguments.addAll(List.of("--noreboot", "--wait", "-1", "--noautoconsole"));
        arguments.addAll(List.of("--osinfo", osinfo));
        arguments.addAll(List.of("--memory", String.valueOf(wanted.memory().mebibytes())));
        arguments.addAll(devices(wanted, machine.disk(), console, log));
        arguments.addAll(volumes(machine));
        arguments.addAll(screen(LibvirtSettings.of(wanted).vnc()));
        arguments.addAll(boot(machine, log));
        return arguments;
    }

    /**
     * Under emulation each feature of the processor costs time, and qemu64 is enough for Debian and
     * Ubuntu (x86-64-v1). Enterprise Linux 9 and Leap 16 need v2, Enterprise Linux 10 needs v3;
     * where the family is not known, the richest processor boots everything. QEMU 7.2 emulates
     * cmpxchg16b so that Debian 13's kernel crashes on a single qemu64 processor.
     */
    static List<String> processor(Machine machine, boolean plain, Accelerator accelerator) {
        String model =
                switch (accelerator) {
                    case KVM -> "host-passthrough";
                    case EMULATION -> emulated(machine.arch(), plain);
                };
        return List.of(
                "--virt-type",
                accelerator.virtType(),
                "--arch",
                machine.arch().machine(),
                "--vcpus",
                String.valueOf(machine.cores()),
                "--cpu",
                model);
    }

    /** The richest ARM processor spends its time on pointer authentication. */
    private static String emulated(Architecture arch, boolean plain) {
        return switch (arch) {
            case AMD64 -> plain ? "qemu64,disable=cx16" : "mode=maximum";
            case ARM64 -> "cortex-a72";
        };
    }

    /** On a bus that every machine has and that costs least under emulation. */
    private static List<String> volumes(InstallationMachine machine) {
        List<String> drives = new ArrayList<>();
        machine.volumes().forEach(volume -> drives.addAll(List.of("--disk", drive(volume))));
        if (!drives.isEmpty()) {
            drives.addAll(List.of("--controller", "scsi,model=virtio-scsi"));
        }
        return drives;
    }

    private static String drive(Path image) {
        return new SubOptions()
                .with("path", image.toString())
                .flag("device=cdrom,bus=scsi,readonly=on")
                .text();
    }

    /**
     * Nothing for a BIOS. Without Secure Boot: its keys would refuse installers' kernels that the
     * machine boots directly, and the SMM that it takes is slow under emulation. No TPM either,
     * which virt-install adds of its own accord and which takes one more program on the host.
     */
    static List<String> firmware(Machine machine) {
        return machine.firmware() == Firmware.BIOS
                ? List.of()
                : List.of("--boot", UEFI, "--tpm", "none");
    }

    private static List<String> devices(Machine machine, Path rawDisk, Path console, LogWay log) {
        SubOptions disk =
                new SubOptions()
                        .with("path", rawDisk.toString())
                        .flag("bus=virtio,format=raw," + THROWN_AWAY);
        SubOptions network = new SubOptions().flag("user,model=virtio");
        machine.mac().ifPresent(mac -> network.with("mac", mac.text()));
        return List.of(
                "--disk",
                disk.text(),
                "--network",
                network.text(),
                "--rng",
                "/dev/urandom",
                "--memballoon",
                "none",
                "--channel",
                log.channel(),
                "--serial",
                serial(console));
    }

    static String serial(Path socket) {
        return new SubOptions()
                .flag("unix")
                .with("path", socket.toString())
                .flag("mode=bind")
                .text();
    }

    /**
     * Without a screen there is no VGA card: it makes installers add its driver to the initramfs.
     * And no USB: its controllers only cost the guest's kernel time.
     */
    static List<String> screen(Optional<VncDisplay> vnc) {
        if (vnc.isEmpty()) {
            return List.of(
                    "--graphics", "none", "--video", "none", "--controller", "usb,model=none");
        }
        SubOptions graphics =
                new SubOptions().flag("vnc").with("port", String.valueOf(vnc.get().port()));
        String address = vnc.get().host().replaceAll("[\\[\\]]", "");
        if (!address.isEmpty()) {
            graphics.with("listen", address);
        }
        return List.of("--graphics", graphics.text());
    }

    /**
     * {@code --install} takes the kernel arguments as they are, needs no installation tree and,
     * other than {@code --location}, never raises the memory.
     */
    private static List<String> boot(InstallationMachine machine, LogWay log) {
        List<String> words = new ArrayList<>(log.arguments());
        words.add(machine.kernelArguments());
        String kernelArguments = String.join(" ", words).strip();
        List<String> arguments = new ArrayList<>();
        if (machine.boot() instanceof Boot.Kernel files) {
            SubOptions install =
                    new SubOptions()
                            .with("kernel", files.kernel().toString())
                            .with("initrd", files.initrd().toString());
            if (!kernelArguments.isEmpty()) {
                install.with("kernel_args", kernelArguments).flag("kernel_args_overwrite=yes");
            }
            arguments.addAll(List.of("--install", install.text()));
        } else if (machine.boot() instanceof Boot.Image image) {
            arguments.addAll(List.of("--location", SubOptions.quote(image.image().toString())));
            if (!kernelArguments.isEmpty()) {
                arguments.addAll(List.of("--extra-args", kernelArguments));
            }
        }
        machine.injected()
                .ifPresent(file -> arguments.addAll(List.of("--initrd-inject", file.toString())));
        return arguments;
    }
}
