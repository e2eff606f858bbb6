package org.imagefactory.clouds.ec2;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.GuestFiles.Found;

/**
 * Looks whether a system has what instances need; nobody should wait for an upload to learn it.
 * What is missing is said and no failure: a system may have it in another way.
 */
final class Ec2Checks {

    /** A configuration of GRUB, or a kernel's list of what is built in. */
    private static final int LONGEST = 1 << 20;

    /** Where /lib is a link and where it is none. */
    private static final List<String> MODULES = List.of("/usr/lib/modules/*/", "/lib/modules/*/");

    private static final List<String> CLOUD_INIT =
            List.of(
                    "/usr/bin/cloud-init",
                    "/usr/bin/ignition",
                    "/usr/lib/dracut/modules.d/*ignition");

    private static final List<String> BOOT_LOADERS =
            List.of("/boot/grub/grub.cfg", "/boot/grub2/grub.cfg", "/boot/loader/entries/*.conf");

    private final GuestFiles files;

    Ec2Checks(GuestFiles files) {
        this.files = files;
    }

    /** A sentence for each thing that is missing. */
    List<String> missing() throws IOException, CommandException, InterruptedException {
        List<String> missing = new ArrayList<>();
        if (!hasDriver("kernel/drivers/net/ethernet/amazon/ena/ena.ko")) {
            missing.add("its kernel has no driver for ENA: instances of today have no network");
        }
        if (!hasDriver("kernel/drivers/nvme/host/nvme.ko")) {
            missing.add("its kernel has no driver for NVMe: instances of today find no disk");
        }
        if (!exists(CLOUD_INIT)) {
            missing.add("cloud-init is not in it: nobody gets a key into the instance");
        }
        if (!hasSerialConsole()) {
            missing.add("its kernel does not write to ttyS0: there is no console output");
        }
        return missing;
    }

    private boolean hasDriver(String path)
            throws IOException, CommandException, InterruptedException {
        if (exists(MODULES.stream().map(folder -> folder + path + "*").toList())) {
            return true;
        }
        return contents(MODULES.stream().map(folder -> folder + "modules.builtin").toList())
                .anyMatch(text -> text.contains(path));
    }

    private boolean hasSerialConsole() throws IOException, CommandException, InterruptedException {
        return contents(BOOT_LOADERS).anyMatch(text -> text.contains("console=ttyS0"));
    }

    private boolean exists(List<String> paths)
            throws IOException, CommandException, InterruptedException {
        return files.find(paths).values().stream().anyMatch(found -> !found.isEmpty());
    }

    private Stream<String> contents(List<String> patterns)
            throws IOException, CommandException, InterruptedException {
        List<String> paths =
                files.find(patterns).values().stream()
                        .flatMap(Collection::stream)
                        .map(Found::path)
                        .toList();
        return files.read(paths, LONGEST).values().stream()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
