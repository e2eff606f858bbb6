package org.imagefactory.spec;

/**
 * What an image's specification can say, field by field. The names are stable: builds remember
 * them.
 *
 * <p>Those who ask for images have words of their own for the fields. So a text of the core names a
 * field by {@code "" + field}, in marks, and {@link Description#tell} puts the asker's word there.
 */
public enum Field {
    ACCELERATION,
    ADVISORIES,
    ADVISORY_AGE,
    ANSWER_FILE,
    ARCH,
    BOOT_LIMIT,
    BOOT_TEST,
    CACHE_FOLDER,
    CHECKSUMS,
    CHECKSUMS_DIGEST,
    CHECKSUMS_SIGNATURE,
    CLOUD_INIT,
    COMPRESSION,
    CORES,
    CUSTOMISATION,
    DISK_SIZE,
    FILE_SYSTEM,
    FIRMWARE,
    FORMAT,
    FORMS,
    FREE_BLOCKS,
    HARDWARE_ADDRESS,
    HOSTNAME,
    INACTIVITY_LIMIT,
    INITRD,
    INITRD_SHA256,
    INSTALLATION_LIMIT,
    INSTALLER_IMAGE,
    INSTALLER_IMAGE_SHA256,
    INSTALLER_INITRD,
    INSTALLER_KERNEL,
    INSTALLER_PROXY,
    KEEP_RAW,
    KERNEL,
    KERNEL_ARGUMENTS,
    KERNEL_SHA256,
    KEYBOARD,
    KEYRING,
    LANGUAGE,
    LATE_COMMANDS,
    LINT,
    LINT_EXCEPTIONS,
    MAXIMUM_AGE,
    MEMORY,
    ONE_PARTITION,
    NO_STALE,
    OFFLINE,
    ON_FINDING,
    ON_QUESTION,
    OSINFO,
    PACKAGES,
    PARTITION_TABLE,
    POST_BUILD,
    RELEASE,
    ROOT_PASSWORD_HASH,
    SBOM,
    SCAN,
    SCAN_EXCEPTIONS,
    SCAN_GATE,
    SCAP_CONTENT,
    SCAP_GATE,
    SCREEN,
    SIGN,
    SIGN_COMMAND,
    SIGN_KEY,
    SIGN_KEYRING,
    SNAPSHOT,
    SSH_KEYS,
    SUCCESS_MARKER,
    TIMEZONE,
    UPLOADS,
    VERIFY,
    WATCHED;

    static final char BEGIN = '\u2039';
    static final char END = '\u203a';
    static final char PLACE = '@';

    /** The stable name. */
    public String id() {
        return Choice.name(this);
    }

    /** Where it was said, for {@link Description#tell}. */
    public String place() {
        return "" + BEGIN + PLACE + id() + END;
    }

    /** Its name, for {@link Description#tell}. */
    @Override
    public String toString() {
        return marked(id());
    }

    /** A stable name, for {@link Description#tell}. */
    public static String marked(String id) {
        return BEGIN + id + END;
    }

    /** Whether another value makes another image, or another use of it. */
    public boolean matters() {
        return FieldValues.has(this);
    }
}
