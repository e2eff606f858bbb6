package org.imagefactory.libvirt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.imagefactory.console.ConsoleReader;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.machine.Activity;
import org.imagefactory.machine.BootTestMachine;
import org.imagefactory.machine.Clue;
import org.imagefactory.machine.GuestAgent;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.machine.InstallerLog;
import org.imagefactory.machine.MachineDefinition;
import org.imagefactory.machine.MachineException;
import org.imagefactory.machine.MachineState;
import org.imagefactory.machine.RunningMachine;
import org.imagefactory.machine.VirtualMachine;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Fact;
import org.imagefactory.tools.DiskFailures;

/** A domain of libvirt's that virt-install makes, and what it needs on this host. */
final class LibvirtMachine implements VirtualMachine {

    /** The port for what nobody hears. */
    private static final String NOWHERE = "9";

    private final MachineDefinition definition;
    private final LibvirtHost host;
    private final HostChoice choice;
    private final BuildListener listener;
    private final Virsh virsh;
    private Optional<SocketFolder> sockets = Optional.empty();

    /**
     * @param listener is warned
     */
    LibvirtMachine(
            MachineDefinition definition,
            LibvirtHost host,
            HostChoice choice,
            BuildListener listener) {
        this.definition = definition;
        this.host = host;
        this.choice = choice;
        this.listener = listener;
        this.virsh = new Virsh(host.runner(), choice.connect());
    }

    /** What is run for it; a throw-away disk is made first. */
    static List<String> preview(
            MachineDefinition definition, SocketFolder sockets, HostChoice choice) {
        List<String> lines = new ArrayList<>();
        if (definition instanceof BootTestMachine machine) {
            lines.add(VirtImport.overlay(machine).withFolder());
        }
        lines.add(command(definition, choice, sockets, LogWay.NO_PORT).toString());
        return lines;
    }

