package org.imagefactory.config;

import java.time.LocalDate;
import java.util.List;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.RootFileSystem;
import org.imagefactory.spec.TableKind;

/** Rows of the table of keys: which system is installed, for which kind of machine. */
public final class SystemKeys {

    static final KeyGroup ROWS = new KeyGroup();

    public static final Key<Architecture> ARCH =
            ROWS.image("arch", ValueType.choice(Architecture.class))
                    .field(Field.ARCH)
                    .defaultText("amd64")
                    .option("--arch", "{amd64,arm64}", "Processor of the image")
                    .add(
                            "Processor of the installation machine and of the image, by Debian's"
                                    + " name. Where the configuration does not set them, the"
                                    + " variables **rpm_arch** (*x86_64*, *aarch64*) and"
                                    + " **serial_port** (*ttyS0*, *ttyAMA0*) follow it.");

    /** When the publisher stops making updates. */
    public static final Key<LocalDate> EOL =
            ROWS.image("eol", ValueType.DATE)
                    .add(
                            "Day on which the distribution's updates end, as *YYYY-MM-DD*. From 60"
                                    + " days before there is a warning; **list** shows it.");

    static final Key<RootFileSystem> FILE_SYSTEM =
            ROWS.image("file-system", ValueType.choice(RootFileSystem.class))
                    .field(Field.FILE_SYSTEM)
                    .defaultText("ext4")
                    .add(
                            "File system of the root partition, for templates of answer files."
                                    + " **xfs** and **btrfs** need libguestfs on this host: the"
                                    + " build stops before the installation where it is missing.");

    static final Key<Firmware> FIRMWARE =
            ROWS.image("firmware", ValueType.choice(Firmware.class))
                    .field(Field.FIRMWARE)
                    .defaultNote("**bios**, or **uefi** for arm64")
                    .option("--firmware", "{bios,uefi}", "Firmware that the image is for")
                    .add(
                            "Firmware of the installation machine and of the boot test: a BIOS, or"
                                    + " UEFI without Secure Boot (OVMF).");

    static final Key<List<String>> OS_NAME =
            ROWS.image("os-name", ValueType.NAMES)
                    .add(
                            "Systems that templates are built by this section for, by the names"
                                    + " that templates have for them, with commas between them:"
                                    + " *RHEL-9, CentOS-9*. Upper and lower case are the same. See"
                                    + " TEMPLATES OF SYSTEMS.");

    static final Key<List<String>> OS_VERSION =
            ROWS.image("os-version", ValueType.NAMES)
                    .defaultNote("all versions")
                    .add(
                            "Versions of **os-name** that the section is for, with commas between"
                                    + " them. *13* is for *13.1*, too, unless another section"
                                    + " names that.");

    public static final Key<TableKind> PARTITION_TABLE =
            ROWS.image("partition-table", ValueType.choice(TableKind.class))
                    .field(Field.PARTITION_TABLE)
                    .defaultText("auto")
                    .add(
                            "Partition table that templates of answer files ask for: **gpt** or"
                                    + " **mbr**, which an installed disk must then have, or"
                                    + " **auto**: **gpt** for UEFI, **mbr** for a BIOS, and no"
                                    + " check of what the installer made.");

    /** For people. */
    public static final Key<String> TESTED =
            ROWS.image("tested", ValueType.TEXT)
                    .add(
                            "What the section has been tried with, for people; **list** shows it."
                                    + " In the distributed configuration *installed*: the"
                                    + " distribution's installer made an image that passed its"
                                    + " boot test; *checked*: configuration, answer file and"
                                    + " command line passed **check**, and no more.");

    private SystemKeys() {}
}
