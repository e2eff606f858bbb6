package org.imagefactory.libvirt;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.machine.BootTestMachine;
import org.imagefactory.machine.EngineFactory;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.tools.KvmProbe;

/** The engine of the tests, on a PC, with parts of it that only tests see from outside. */
public final class TestLibvirt {

    public static final String CONNECT = "qemu:///session";

    private static final Optional<Architecture> PC = Optional.of(Architecture.AMD64);

    private TestLibvirt() {}

    /** Makes engines whose commands nobody runs. */
    public static EngineFactory factory(Path temporary) {
        return runner -> engine(new RecordingRunner(), temporary);
    }

    public static LibvirtEngine engine(ProcessRunner runner, Path temporary) {
        return engine(runner, temporary, Map.of());
    }

    public static LibvirtEngine engine(
            ProcessRunner runner, Path temporary, Map<String, String> environment) {
        return new LibvirtEngine(runner, environment, temporary, PC, CONNECT);
    }

    /**
     * @param obstacle of KVM
     * @param firmware folder with descriptions
     */
    public static LibvirtEngine engine(
            ProcessRunner runner, Path temporary, Optional<String> obstacle, Path firmware) {
        return new LibvirtEngine(
                new LibvirtHost(runner, Map.of(), temporary, PC, CONNECT),
                wanted -> KvmProbe.foreign(PC, wanted).or(() -> obstacle),
                List.of(firmware));
    }

    public static List<Finding> rehearse(
            ProcessRunner runner, SearchPath path, Path temporary, ImageSpec spec)
            throws InterruptedException {
        return new VirtInstallCheck(runner, path, temporary).look(spec);
    }

    /** What this host has. */
    public static List<Finding> firmware(ImageSpec spec) {
        return new FirmwareCheck(FirmwareCheck.FOLDERS).look(spec);
    }

    public static Command emulated(InstallationMachine machine, Path console) {
        LogWay log = LogWay.of(machine, console.resolveSibling("log"), LogWay.NO_PORT);
        return VirtInstall.command(machine, emulated(), console, log);
    }

    /**
     * @param sockets the folder that they are made in
     */
    public static Command emulated(BootTestMachine machine, Path sockets) {
        return VirtImport.command(machine, emulated(), new SocketFolder(sockets));
    }

    static HostChoice emulated() {
        return new HostChoice(CONNECT, Accelerator.EMULATION, OsinfoChooser.DETECT);
    }
}
