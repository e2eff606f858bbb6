package org.imagefactory.libvirt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.exec.Command;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.Machine;

/** virt-install, to boot a disk that is finished. */
public final class VirtImport {

    /** What the guest's agent looks for; its name is QEMU's. */
    private static final String AGENT_CHANNEL =
            "target.type=virtio,target.name=org.qemu.guest_agent.0";

    /**
     * What is booted.
     *
     * @param domain name of the machine
     * @param disk qcow2; written to
     * @param machine of which cores and memory count
     * @param plainProcessor whether the plainest processor is enough for the guest
     * @param limit after which nobody waits for the guest any more
     */
    public record Boot(
            String domain, Path disk, Machine machine, boolean plainProcessor, Duration limit) {}

    private VirtImport() {}

    /**
     * The command; it starts the machine and ends when the machine does. It must not have {@code
     * --noreboot}, which beside {@code --import} means not to start the machine at all.
     *
     * @param agent where the hypervisor makes the socket for the guest's agent; libvirt's own place
     *     for it is in the user's home, whose path may be too long for a socket
     */
    public static Command command(Boot boot, VirtInstall.Host host, Path agent) {
        Machine machine = boot.machine();
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--connect", host.connect()));
        arguments.addAll(List.of("--name", boot.domain()));
        arguments.addAll(List.of("--import", "--wait", "-1", "--noautoconsole"));
        arguments.addAll(List.of("--osinfo", host.osinfo()));
        arguments.addAll(VirtInstall.processor(machine, boot.plainProcessor(), host.accelerator()));
        arguments.addAll(List.of("--memory", String.valueOf(machine.memory().mebibytes())));
        arguments.addAll(devices(boot, host, agent));
        arguments.addAll(VirtInstall.screen(Optional.empty()));
        arguments.addAll(firmware(machine));
        return Command.of(VirtInstall.PROGRAM, arguments)
                .within(boot.limit().plus(VirtInstall.MARGIN));
    }

    /** What the machine of a user has. The card's address is not the installation's. */
    private static List<String> devices(Boot boot, VirtInstall.Host host, Path agent) {
        SubOptions disk =
                new SubOptions()
                        .with("path", boot.disk().toString())
                        .flag("bus=virtio,format=qcow2,cache=unsafe");
        return List.of(
                "--disk",
                disk.text(),
                "--network",
                "user,model=virtio",
                "--rng",
                "/dev/urandom",
                "--memballoon",
                "none",
                "--channel",
                VirtInstall.serial(agent) + "," + AGENT_CHANNEL,
                "--serial",
                VirtInstall.serial(host.console()));
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
