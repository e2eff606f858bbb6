package org.imagefactory.spec;

/** File format of a finished image; the name is also the file name suffix. */
public enum DiskFormat {
    RAW,
    QCOW2;

    /** The suffix of an image file, without the dot; also qemu-img's name of the format. */
    public String suffix() {
        return Choice.name(this);
    }
}
