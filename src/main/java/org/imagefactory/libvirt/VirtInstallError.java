package org.imagefactory.libvirt;

import java.util.List;
import java.util.stream.Collectors;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.Field;

/** Finds what matters among all that virt-install prints. */
final class VirtInstallError {

    private static final String ERROR = "ERROR ";
    private static final String WARNING = "WARNING ";

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
