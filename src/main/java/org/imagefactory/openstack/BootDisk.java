package org.imagefactory.openstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.machine.BootTestMachine;
import org.imagefactory.machine.CustomisationMachine;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.machine.MachineDefinition;
import org.imagefactory.spec.Compression;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.Machine;
import org.imagefactory.tools.QemuImg;

/** The image that an instance's disk is made of, with what it boots. */
final class BootDisk {

    /** For how long the cloud waits for a guest before it cuts the power, in seconds. */
    static final String POWER_LIMIT = "os_shutdown_timeout";

    /** An hour: the boot test decides when a guest has had time enough. */
    static final String LONGEST_POWER_LIMIT = "3600";

    private final MachineDefinition definition;
    private final Cloud cloud;
    private final CloudImages images;
    private final String mark;
    private final QemuImg qemuImg;

    BootDisk(MachineDefinition definition, Cloud cloud, String mark, ProcessRunner runner) {
        this.definition = definition;
        this.cloud = cloud;
        this.images = new CloudImages(cloud);
        this.mark = mark;
        this.qemuImg = new QemuImg(runner);
    }

    /** What a flavor must have. */
    FlavorChoice flavors() throws BuildException, IOException, InterruptedException {
        if (definition instanceof BootTestMachine machine) {
            return new FlavorChoice(false, size(machine));
        }
        Path disk =
                definition instanceof InstallationMachine machine
                        ? machine.disk()
                        : ((CustomisationMachine) definition).disk();
        return new FlavorChoice(true, Files.size(disk));
    }

    private long size(BootTestMachine machine) throws HostException, InterruptedException {
        try {
            return qemuImg.read(machine.image(), machine.format().suffix()).virtualBytes();
        } catch (CommandException e) {
            throw failed(e);
        }
    }

    private static HostException failed(CommandException e) {
        return new HostException(String.valueOf(e.getMessage()), "", e);
    }

    /**
     * @return the id of the disk's image
     */
    String upload() throws BuildException, IOException, InterruptedException {
        Map<String, String> properties = new LinkedHashMap<>(firmware(definition.machine()));
        if (definition instanceof InstallationMachine machine) {
            return installation(machine, properties);
        }
        if (definition instanceof BootTestMachine machine) {
            if (machine.machine().engine().keepsImage()) {
                Optional<String> brought = KeptImages.brought(cloud, mark);
                if (brought.isPresent()) {
                    return brought.get();
                }
            }
            // The boot test decides when a guest has had time enough.
            properties.put(POWER_LIMIT, Long.toString(machine.limit().toSeconds() + 60));
            String format = machine.format().suffix();
            return images.own(definition.name(), mark, machine.image(), format, properties);
        }
        return installed((CustomisationMachine) definition, properties);
    }

    /** What a machine with other firmware than usual needs. */
    static Map<String, String> firmware(Machine machine) {
        return machine.firmware() == Firmware.UEFI
                ? Map.of("hw_firmware_type", "uefi", "hw_machine_type", "q35")
                : Map.of();
    }

    /** Without the holes of a raw disk there is less to be sent. */
    private String installed(CustomisationMachine machine, Map<String, String> properties)
            throws BuildException, IOException, InterruptedException {
        Path copy = machine.folder().resolve("installed.qcow2");
        try {
            qemuImg.run(
                    QemuImg.convert(
                            machine.folder(),
                            machine.disk().toString(),
                            DiskFormat.QCOW2,
                            Compression.NONE,
                            copy.toString()));
            return images.own(definition.name(), mark, copy, DiskFormat.QCOW2.suffix(), properties);
        } catch (CommandException e) {
            throw failed(e);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private String installation(InstallationMachine machine, Map<String, String> properties)
            throws BuildException, IOException, InterruptedException {
        if (!(machine.boot() instanceof InstallationMachine.Boot.Kernel files)
                || !machine.volumes().isEmpty()) {
            throw new HostException(
                    "OpenStack cannot be handed an installer image or a volume with answers",
                    "let linux and initrd name the installer's kernel and initrd, and use a preseed,"
                            + " kickstart or AutoYaST file");
        }
        properties.put("kernel_id", images.shared("kernel", files.kernel(), "aki"));
        properties.put("ramdisk_id", initrd(files.initrd(), machine));
        properties.put("os_command_line", machine.kernelArguments());
        // Of an installer that begins a second time nothing is worth waiting for.
        properties.put(POWER_LIMIT, "0");
        Path blank = machine.folder().resolve("blank.qcow2");
        try {
            qemuImg.run(
                    QemuImg.createQcow2(
                            machine.folder(),
                            blank.toFile().getName(),
                            new DataSize(Files.size(machine.disk()))));
            return images.own(name("disk"), mark, blank, "qcow2", properties);
        } catch (CommandException e) {
            throw failed(e);
        } finally {
            Files.deleteIfExists(blank);
        }
    }

    /** One with answers may hold secrets: it is nobody else's. */
    private String initrd(Path initrd, InstallationMachine machine)
            throws BuildException, IOException, InterruptedException {
        Optional<Path> answers = machine.injected();
        if (answers.isEmpty()) {
            return images.shared("initrd", initrd, "ari");
        }
        Path whole = machine.folder().resolve("initrd.cloud");
        try {
            InitrdArchive.append(initrd, answers.get(), whole);
            return images.own(name("initrd"), mark, whole, "ari", Map.of());
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private String name(String part) {
        return "%s %s".formatted(definition.name(), part);
    }
}
