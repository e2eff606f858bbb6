package org.imagefactory.clouds.disk;

import java.util.List;

/** A form of disks that some cloud takes. */
public enum DiskForm {
    /** Holes stay holes. */
    RAW("a raw disk", "raw", 1, ""),

    /** Compressed by zlib, which QEMU 4 and older ones read. */
    QCOW2("a compressed qcow2 image", "qcow2", 1, "-c"),

    /** The only one that VMware's imports take; its parts must be in the order of the disk. */
    STREAM_VMDK("a streamOptimized VMDK", "vmdk", 1, "-o subformat=streamOptimized," + Disk.VMWARE),

    /** One that VMware's desktop programs write to. */
    STANDARD_VMDK("a sparse VMDK", "vmdk", 1, "-o subformat=monolithicSparse," + Disk.VMWARE),

    /** Fixed size, which must be whole mebibytes for Azure; force_size keeps it exact. */
    FIXED_VHD("a fixed VHD", "vpc", 1 << 20, "-o subformat=fixed,force_size=on");

    /** What every enumeration constant may know. */
    private static final class Disk {

        /** A controller that all of VMware's programs have, and a version that all of them read. */
        static final String VMWARE = "adapter_type=lsilogic,compat6=on";

        private Disk() {}
    }

    private final String description;
    private final String format;
    private final long unit;
    private final String options;

    DiskForm(String description, String format, long unit, String options) {
        this.description = description;
        this.format = format;
        this.unit = unit;
        this.options = options;
    }

    /** For messages: {@code a fixed VHD}. */
    public String description() {
        return description;
    }

    /** What qemu-img calls it. */
    public String format() {
        return format;
    }

    /** The disk's size must be a multiple of so many bytes. */
    public long unit() {
        return unit;
    }

    /** What qemu-img is told beside the format. */
    List<String> options() {
        return options.isEmpty() ? List.of() : List.of(options.split(" "));
    }

    /** Whether qemu-img can look for contradictions in it. */
    boolean isChecked() {
        return this != RAW && this != FIXED_VHD;
    }

    /** Whether the parts must be written in the order of the disk. */
    boolean isOrdered() {
        return this == STREAM_VMDK;
    }
}
