package org.imagefactory.libvirt;

import java.nio.file.Path;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.report.BuildListener;

/**
 * A machine's place in libvirt: its name, and a storage pool of that name for the folder with its
 * disk.
 */
record Domain(Virsh virsh, String domain, Path folder) {

    /**
     * Removes what a killed run left, and sees to it that nothing is left of this one.
     *
     * @throws HostException libvirt cannot be talked to
     */
    void prepare(CleanupStack cleanup, BuildListener listener)
            throws HostException, InterruptedException {
        removeMachine();
        cleanup.always("remove the storage pool", () -> virsh.removePool(domain));
        cleanup.always("destroy and undefine the domain " + domain, () -> virsh.remove(domain));
        try {
            virsh.removePool(domain);
            virsh.createPool(domain, folder);
        } catch (CommandException e) {
            listener.warning("virt-install may leave a storage pool behind: " + e.getMessage());
        }
    }

    /**
     * There need not be one.
     *
     * @throws HostException libvirt cannot be talked to
     */
    void removeMachine() throws HostException, InterruptedException {
        try {
            virsh.remove(domain);
        } catch (CommandException e) {
            throw new HostException(
                    "cannot talk to libvirt on %s: %s".formatted(virsh.connect(), e.getMessage()),
                    "is libvirt installed (package libvirt-daemon-system), and may this user use"
                            + " the connection?",
                    e);
        }
    }
}
