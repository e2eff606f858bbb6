package org.imagefactory.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.Compression;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.InstallerProxy;
import org.imagefactory.spec.MacAddress;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.UploadType;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.VncDisplay;
import org.imagefactory.spec.ZeroFree;

/**
 * The table of keys: what is read from the configuration, and what documentation, options and the
 * sample file are made from.
 */
public final class Keys {

    private static final KeyGroup ROWS = new KeyGroup();
    private static final Pattern NUMBERED_HOOK = Pattern.compile("post[-_]upload[-_]command[0-9]+");

    public static final Key<String> APPEND =
            ROWS.image("append", ValueType.TEXT)
                    .field(Field.KERNEL_ARGUMENTS)
                    .add(
                            "Extra kernel arguments for the installer. What follows **---** is"
                                    + " copied to the installed system by Debian's installer.");

    static final Key<Path> CACHE_DIR =
            ROWS.image("cache_dir", ValueType.FOLDER)
                    .field(Field.CACHE_FOLDER)
                    .defaultNote("*~/.cache/image-factory*, or */var/cache/image-factory* for root")
                    .option("-c, --cache-dir", "CACHE_DIR", "Cache folder")
                    .add(
                            "Folder that holds the downloaded files, in a folder per image. A"
                                    + " leading **~** is the home.");

    static final Key<Compression> COMPRESSION =
            ROWS.image("compression", ValueType.choice(Compression.class))
                    .field(Field.COMPRESSION)
                    .defaultText("none")
                    .add(
                            "How a qcow2 image is compressed; it has no effect on other formats."
                                    + " **zstd** needs QEMU 5.1 or newer to read.");

    static final Key<String> CONNECT =
            ROWS.image("connect", ValueType.CONNECTION)
                    .defaultNote("*qemu:///session*, or *qemu:///system* for root")
                    .add("libvirt connection that runs the installation machine.");

    public static final Key<Integer> CORES =
            ROWS.image("cores", ValueType.COUNT)
                    .field(Field.CORES)
                    .defaultText("1")
                    .add("Number of processors of the installation machine.");

    public static final Key<DiskFormat> FORMAT =
            ROWS.image("format", ValueType.choice(DiskFormat.class))
                    .field(Field.FORMAT)
                    .defaultText("raw")
                    .option("-f, --format", "{qcow2,raw}", "Format of the image")
                    .add("Format of the image.");

    public static final Key<DataSize> IMAGE_SIZE =
            ROWS.image("image-size", ValueType.SIZE)
                    .field(Field.DISK_SIZE)
                    .defaultText("2G")
                    .option("--image-size", "IMAGE_SIZE", "Size of the raw image")
                    .add("Size of the virtual disk that is installed to.");

    public static final Key<Duration> INACTIVITY_TIMEOUT =
            ROWS.image("inactivity-timeout", ValueType.DURATION)
                    .field(Field.INACTIVITY_LIMIT)
                    .defaultText("10min")
                    .add(
                            "End an installation that shows no progress text and moves no disk or"
                                    + " network data for this long.");

    public static final Key<List<SourceUri>> INITRD =
            ROWS.image("initrd", ValueType.SOURCES)
                    .field(Field.INITRD)
                    .add(
                            "Initial RAM disk of the installer, as an **http:**, **https:**,"
                                    + " **rsync:** or **file:** URI or as a path. Remote files are"
                                    + " kept in the cache.");

    public static final Key<Duration> INSTALL_TIMEOUT =
            ROWS.image("install-timeout", ValueType.DURATION)
                    .field(Field.INSTALLATION_LIMIT)
                    .defaultText("1h")
                    .add("End an installation that takes longer.");

    public static final Key<List<SourceUri>> INSTALLER_IMAGE =
            ROWS.image("installer_image", ValueType.SOURCES)
                    .field(Field.INSTALLER_IMAGE)
                    .add(
                            "Bootable installer image, in place of **linux** and **initrd**; the"
                                    + " same kinds of URI are accepted.");

    public static final Key<String> INSTALLER_INITRD =
            ROWS.image("installer-initrd", ValueType.IMAGE_PATH)
                    .field(Field.INSTALLER_INITRD)
                    .add(
                            "Path of the initial RAM disk in **installer_image**, with"
                                    + " **installer-kernel**.");

    public static final Key<String> INSTALLER_KERNEL =
            ROWS.image("installer-kernel", ValueType.IMAGE_PATH)
                    .field(Field.INSTALLER_KERNEL)
                    .add(
                            "Path of the kernel in **installer_image**, such as *casper/vmlinuz*:"
                                    + " kernel and initial RAM disk are taken out and booted, and"
                                    + " the image is in the machine's CD drive. Default:"
                                    + " virt-install looks for them.");

    static final Key<Boolean> INSTALLER_LOGS =
            ROWS.image("installer-logs", ValueType.BOOLEAN)
                    .defaultText("false")
                    .option("--installer-logs", true, "Print the installer's logs into the log")
                    .option(
                            "--no-installer-logs",
                            false,
                            "Do not print the installer's logs into the log")
                    .add("Print the installer's logs into the log.");

