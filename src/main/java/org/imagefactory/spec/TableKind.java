package org.imagefactory.spec;

/** Which partition table the installer shall make. */
public enum TableKind {
    /** What the firmware is used to: {@link #GPT} for UEFI, else {@link #MBR}. */
    AUTO,
    MBR,
    GPT;

    /** The kind that it stands for. */
    public TableKind on(Firmware firmware) {
        if (this != AUTO) {
            return this;
        }
        return firmware == Firmware.UEFI ? GPT : MBR;
    }
}
