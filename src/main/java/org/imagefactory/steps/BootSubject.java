package org.imagefactory.steps;

import java.nio.file.Path;
import org.imagefactory.libvirt.VirtImport;
import org.imagefactory.spec.BootCheck;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Machine;

/**
 * What a boot test boots and where it works.
 *
 * @param image absolute; only read
 * @param format of the image; never guessed by a tool
 * @param machine that it is booted in
 * @param plainProcessor whether the plainest processor is enough
 * @param check what counts and how long it may take
 * @param key the same for all tests that cannot run at the same time
 * @param domain name of the virtual machine; the same where the key is
 * @param folder exists, is empty, and gets the throw-away disk
 * @param consoleLog gets what the image writes to its serial console
 */
record BootSubject(
        Path image,
        DiskFormat format,
        Machine machine,
        boolean plainProcessor,
        BootCheck check,
        String key,
        String domain,
        Path folder,
        Path consoleLog) {

    private static final String OVERLAY = "overlay.qcow2";

    /** The throw-away disk. */
    Path overlay() {
        return folder.resolve(OVERLAY);
    }

    /** What virt-install has to know of it. */
    VirtImport.Boot boot() {
        return new VirtImport.Boot(domain, overlay(), machine, plainProcessor, check.timeout());
    }
}