    static final Key<InstallerProxy> INSTALLER_PROXY =
            ROWS.image("installer-proxy", ValueType.PROXY)
                    .field(Field.INSTALLER_PROXY)
                    .add(
                            "HTTP proxy, *http://HOST:PORT*, that the installer fetches packages"
                                    + " through; see MIRRORS AND PROXIES. It is told to the"
                                    + " installer that **preseed**, **kickstart** or **yast** is"
                                    + " for, by a kernel argument. The downloads of this host do"
                                    + " not use it.");

    public static final Key<Boolean> KEEP_RAW =
            ROWS.image("keep-raw", ValueType.BOOLEAN)
                    .field(Field.KEEP_RAW)
                    .defaultText("false")
                    .add("Keep the raw image beside an image of another format.");

    public static final Key<Path> KICKSTART =
            ROWS.image("kickstart", ValueType.FILE)
                    .field(Field.ANSWER_FILE)
                    .add(
                            "Kickstart file, which answers the installers of Fedora, CentOS and"
                                    + " their relatives.");

    public static final Key<List<SourceUri>> LINUX =
            ROWS.image("linux", ValueType.SOURCES)
                    .field(Field.KERNEL)
                    .add("Kernel of the installer; the same kinds of URI as for **initrd**.");

    static final Key<Boolean> LOG_FILE =
            ROWS.image("log-file", ValueType.BOOLEAN)
                    .defaultText("false")
                    .option("--log-file", true, "Write the log to a file, too")
                    .option("--no-log-file", false, "Do not write the log to a file")
                    .add("Write the log to a file, in addition to standard error.");

    static final Key<Path> LOG_FILENAME =
            ROWS.image("log-filename", ValueType.FILE)
                    .defaultNote("*IMAGE-YYYY-MM-DD.log*")
                    .option("--log-filename", "LOG_FILENAME", "Name of the log file")
                    .add("Name of the log file.");

    static final Key<MacAddress> MAC =
            ROWS.image("mac", ValueType.MAC)
                    .field(Field.HARDWARE_ADDRESS)
                    .defaultNote("random")
                    .option("--mac", "MAC", "MAC address of the installation machine")
                    .add("MAC address of the installation machine.");

    static final Key<Boolean> OFFLINE =
            ROWS.image("offline", ValueType.BOOLEAN)
                    .field(Field.OFFLINE)
                    .defaultText("false")
                    .option("--offline", true, "Use the cached files, never the network")
                    .add(
                            "Take **linux**, **initrd** and **installer_image** from the cache and"
                                    + " never from the network.");

    public static final Key<Boolean> ONE_PARTITION =
            ROWS.image("one-partition", ValueType.BOOLEAN)
                    .field(Field.ONE_PARTITION)
                    .defaultText("true")
                    .add("Refuse an installed disk that has not exactly one partition.");

    static final Key<String> OSINFO =
            ROWS.image("osinfo", ValueType.TEXT)
                    .field(Field.OSINFO)
                    .defaultNote("chosen from what virt-install knows")
                    .add(
                            "Identifier of the system in the osinfo database, such as"
                                    + " *debian13*. One that virt-install does not know is"
                                    + " replaced.");

    public static final Key<String> POST_BUILD_COMMAND =
            ROWS.image("post-build-command", ValueType.COMMAND)
                    .field(Field.POST_BUILD)
                    .add(
                            "Command that runs last, after the uploads, with the image's file name"
                                    + " as its first argument.");

    public static final Key<Path> PRESEED =
            ROWS.image("preseed", ValueType.FILE)
                    .field(Field.ANSWER_FILE)
                    .add("Preseed file, which answers the installer of Debian.");

    public static final Key<DataSize> RAM =
            ROWS.image("ram", ValueType.SIZE)
                    .field(Field.MEMORY)
                    .defaultText("1G")
                    .add("Memory of the installation machine.");

    static final Key<Boolean> STALE =
            ROWS.image("stale", ValueType.BOOLEAN)
                    .field(Field.NO_STALE)
                    .defaultText("true")
                    .option(
                            "--no-stale",
                            false,
                            "Fail when the mirror cannot be reached, even if the cache has the"
                                    + " files")
                    .add(
                            "When the mirror cannot be reached, use the cached files, with a"
                                    + " warning.");

    public static final Key<List<String>> UPLOAD_DESTINATIONS =
            ROWS.image("upload_destinations", ValueType.NAMES)
                    .field(Field.UPLOADS)
                    .add(
                            "Sections of the places to upload to, with commas between them, in"
                                    + " this order. Unset or empty: no upload.");

    public static final Key<List<CloudForm>> TARGETS =
            ROWS.image("targets", ValueType.FORMS)
                    .field(Field.FORMS)
                    .add(
                            "Clouds that the finished image is made a form for, with commas between"
                                    + " them: **openstack-kvm**, **ec2**, **vsphere**, **rhevm**,"
                                    + " **ova**, **vagrant-libvirt**, **vagrant-virtualbox**,"
                                    + " **docker**, **gce**, **hyperv**, **azure**. Each form is a"
                                    + " file beside the image; see FORMS FOR CLOUDS.");

