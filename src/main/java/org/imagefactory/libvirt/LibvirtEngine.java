package org.imagefactory.libvirt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.Once;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.machine.Engine;
import org.imagefactory.machine.MachineDefinition;
import org.imagefactory.machine.MachineException;
import org.imagefactory.machine.VirtualMachine;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.EngineSettings;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;
import org.imagefactory.tools.KvmProbe;

/** Runs machines with libvirt and QEMU. */
public final class LibvirtEngine implements Engine {

    private final LibvirtHost host;
    private final AcceleratorChooser accelerators;
    private final ProcessorsCheck processors;
    private final FirmwareCheck firmware;
    private final VirtInstallCheck virtInstall;
    private final KvmCheck kvm;
    private final LibvirtCheck libvirt;
    private final OsinfoChooser osinfo;

    /**
     * @param runner starts virt-install, virsh and QEMU
     * @param environment tells the search path, and the user's folders, where libvirt puts its logs
     * @param temporaryFolder gets the sockets of machines; its path must be short
     * @param processors of this host; empty if images cannot be built for them
     * @param defaultConnection libvirt's connection where an image names none
     */
    public LibvirtEngine(
            ProcessRunner runner,
            Map<String, String> environment,
            Path temporaryFolder,
            Optional<Architecture> processors,
            String defaultConnection) {
        this(
                new LibvirtHost(
                        runner, environment, temporaryFolder, processors, defaultConnection),
                new KvmProbe(runner, temporaryFolder, processors)::obstacle,
                FirmwareCheck.FOLDERS);
    }

    /**
     * @param kvm tells whether machines may have hardware support
     * @param firmware folders with descriptions of firmware for machines
     */
    LibvirtEngine(LibvirtHost host, KvmUse kvm, List<Path> firmware) {
        this.host = host;
        this.accelerators = new AcceleratorChooser(kvm, host.processors());
        this.processors = new ProcessorsCheck(host.processors());
        this.firmware = new FirmwareCheck(firmware);
        this.osinfo = new OsinfoChooser(host.runner());
        this.virtInstall =
                new VirtInstallCheck(
                        host.runner(), SearchPath.of(host.environment()), host.temporaryFolder());
        Once<Architecture, Optional<String>> obstacles = new Once<>(kvm::obstacle);
        this.kvm = new KvmCheck(obstacles::answer, host.processors());
        this.libvirt = new LibvirtCheck(host.runner());
    }

    @Override
    public String name(Machine machine) {
        return Program.VIRT_INSTALL.command();
    }

    @Override
    public boolean serves(EngineSettings settings) {
        return settings instanceof LibvirtSettings || settings == EngineSettings.NONE;
    }

    @Override
    public List<List<Program>> programs(ImageSpec spec) {
        List<List<Program>> needed = new ArrayList<>();
        needed.add(List.of(Program.VIRT_INSTALL));
        needed.add(List.of(Program.VIRSH));
        if (spec.machine().isLocal()) {
            needed.add(List.of(qemu(spec.machine().arch())));
            needed.add(List.of(Program.LIBVIRTD, Program.VIRTQEMUD));
        }
        if (spec.answerFile().filter(answer -> answer.kind().volume().isEmpty()).isPresent()) {
            // virt-install calls these three to put the answer file into the initrd.
            needed.add(List.of(Program.FIND));
            needed.add(List.of(Program.CPIO));
            needed.add(List.of(Program.GZIP));
        }
        return needed;
    }

    private static Program qemu(Architecture arch) {
        return switch (arch) {
            case AMD64 -> Program.QEMU_SYSTEM_X86_64;
            case ARM64 -> Program.QEMU_SYSTEM_AARCH64;
        };
    }

    @Override
    public List<Finding> look(ImageSpec spec) {
        List<Finding> findings = new ArrayList<>(processors.look(spec));
        findings.addAll(firmware.look(spec));
        return findings;
    }

    @Override
    public List<Finding> lookClosely(ImageSpec spec) throws InterruptedException {
        List<Finding> findings = new ArrayList<>(virtInstall.look(spec));
        findings.addAll(kvm.look(spec));
        findings.addAll(libvirt.look(spec));
        return findings;
    }

    @Override
    public List<String> preview(MachineDefinition definition) {
        LibvirtSettings settings = LibvirtSettings.of(definition.machine());
        String chosen = chosenOsinfo(settings);
        List<String> lines = new ArrayList<>();
        OsinfoChooser.reason(settings.osinfo(), chosen).ifPresent(lines::add);
        lines.addAll(
                LibvirtMachine.preview(
                        definition,
                        new SocketFolder(host.temporaryFolder()),
                        new HostChoice(
                                connection(settings),
                                accelerators.guess(definition.machine()),
                                chosen)));
        return lines;
    }

    /** As the build chooses it. */
    private String chosenOsinfo(LibvirtSettings settings) {
        try {
            return osinfo.choose(settings.osinfo());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return settings.osinfo().orElse(OsinfoChooser.DETECT);
        }
    }

    @Override
    public VirtualMachine machine(MachineDefinition definition, BuildListener listener)
            throws InterruptedException {
        LibvirtSettings settings = LibvirtSettings.of(definition.machine());
        String chosen = osinfo.choose(settings.osinfo());
        OsinfoChooser.reason(settings.osinfo(), chosen).ifPresent(listener::note);
        HostChoice choice =
                new HostChoice(
                        connection(settings),
                        accelerators.choose(definition.machine(), listener),
                        chosen);
        return new LibvirtMachine(definition, host, choice, listener);
    }

    @Override
    public void remove(Machine machine, String name, String key)
            throws MachineException, InterruptedException {
        Virsh virsh = new Virsh(host.runner(), connection(LibvirtSettings.of(machine)));
        try {
            SocketFolder.removeLeft(host.temporaryFolder(), key);
            virsh.remove(name);
            virsh.removePool(name);
        } catch (CommandException | IOException e) {
            throw new MachineException(String.valueOf(e.getMessage()), "", false, e);
        }
    }

    private String connection(LibvirtSettings settings) {
        return settings.connect().orElse(host.defaultConnection());
    }
}
