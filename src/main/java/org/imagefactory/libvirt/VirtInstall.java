package org.imagefactory.libvirt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.exec.Command;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.Secrets;
import org.imagefactory.spec.VncDisplay;

/** virt-install, 4.0 or newer: starts the machine and waits for its end. */
public final class VirtInstall {

    /** The name of the program. */
    public static final String PROGRAM = "virt-install";

    /** The first firmware of the host that is UEFI and knows no Secure Boot. */
    static final String UEFI =
            "uefi,firmware.feature0.name=secure-boot,firmware.feature0.enabled=no";

    /** Kinds of installers whose systems run on the plainest processor. */
    private static final Set<AnswerFile.Kind> PLAIN =
            Set.of(AnswerFile.Kind.PRESEED, AnswerFile.Kind.AUTOINSTALL);

    /** What virt-install is given more time than the installation: the builder ends it first. */
    static final Duration MARGIN = Duration.ofMinutes(10);

    private static final Duration REHEARSAL_LIMIT = Duration.ofMinutes(2);

    /** What can run the machine. */
    public enum Accelerator {
        KVM("kvm"),
        EMULATION("qemu");

        private final String virtType;

        Accelerator(String virtType) {
            this.virtType = virtType;
        }

        /** The name that libvirt has for it. */
        public String virtType() {
            return virtType;
        }
    }

    /**
     * What is only known when the installation begins.
     *
     * @param connect libvirt connection URI
     * @param accelerator that runs the machine
     * @param osinfo value of {@code --osinfo}
     * @param console where libvirt makes the socket of the serial console; at most 107 bytes
     */
    public record Host(String connect, Accelerator accelerator, String osinfo, Path console) {}

    private VirtInstall() {}

    /** The command; it ends when the machine does, and fails when the machine cannot be started. */
    public static Command command(ImageSpec spec, Workspace workspace, Host host) {
        List<String> arguments = new ArrayList<>(List.of("--connect", host.connect()));
        arguments.addAll(processor(spec.machine(), isPlain(spec), host.accelerator()));
        arguments.addAll(firmware(spec.machine()));
        arguments.addAll(common(spec, workspace, host.osinfo(), host.console()));
        return Command.of(PROGRAM, arguments)
                .within(spec.limits().installation().plus(MARGIN))
                .hiding(Secrets.in(spec.append()));
    }

    /**
     * The command as far as virt-install can judge it without a hypervisor: it prints the machine's
     * definition and changes nothing. libvirt's test driver knows neither processors nor firmware.
     * The files have to be there, but may be empty.
     */
    public static Command rehearsal(ImageSpec spec, Workspace workspace, String osinfo) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--connect", "test:///default", "--virt-type", "test"));
        arguments.addAll(List.of("--dry-run", "--print-xml", "1"));
        Path console = workspace.staging().resolve("console");
        arguments.addAll(common(spec, workspace, osinfo, console));
        return Command.of(PROGRAM, arguments)
                .with(Map.of("XDG_CACHE_HOME", workspace.staging().toString()))
                .within(REHEARSAL_LIMIT)
                .hiding(Secrets.in(spec.append()));
    }

    private static List<String> common(
            ImageSpec spec, Workspace workspace, String osinfo, Path console) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--name", workspace.domainName()));
        arguments.addAll(List.of("--noreboot", "--wait", "-1", "--noautoconsole"));
        arguments.addAll(List.of("--osinfo", osinfo));
        arguments.addAll(List.of("--memory", String.valueOf(spec.machine().memory().mebibytes())));
        arguments.addAll(devices(spec.machine(), workspace, console));
        arguments.addAll(drives(spec, workspace));
        arguments.addAll(screen(spec.machine().vnc()));
        arguments.addAll(boot(spec, workspace));
        return arguments;
    }

    /** Whether the plainest processor is enough for what is installed. */
    public static boolean isPlain(ImageSpec spec) {
        return spec.answerFile().map(a -> PLAIN.contains(a.kind())).orElse(false);
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

    /**
     * The installer image whose kernel is booted without it, and the volume with the answers. On a
     * bus that every machine has and that costs least under emulation.
     */
    private static List<String> drives(ImageSpec spec, Workspace workspace) {
        List<String> drives = new ArrayList<>();
        if (spec.installer().bootPaths().isPresent()) {
            drives.addAll(List.of("--disk", drive(workspace.installerImage())));
        }
        if (spec.answerFile().flatMap(answer -> answer.kind().volume()).isPresent()) {
            drives.addAll(List.of("--disk", drive(workspace.seedVolume())));
        }
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

    /**
     * The disk is thrown away when the build fails: nothing is gained by flushing it. What the
     * installer trims or fills with zeroes becomes a hole at once.
     */
    private static List<String> devices(Machine machine, Workspace workspace, Path console) {
        SubOptions disk =
                new SubOptions()
                        .with("path", workspace.rawDisk().toString())
                        .flag("bus=virtio,format=raw")
                        .flag("cache=unsafe,discard=unmap,driver.detect_zeroes=unmap");
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
                "none",
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
    private static List<String> boot(ImageSpec spec, Workspace workspace) {
        String kernelArguments = kernelArguments(spec);
        List<String> arguments = new ArrayList<>();
        boolean kernelGiven =
                spec.installer() instanceof InstallerSource.KernelAndInitrd
                        || spec.installer().bootPaths().isPresent();
        if (kernelGiven) {
            SubOptions install =
                    new SubOptions()
                            .with("kernel", workspace.kernel().toString())
                            .with("initrd", workspace.initrd().toString());
            if (!kernelArguments.isEmpty()) {
                install.with("kernel_args", kernelArguments).flag("kernel_args_overwrite=yes");
            }
            arguments.addAll(List.of("--install", install.text()));
        } else {
            String image = SubOptions.quote(workspace.installerImage().toString());
            arguments.addAll(List.of("--location", image));
            if (!kernelArguments.isEmpty()) {
                arguments.addAll(List.of("--extra-args", kernelArguments));
            }
        }
        spec.answerFile()
                .filter(answer -> answer.kind().volume().isEmpty())
                .map(answer -> workspace.answerFile(answer).toString())
                .ifPresent(file -> arguments.addAll(List.of("--initrd-inject", file)));
        return arguments;
    }

    /** The answer file's arguments, then the user's: what comes last wins in most installers. */
    private static String kernelArguments(ImageSpec spec) {
        List<String> all = new ArrayList<>(spec.kernelArguments());
        if (!spec.append().isBlank()) {
            all.add(spec.append().strip());
        }
        return String.join(" ", all);
    }
}