    private static Command command(
            MachineDefinition definition, HostChoice choice, SocketFolder sockets, String udpPort) {
        if (definition instanceof InstallationMachine machine) {
            return VirtInstall.command(
                    machine,
                    choice,
                    sockets.socket(),
                    LogWay.of(machine, sockets.portSocket(), udpPort));
        }
        return VirtImport.command(definition, choice, sockets);
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public Map<Fact, String> facts() {
        Map<Fact, String> facts = new LinkedHashMap<>();
        facts.put(Fact.VIRT_TYPE, choice.accelerator().virtType());
        facts.put(Fact.OSINFO, choice.osinfo());
        return facts;
    }

    @Override
    public void acquire(CleanupStack cleanup) throws BuildException, InterruptedException {
        SocketFolder folder = SocketFolder.create(host.temporaryFolder(), definition.key());
        cleanup.always("remove " + folder.folder(), folder::delete);
        sockets = Optional.of(folder);
        if (definition instanceof BootTestMachine machine) {
            makeOverlay(machine, cleanup);
        }
        new Domain(virsh, name(), definition.folder()).prepare(cleanup, listener);
        if (definition instanceof InstallationMachine machine) {
            // A killed build may have left the machine of its boot test, too.
            new Domain(virsh, machine.bootTestName(), machine.folder()).removeMachine();
        }
    }

    private void makeOverlay(BootTestMachine machine, CleanupStack cleanup)
            throws BuildException, InterruptedException {
        Path overlay = VirtImport.disk(machine);
        cleanup.always("remove " + overlay, () -> Files.deleteIfExists(overlay));
        try {
            host.runner().run(VirtImport.overlay(machine));
        } catch (CommandException e) {
            throw DiskFailures.command("making a disk for the boot test", machine.folder(), e);
        }
    }

    @Override
    public RunningMachine start(ConsoleReader console) {
        return begin(List.of(console(console)), Optional.empty(), NOWHERE);
    }

    @Override
    public RunningMachine start(ConsoleReader console, ConsoleReader port) {
        if (installerLog().filter(InstallerLog.Syslog.class::isInstance).isPresent()) {
            return startWithSyslog(console, port);
        }
        if (definition instanceof InstallationMachine && installerLog().isEmpty()) {
            return start(console);
        }
        ConsoleSocket socket = new ConsoleSocket(sockets.orElseThrow().portSocket(), port);
        return begin(List.of(console(console), socket), Optional.empty(), NOWHERE);
    }

    /** An installation goes on without its log. */
    private RunningMachine startWithSyslog(ConsoleReader console, ConsoleReader log) {
        try {
            SyslogSocket syslog = SyslogSocket.open(log);
            return begin(
                    List.of(console(console)),
                    Optional.of(syslog),
                    Integer.toString(syslog.port()));
        } catch (IOException e) {
            listener.warning("the installer's log is not followed: no port for it: " + e);
            return begin(List.of(console(console)), Optional.empty(), NOWHERE);
        }
    }

    private Optional<InstallerLog> installerLog() {
        return definition instanceof InstallationMachine machine ? machine.log() : Optional.empty();
    }

    private ConsoleSocket console(ConsoleReader console) {
        return new ConsoleSocket(sockets.orElseThrow().socket(), console);
    }

    /**
     * @param udpPort where the installer's messages are heard
     */
    private RunningMachine begin(
            List<ConsoleSocket> listeners, Optional<SyslogSocket> syslog, String udpPort) {
        SocketFolder folder = sockets.orElseThrow();
        return DomainRun.begin(
                listeners,
                syslog,
                new VirtInstallProcess(
                        host.runner(),
                        command(definition, choice, folder, udpPort),
                        (stream, line) -> VirtInstallError.passOn(line, listener)));
    }

    @Override
    public Optional<MachineState> state() throws InterruptedException {
        return virsh.state(name()).map(text -> new MachineState(kind(text), text));
    }

    private static MachineState.Kind kind(String state) {
        if (state.contains("crashed") || state.contains("failed")) {
            return MachineState.Kind.CRASHED;
        }
        return state.contains("destroyed") || state.contains("saved")
                ? MachineState.Kind.STOPPED
                : MachineState.Kind.FINE;
    }

    @Override
    public Optional<Activity> activity() throws InterruptedException {
        Optional<DomainStats> stats = virsh.stats(name());
        return stats.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Activity(
                                stats.get().blockBytes(),
                                stats.get().written(),
                                virsh.packets(name()),
                                Duration.ofNanos(stats.get().delay()),
                                stats.filter(DomainStats::stoppedByIoError).map(s -> disk())));
    }

    private Path disk() {
        return definition instanceof InstallationMachine machine
                ? machine.disk()
                : VirtImport.disk(definition);
    }

    @Override
    public Optional<GuestAgent> agent() {
        return Optional.of(new QemuAgent(virsh, name()));
    }

    @Override
    public void pressPowerButton() throws MachineException, InterruptedException {
        try {
            virsh.pressPowerButton(name());
        } catch (CommandException e) {
            throw new MachineException(String.valueOf(e.getMessage()), "", true, e);
        }
    }

    /** QEMU passes connections on from a port of this host. */
    @Override
    public Optional<InetSocketAddress> sshAddress() throws InterruptedException {
        OptionalInt port = virsh.forwardSsh(name());
        return port.isPresent()
                ? Optional.of(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port.getAsInt()))
                : Optional.empty();
    }

    @Override
    public List<Clue> clues(ProcessRunner runner) {
        Virsh limited = new Virsh(runner, choice.connect());
        List<Clue> clues = new ArrayList<>();
        if (definition instanceof InstallationMachine
                && LibvirtSettings.of(definition.machine()).vnc().isPresent()) {
            clues.add(
                    new Clue.Picture(
                            "take a screenshot",
                            "screenshot.png",
                            png -> Screenshot.take(limited, name(), png)));
        }
        clues.add(
                new Clue.Text(
                        "read the definition of the machine",
                        "domain.xml",
                        () -> limited.definition(name())));
        QemuLog.find(choice.connect(), host.environment(), name())
                .ifPresent(log -> clues.add(new Clue.TextFile("copy QEMU's log", "qemu.log", log)));
        return clues;
    }

    /** It is there: the machine writes to it. */
    @Override
    public void fetchDisk() {}
}
