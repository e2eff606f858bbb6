package org.imagefactory.libvirt;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.Field;

/** Finds what matters among all that virt-install prints. */
final class VirtInstallError {

    private static final String ERROR = "ERROR ";
    private static final String WARNING = "WARNING ";

    private static final int SIGNAL_BASE = 128;

    /** How libvirt's client says that nobody is at the other end any more. */
    private static final List<String> LOST =
            List.of(
                    "Cannot write data: Broken pipe",
                    "End of file while reading data",
                    "Connection reset by peer",
                    "client socket is closed");

    private VirtInstallError() {}

    /**
     * Passes its warnings on. That an exact --osinfo would be faster is no news: the devices are
     * all given.
     */
    static void passOn(String line, BuildListener listener) {
        if (line.startsWith(WARNING) && !line.contains("--osinfo")) {
            listener.warning("virt-install: " + line.substring(WARNING.length()).strip());
        }
    }

    /** The error and the lines that explain it; everything when there is no error line. */
    static String reason(CommandFailedException failure) {
        List<String> lines = failure.lastLines();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(ERROR)) {
                return lines.subList(i, lines.size()).stream()
                        .map(line -> line.startsWith(ERROR) ? line.substring(6) : line)
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !isAdvice(line))
                        .distinct()
                        .collect(Collectors.joining("\n"));
            }
        }
        return String.valueOf(failure.getMessage());
    }

    /**
     * What this host did to an installation that may have gone well: somebody ended virt-install,
     * or libvirt went away. Empty for anything else.
     */
    static Optional<HostException> ofTheHost(CommandFailedException failure) {
        if (failure.exitStatus() > SIGNAL_BASE) {
            return Optional.of(
                    new HostException(
                            "virt-install ended with "
                                    + CommandFailedException.describe(failure.exitStatus()),
                            "somebody or something on this host ended it; the kernel's log tells"
                                    + " whether memory was short; build again",
                            failure));
        }
        String reason = reason(failure);
        if (LOST.stream().noneMatch(reason::contains)) {
            return Optional.empty();
        }
        return Optional.of(
                new HostException(
                        "libvirt went away during the installation: " + reason,
                        "look at libvirtd's or virtqemud's log, and build again",
                        failure));
    }

    /** virt-install's hint how to start what it could not make. */
    private static boolean isAdvice(String line) {
        return line.startsWith("Domain installation does not appear")
                || line.startsWith("If it was, you can restart your domain")
                || line.startsWith("virsh --connect")
                || line.startsWith("otherwise, please restart");
    }

    /** What can be done about it. */
    static String advice(String reason) {
        if (reason.contains("Permission denied")) {
            return "libvirt's user must be able to search every folder above the output folder"
                    + " (chmod o+x), or build as a user on qemu:///session";
        }
        if (reason.contains("No space left")) {
            return "make space on the host";
        }
        if (reason.contains("KVM") || reason.contains("kvm")) {
            return "without a working KVM, set " + Field.ACCELERATION + "=qemu";
        }
        return "the log has all that virt-install said";
    }
}
