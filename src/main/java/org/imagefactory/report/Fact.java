package org.imagefactory.report;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What steps measure or choose, and other steps, reports and pages read. The only table of these
 * names: they stand in the reports of builds, where programs look for them.
 */
public enum Fact {
    /** In the guest's time, without what the host kept from it. */
    BOOT_GUEST_SECONDS,
    /** From the power button to the machine's end, in the guest's time. */
    BOOT_OFF_SECONDS,
    BOOT_PROOF,
    /** The last screen of the boot test, in lines. */
    BOOT_SCREEN,
    BOOT_SECONDS,
    BOOT_TEST,
    BOOT_UNITS,
    /** The earlier image that the packages are compared with. */
    CHANGES_SINCE,
    /** Of the image that stays where machines run: what it is called there. */
    CLOUD_IMAGE,
    /** What the installed system did when it customised itself, in numbers. */
    CUSTOMISATION,
    /** How long that took, from the start of its machine. */
    CUSTOMISATION_SECONDS,
    DISK_SIZE_BYTES,
    FIRST_ATTEMPT,
    NETBOOT_FILES,
    NETBOOT_MIRROR,
    NETBOOT_RELEASE,
    NETBOOT_SIGNING_KEYS,
    NETBOOT_VERIFICATION,
    NETBOOT_VERIFIED_BY,
    NETBOOT_VERSION,
    OSINFO,
    /** Their number; how many of a kind changed, with the name of the kind. */
    PACKAGES,
    PARTITION_TABLE,
    RESUMED_AFTER,
    ROOT_PARTITION,
    ROOT_USED_BYTES,
    SCAP_FAILED,
    /** In per cent. */
    SCAP_SCORE,
    SUCCESS_MARKER,
    /** What is installed, by its own name and version. */
    SYSTEM,
    /** With the name of the destination. */
    UPLOAD,
    VIRT_TYPE,
    /** How many are known, without those that are accepted or do no harm. */
    VULNERABILITIES,
    /** How many of them an update removes. */
    VULNERABILITIES_FIXABLE;

    /** What it is called in a report. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is called where there are several. */
    public String key(String of) {
        return key() + "-" + of;
    }

    /** Its value among those of a build. */
    public Optional<String> in(Map<String, String> values) {
        return Optional.ofNullable(values.get(key()));
    }
}