    static final Key<VirtType> VIRT_TYPE =
            ROWS.image("virt-type", ValueType.choice(VirtType.class))
                    .field(Field.ACCELERATION)
                    .defaultText("auto")
                    .add(
                            "What runs the installation machine: **kvm**, **qemu** (software"
                                    + " emulation), or **auto**: KVM where it can really be used.");

    static final Key<VncDisplay> VNC =
            ROWS.image("vnc", ValueType.VNC)
                    .field(Field.SCREEN)
                    .defaultNote("no graphics")
                    .add(
                            "Show the screen of the installation machine by VNC: display *N* on"
                                    + " the address *HOST*, TCP port 5900+*N*. Bind it to localhost"
                                    + " only: there is no password.");

    public static final Key<Path> YAST =
            ROWS.image("yast", ValueType.FILE)
                    .field(Field.ANSWER_FILE)
                    .add("AutoYaST file, which answers the installer of openSUSE.");

    static final Key<ZeroFree> ZERO_FREE =
            ROWS.image("zero-free", ValueType.choice(ZeroFree.class))
                    .field(Field.FREE_BLOCKS)
                    .defaultText("zerofree")
                    .add(
                            "Whether the free blocks of the installed file system are emptied:"
                                    + " **zerofree** and **discard** both make holes of them and"
                                    + " let zerofree write zeros where the host's file system"
                                    + " makes no holes, **none** leaves them as they are.");

    static final Key<List<String>> UPLOAD_ARGS =
            ROWS.destination("upload_args", ValueType.ARGUMENTS)
                    .add(
                            "Additional arguments for rsync, with blanks between them; quotes are"
                                    + " ordinary characters.");

    static final Key<String> UPLOAD_TARGET =
            ROWS.destination("upload_target", ValueType.TEXT)
                    .add(
                            "Where to upload to: for **rsync** in the form that it takes, for **s3**"
                                    + " a bucket and a folder there, as in *images/debian*, for the"
                                    + " others the definition of a provider, as **imagefactory"
                                    + " provider_image** takes it. Required.");

    static final Key<UploadType> UPLOAD_TYPE =
            ROWS.destination("upload_type", ValueType.UPLOAD_TYPE)
                    .add(
                            "How, in any case. **rsync** and **s3** copy the image and all that is"
                                    + " beside it; the others make an image in a cloud, of the form"
                                    + " for it; see UPLOADS TO CLOUDS. Required.");

    static final Key<Path> UPLOAD_CREDENTIALS =
            ROWS.destination("upload_credentials", ValueType.FILE)
                    .add(
                            "File with what signs in to a cloud, as **imagefactory provider_image**"
                                    + " takes it. Unset: what the cloud's own programs would use.");

    static final Key<String> POST_UPLOAD_COMMAND =
            ROWS.destination("post-upload-command", ValueType.COMMAND)
                    .add(
                            "Command that runs after a successful upload; **${image}** stands for"
                                    + " the image's file name. Then **post-upload-command1**,"
                                    + " **post-upload-command2** and so on run, until a number is"
                                    + " missing.");

    private static final Map<String, Key<?>> TABLE = new TreeMap<>();
    private static final Map<String, Key<?>> SPELLINGS = new HashMap<>();

    static {
        for (KeyGroup group :
                List.of(
                        ROWS,
                        ProofKeys.ROWS,
                        ScanKeys.ROWS,
                        SnapshotKeys.ROWS,
                        TrustKeys.ROWS,
                        SystemKeys.ROWS,
                        EngineKeys.ROWS,
                        AnswerKeys.ROWS,
                        UpkeepKeys.ROWS)) {
            for (Key<?> key : group.rows()) {
                TABLE.put(key.name(), key);
                SPELLINGS.put(key.name(), key);
                SPELLINGS.put(key.twin(), key);
            }
        }
    }

    private Keys() {}

    /** The key that names an answer file of a kind. */
    public static Key<Path> answerFile(AnswerFile.Kind kind) {
        return switch (kind) {
            case PRESEED -> PRESEED;
            case KICKSTART -> KICKSTART;
            case AUTOYAST -> YAST;
            case AUTOINSTALL -> AnswerKeys.AUTOINSTALL;
            case AGAMA -> AnswerKeys.AGAMA;
        };
    }

    /** All rows, by name. */
    public static Collection<Key<?>> all() {
        return List.copyOf(TABLE.values());
    }

    /** The row that a key of a file or a command line means, in any of its spellings. */
    public static Optional<Key<?>> find(String spelling) {
        return Optional.ofNullable(SPELLINGS.get(spelling));
    }

    /** Whether the key is in the table, or one of the numbered hooks. */
    static boolean isKnown(String spelling) {
        return SPELLINGS.containsKey(spelling) || NUMBERED_HOOK.matcher(spelling).matches();
    }

    /** Whether the value is a command, in which {@code ${image}} has a meaning. */
    static boolean isCommand(String spelling) {
        return NUMBERED_HOOK.matcher(spelling).matches()
                || find(spelling)
                        .filter(key -> key.label().equals(ValueType.COMMAND.label()))
                        .isPresent();
    }
}
