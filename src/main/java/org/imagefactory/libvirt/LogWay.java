package org.imagefactory.libvirt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.machine.InstallerLog;

/**
 * What a machine is given so that its installer's log comes out.
 *
 * @param arguments for the kernel, before all others; may be empty
 * @param port name of a port; empty for none
 * @param socket that the hypervisor makes for the port
 */
record LogWay(List<String> arguments, Optional<String> port, Path socket) {

    /** The host as a guest on a user network sees it. */
    private static final String HOST = "10.0.2.2";

    /** In a preview, where nobody listens yet. */
    static final String NO_PORT = "PORT";

    /**
     * @param udpPort where this host listens for syslog
     */
    static LogWay of(InstallationMachine machine, Path socket, String udpPort) {
        InstallerLog log = machine.log().orElse(null);
        if (log instanceof InstallerLog.Syslog syslog) {
            return new LogWay(List.of(syslog.arguments(HOST, udpPort)), Optional.empty(), socket);
        }
        return new LogWay(
                List.of(),
                log instanceof InstallerLog.Port port ? Optional.of(port.name()) : Optional.empty(),
                socket);
    }

    /** virt-install's words for the channel. */
    String channel() {
        return port.isPresent()
                ? VirtInstall.serial(socket) + ",target.type=virtio,target.name=" + port.get()
                : "none";
    }
}
