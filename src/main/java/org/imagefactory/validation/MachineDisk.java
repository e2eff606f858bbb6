package org.imagefactory.validation;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What answer files may call the disk of the machine that installs: it has one, a virtio disk
 * without a serial number.
 */
final class MachineDisk {

    private static final String NAME = "vda";
    private static final String DEVICES = "/dev/";
    private static final int LONGEST = 500;

    /** Names that kernels give to disks and partitions. */
    private static final Pattern KERNEL_NAME =
            Pattern.compile(
                    "(?:(?:[shv]d|xvd|ubd|dasd)[a-z]{1,3}[0-9]{0,3}"
                            + "|(?:nvme[0-9]{1,3}n|mmcblk|pmem)[0-9]{1,3}(?:p[0-9]{1,3})?)");

    private static final Pattern OURS = Pattern.compile(NAME + "[0-9]{0,3}");
    private static final Pattern LINK = Pattern.compile("disk/by-[a-z]+/.*");
    private static final Pattern NAME_OF_FILE = Pattern.compile("[a-z0-9*?\\[\\]-]{1,40}");

    private MachineDisk() {}

    /**
     * Why a device cannot be meant; empty if the machine has it, or if it is none that a kernel
     * names, such as a label or a volume.
     *
     * @param device with or without {@code /dev/}; patterns, and several between bars
     */
    static Optional<String> missing(String device) {
        if (device.length() > LONGEST) {
            return Optional.empty();
        }
        boolean all =
                Arrays.stream(device.split("\\|"))
                        .map(MachineDisk::name)
                        .allMatch(name -> isOther(name));
        return all && !device.isBlank()
                ? Optional.of(
                        "the machine has no %s: its only disk is /dev/%s".formatted(device, NAME))
                : Optional.empty();
    }

    /** Why a link to a disk may lead nowhere; empty if the device is no such link. */
    static Optional<String> doubtful(String device) {
        return LINK.matcher(name(device)).matches()
                ? Optional.of(
                        "%s may not be there: the machine's only disk is /dev/%s, an empty one"
                                        .formatted(device, NAME)
                                + " without a serial number")
                : Optional.empty();
    }

    private static String name(String device) {
        String name = device.strip();
        return name.startsWith(DEVICES) ? name.substring(DEVICES.length()) : name;
    }

    private static boolean isOther(String name) {
        if (OURS.matcher(name).matches()) {
            return false;
        }
        if (KERNEL_NAME.matcher(name).matches()) {
            return true;
        }
        boolean pattern =
                NAME_OF_FILE.matcher(name).matches()
                        && (name.contains("*") || name.contains("?") || name.contains("["));
        return pattern && !mayBeOurs(name);
    }

    /** Whether a pattern of file names that begins with letters can be about our disk. */
    private static boolean mayBeOurs(String pattern) {
        String start = pattern.replaceFirst("[*?\\[].*", "");
        return NAME.startsWith(start) || start.startsWith(NAME);
    }
}
