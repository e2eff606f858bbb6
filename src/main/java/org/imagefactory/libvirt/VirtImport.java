package org.imagefactory.libvirt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.Program;
import org.imagefactory.machine.BootTestMachine;
import org.imagefactory.machine.CustomisationMachine;
import org.imagefactory.machine.MachineDefinition;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.Machine;
import org.imagefactory.tools.QemuImg;

/**
 * virt-install, to boot a disk with a system: an image on a throw-away disk, or the disk itself.
 */
final class VirtImport {

    private static final String OVERLAY = "overlay.qcow2";

    /** What the guest's agent looks for; its name is QEMU's. */
    private static final String AGENT_CHANNEL =
            "target.type=virtio,target.name=org.qemu.guest_agent.0";

    private VirtImport() {}

    /** The disk that the machine writes to. */
    static Path disk(MachineDefinition machine) {
        return machine instanceof CustomisationMachine definition
                ? definition.disk()
                : machine.folder().resolve(OVERLAY);
    }

    /** The command that makes the throw-away disk. */
    static Command overlay(BootTestMachine machine) {
        return QemuImg.overlay(machine.folder(), OVERLAY, machine.image(), machine.format());
    }

    /**
     * The command; it starts the machine and ends when the machine does. It must not have {@code
     * --noreboot}, which beside {@code --import} means not to start the machine at all.
     *
     * @param sockets where the hypervisor makes its sockets; libvirt's own place for the agent's is
     *     in the user's home, whose path may be too long for a socket
     */
    static Command command(MachineDefinition machine, HostChoice choice, SocketFolder sockets) {
        Machine wanted = machine.machine();
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--connect", choice.connect()));
        arguments.addAll(List.of("--name", machine.name()));
        arguments.addAll(List.of("--import", "--wait", "-1", "--noautoconsole"));
        arguments.addAll(List.of("--osinfo", choice.osinfo()));
        arguments.addAll(
                VirtInstall.processor(wanted, machine.plainProcessor(), choice.accelerator()));
        arguments.addAll(List.of("--memory", String.valueOf(wanted.memory().mebibytes())));
        arguments.addAll(disks(machine));
        arguments.addAll(devices(channel(machine, sockets), sockets.socket()));
        arguments.addAll(VirtInstall.screen(Optional.empty()));
        arguments.addAll(firmware(wanted));
        return Command.of(Program.VIRT_INSTALL, arguments)
                .within(machine.limit().plus(VirtInstall.MARGIN));
    }

    private static List<String> disks(MachineDefinition machine) {
        if (machine instanceof CustomisationMachine definition) {
            SubOptions disk =
                    new SubOptions()
                            .with("path", definition.disk().toString())
                            .flag("bus=virtio,format=raw," + VirtInstall.THROWN_AWAY);
            List<String> disks = new ArrayList<>(List.of("--disk", disk.text()));
            definition
                    .payload()
                    .map(Path::toString)
                    .map(payload -> new SubOptions().with("path", payload))
                    .map(payload -> payload.flag("bus=virtio,format=raw,readonly=on"))
                    .ifPresent(payload -> disks.addAll(List.of("--disk", payload.text())));
            return disks;
        }
        SubOptions disk =
                new SubOptions()
                        .with("path", disk(machine).toString())
                        .flag("bus=virtio,format=qcow2,cache=unsafe");
        return List.of("--disk", disk.text());
    }

    private static String channel(MachineDefinition machine, SocketFolder sockets) {
        return machine instanceof CustomisationMachine definition
                ? VirtInstall.serial(sockets.portSocket())
                        + ",target.type=virtio,target.name="
                        + definition.port()
                : VirtInstall.serial(sockets.agentSocket()) + "," + AGENT_CHANNEL;
    }

    /** What the machine of a user has. The card's address is not the installation's. */
    private static List<String> devices(String channel, Path console) {
        return List.of(
                "--network",
                "user,model=virtio",
                "--rng",
                "/dev/urandom",
                "--memballoon",
                "none",
                "--channel",
                channel,
                "--serial",
                VirtInstall.serial(console));
    }

    /**
     * The BIOS says on the serial console what it boots, so that a missing boot loader is seen
     * there. UEFI does so anyway; it has no memory of an installation, so that the boot loader has
     * to be where every firmware looks for it.
     */
    private static List<String> firmware(Machine machine) {
        return machine.firmware() == Firmware.BIOS
                ? List.of("--boot", "hd,bios.useserial=on")
                : List.of("--boot", "hd," + VirtInstall.UEFI, "--tpm", "none");
    }
}
