package org.imagefactory.netboot.file;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.SourceUri;

/** What a file is for. */
public enum Role {
    LINUX("linux", Field.KERNEL),
    INITRD("initrd", Field.INITRD),
    INSTALLER_IMAGE("installer_image", Field.INSTALLER_IMAGE),
    RELEASE("release", Field.RELEASE),
    CHECKSUMS("checksums", Field.CHECKSUMS),
    CHECKSUMS_SIGNATURE("checksums-signature", Field.CHECKSUMS_SIGNATURE),
    WATCHED("watch", Field.WATCHED),
    /** What a distribution knows of vulnerabilities. */
    ADVISORIES("advisories", Field.ADVISORIES),
    /** Names the file with them in a repository of packages. */
    ADVISORY_INDEX("advisory-index", Field.ADVISORIES),
    /** Whatever goes into a guest. */
    CONTENT("content", Field.CUSTOMISATION);

    private static final long MIB = 1 << 20;

    /** Ten times what the release file of any distribution has; it is read into memory. */
    private static final long LONGEST_DOCUMENT = 4 * MIB;

    /** A list of packages, which is only digested. */
    private static final long LONGEST_WATCHED = 16 * MIB;

    /** Kernels and initrds have 10 to 200 MiB, and have to fit into the memory of a machine. */
    private static final long LONGEST_BOOT_FILE = 1024 * MIB;

    /** More than fits on the disks of most guests. */
    private static final long LONGEST_CONTENT = 4 * 1024 * MIB;

    /** The largest installation images have 16 GB. */
    private static final long LONGEST_IMAGE = 20 * 1024 * MIB;

    private final String key;
    private final Field field;

    Role(String key, Field field) {
        this.key = key;
        this.field = field;
    }

    /** Whether it says something about the others, rather than being booted. */
    public boolean isDocument() {
        return this == RELEASE
                || this == CHECKSUMS
                || this == CHECKSUMS_SIGNATURE
                || this == WATCHED;
    }

    /** More bytes than this are refused. */
    public long longest() {
        return switch (this) {
            case LINUX, INITRD -> LONGEST_BOOT_FILE;
            case INSTALLER_IMAGE -> LONGEST_IMAGE;
            case RELEASE, CHECKSUMS, CHECKSUMS_SIGNATURE, ADVISORY_INDEX -> LONGEST_DOCUMENT;
            case WATCHED -> LONGEST_WATCHED;
            case ADVISORIES -> LONGEST_BOOT_FILE;
            case CONTENT -> LONGEST_CONTENT;
        };
    }

    /** The field that names the source. */
    public Field field() {
        return field;
    }

    /** Its name in the cache and in memories of builds. */
    public String key() {
        return key;
    }

    public static Map<Role, SourceUri> sources(InstallerSource source) {
        Map<Role, SourceUri> sources = new EnumMap<>(Role.class);
        if (source instanceof InstallerSource.KernelAndInitrd pair) {
            sources.put(LINUX, pair.linux());
            sources.put(INITRD, pair.initrd());
        } else if (source instanceof InstallerSource.InstallerImage installer) {
            sources.put(INSTALLER_IMAGE, installer.image());
        }
        return Collections.unmodifiableMap(sources);
    }
}
