package org.imagefactory.config;

import static org.imagefactory.config.Key.Scope.DESTINATION;
import static org.imagefactory.config.Key.Scope.IMAGE;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.imagefactory.spec.BootTest;
import org.imagefactory.spec.Compression;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.LintRule;
import org.imagefactory.spec.MacAddress;
import org.imagefactory.spec.OnFinding;
import org.imagefactory.spec.OnQuestion;
import org.imagefactory.spec.Sbom;
import org.imagefactory.spec.Sha256;
import org.imagefactory.spec.SignMethod;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.SuccessMarker;
import org.imagefactory.spec.Verify;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.VncDisplay;
import org.imagefactory.spec.ZeroFree;

/**
 * The table of keys: what is read from the configuration, and what documentation, options and the
 * sample file are made from.
 */
public final class Keys {

    private static final Map<String, Key<?>> TABLE = new TreeMap<>();
    private static final Map<String, Key<?>> SPELLINGS = new TreeMap<>();
    private static final Pattern NUMBERED_HOOK = Pattern.compile("post[-_]upload[-_]command[0-9]+");

    static final Key<String> APPEND =
            image("append", ValueType.TEXT)
                    .add(
                            "Extra kernel arguments for the installer. What follows **---** is"
                                    + " copied to the installed system by Debian's installer.");

    static final Key<BootTest> BOOT_TEST =
            image("boot-test", ValueType.choice(BootTest.class))
                    .defaultText("auto")
                    .add(
                            "What the finished image has to do in a first boot, on a throw-away"
                                    + " copy, before it is published: show a login prompt on its"
                                    + " serial console (**console**), answer through the QEMU"
                                    + " guest agent (**agent**), greet as an SSH server (**ssh**),"
                                    + " or any of these (**auto**). **no**: it is not booted."
                                    + " A kernel panic, emergency mode, the prompt of a boot"
                                    + " loader or initramfs and a failed unit of systemd fail the"
                                    + " test; units are asked for through the guest agent where it"
                                    + " may run programs, else the console tells.");

    static final Key<Duration> BOOT_TIMEOUT =
            image("boot-timeout", ValueType.DURATION)
                    .defaultText("10min")
                    .add("End a boot test that takes longer.");

    static final Key<Path> CACHE_DIR =
            image("cache_dir", ValueType.FOLDER)
                    .defaultNote("*~/.cache/image-factory*, or */var/cache/image-factory* for root")
                    .option("-c, --cache-dir", "CACHE_DIR", "Cache folder")
                    .add(
                            "Folder that holds the downloaded files, in a folder per image. A"
                                    + " leading **~** is the home.");

    static final Key<SourceUri> CHECKSUMS =
            image("checksums", ValueType.SOURCE)
                    .add(
                            "File on the mirror that lists the SHA-256 digests of **linux** and"
                                    + " **initrd**, or of **installer_image**: *SHA256SUMS*, a"
                                    + " *CHECKSUM* file of Fedora, or *.treeinfo*.");

    static final Key<SourceUri> CHECKSUMS_SIGNATURE =
            image("checksums-signature", ValueType.SOURCE)
                    .add(
                            "Detached OpenPGP signature of **checksums**. A clear-signed checksum"
                                    + " file needs none.");

    static final Key<Compression> COMPRESSION =
            image("compression", ValueType.choice(Compression.class))
                    .defaultText("none")
                    .add(
                            "How a qcow2 image is compressed; it has no effect on other formats."
                                    + " **zstd** needs QEMU 5.1 or newer to read.");

    static final Key<String> CONNECT =
            image("connect", ValueType.CONNECTION)
                    .defaultNote("*qemu:///session*, or *qemu:///system* for root")
                    .add("libvirt connection that runs the installation machine.");

    static final Key<Integer> CORES =
            image("cores", ValueType.COUNT)
                    .defaultText("1")
                    .add("Number of processors of the installation machine.");

    public static final Key<DiskFormat> FORMAT =
            image("format", ValueType.choice(DiskFormat.class))
                    .defaultText("raw")
                    .option("-f, --format", "{qcow2,raw}", "Format of the image")
                    .add("Format of the image.");

    public static final Key<DataSize> IMAGE_SIZE =
            image("image-size", ValueType.SIZE)
                    .defaultText("2G")
                    .option("--image-size", "IMAGE_SIZE", "Size of the raw image")
                    .add("Size of the virtual disk that is installed to.");

    static final Key<Duration> INACTIVITY_TIMEOUT =
            image("inactivity-timeout", ValueType.DURATION)
                    .defaultText("10min")
                    .add(
                            "End an installation that shows no progress text and moves no disk or"
                                    + " network data for this long.");

    static final Key<SourceUri> INITRD =
            image("initrd", ValueType.SOURCE)
                    .add(
                            "Initial RAM disk of the installer, as an **http:**, **https:**,"
                                    + " **rsync:** or **file:** URI or as a path. Remote files are"
                                    + " kept in the cache.");

    static final Key<Duration> INSTALL_TIMEOUT =
            image("install-timeout", ValueType.DURATION)
                    .defaultText("1h")
                    .add("End an installation that takes longer.");

    static final Key<SourceUri> INSTALLER_IMAGE =
            image("installer_image", ValueType.SOURCE)
                    .add(
                            "Bootable installer image, in place of **linux** and **initrd**; the"
                                    + " same kinds of URI are accepted.");

    static final Key<Sha256> INITRD_SHA256 =
            image("initrd-sha256", ValueType.DIGEST)
                    .add("The only digest that **initrd** may have.");

    static final Key<Sha256> INSTALLER_IMAGE_SHA256 =
            image("installer-image-sha256", ValueType.DIGEST)
                    .add("The only digest that **installer_image** may have.");

    static final Key<Boolean> INSTALLER_LOGS =
            image("installer-logs", ValueType.BOOLEAN)
                    .defaultText("false")
                    .option("--installer-logs", true, "Print the installer's logs into the log")
                    .option(
                            "--no-installer-logs",
                            false,
                            "Do not print the installer's logs into the log")
                    .add("Print the installer's logs into the log.");

    static final Key<Boolean> KEEP_RAW =
            image("keep-raw", ValueType.BOOLEAN)
                    .defaultText("false")
                    .add("Keep the raw image beside an image of another format.");

    static final Key<Path> KEYRING =
            image("keyring", ValueType.FILE)
                    .add(
                            "OpenPGP keys that may have signed **release**, **checksums** or its"
                                    + " signature, as gpgv reads them: binary or armored.");

    public static final Key<Path> KICKSTART =
            image("kickstart", ValueType.FILE)
                    .add(
                            "Kickstart file, which answers the installers of Fedora, CentOS and"
                                    + " their relatives.");

    static final Key<Set<LintRule>> LINT =
            image("lint", ValueType.LINT_RULES)
                    .defaultText("all")
                    .add(
                            "Rules that the content of the installed disk is checked by, with"
                                    + " commas between them, or **all**, or **none**; see"
                                    + " RULES OF THE IMAGE CHECK.");

    static final Key<Set<LintRule>> LINT_IGNORE =
            image("lint-ignore", ValueType.LINT_RULES)
                    .add("Rules of **lint** to leave out, with commas between them.");

    static final Key<SourceUri> LINUX =
            image("linux", ValueType.SOURCE)
                    .add("Kernel of the installer; the same kinds of URI as for **initrd**.");

    static final Key<Sha256> LINUX_SHA256 =
            image("linux-sha256", ValueType.DIGEST).add("The only digest that **linux** may have.");

    static final Key<Boolean> LOG_FILE =
            image("log-file", ValueType.BOOLEAN)
                    .defaultText("false")
                    .option("--log-file", true, "Write the log to a file, too")
                    .option("--no-log-file", false, "Do not write the log to a file")
                    .add("Write the log to a file, in addition to standard error.");

    static final Key<Path> LOG_FILENAME =
            image("log-filename", ValueType.FILE)
                    .defaultNote("*IMAGE-YYYY-MM-DD.log*")
                    .option("--log-filename", "LOG_FILENAME", "Name of the log file")
                    .add("Name of the log file.");

    static final Key<MacAddress> MAC =
            image("mac", ValueType.MAC)
                    .defaultNote("random")
                    .option("--mac", "MAC", "MAC address of the installation machine")
                    .add("MAC address of the installation machine.");

    static final Key<Boolean> OFFLINE =
            image("offline", ValueType.BOOLEAN)
                    .defaultText("false")
                    .option("--offline", true, "Use the cached files, never the network")
                    .add(
                            "Take **linux**, **initrd** and **installer_image** from the cache and"
                                    + " never from the network.");

    static final Key<OnFinding> ON_FINDING =
            image("on-finding", ValueType.choice(OnFinding.class))
                    .defaultText("warn")
                    .add(
                            "Whether a broken rule of **lint** fails the build or is a warning in"
                                    + " log and report.");

    static final Key<OnQuestion> ON_QUESTION =
            image("on-question", ValueType.choice(OnQuestion.class))
                    .defaultText("fail")
                    .add(
                            "What happens when the installer waits for a person: the build ends"
                                    + " with the question, or waits for an answer (through"
                                    + " **vnc**, say) until a time limit ends it.");

    static final Key<Boolean> ONE_PARTITION =
            image("one-partition", ValueType.BOOLEAN)
                    .defaultText("true")
                    .add("Refuse an installed disk that has not exactly one partition.");

    static final Key<String> OSINFO =
            image("osinfo", ValueType.TEXT)
                    .defaultNote("chosen from what virt-install knows")
                    .add(
                            "Identifier of the system in the osinfo database, such as"
                                    + " *debian13*. One that virt-install does not know is"
                                    + " replaced.");

    static final Key<String> POST_BUILD_COMMAND =
            image("post-build-command", ValueType.COMMAND)
                    .add(
                            "Command that runs last, after the uploads, with the image's file name"
                                    + " as its first argument.");

    public static final Key<Path> PRESEED =
            image("preseed", ValueType.FILE)
                    .add("Preseed file, which answers the installer of Debian.");

    static final Key<DataSize> RAM =
            image("ram", ValueType.SIZE)
                    .defaultText("1G")
                    .add("Memory of the installation machine.");

    static final Key<SourceUri> RELEASE =
            image("release", ValueType.SOURCE)
                    .add(
                            "Clear-signed *InRelease* file of a Debian mirror that lists the"
                                    + " digest of **checksums**.");

    static final Key<Sbom> SBOM =
            image("sbom", ValueType.choice(Sbom.class))
                    .defaultText("cyclonedx")
                    .add(
                            "Software bill of materials beside the image: CycloneDX 1.6, SPDX 2.3,"
                                    + " or both, as JSON.");

    static final Key<SignMethod> SIGN =
            image("sign", ValueType.choice(SignMethod.class))
                    .defaultText("none")
                    .add(
                            "**gpg**: sign each checksum file and the provenance with the OpenPGP"
                                    + " key **sign-key**, in detached armored signatures. Nobody"
                                    + " is asked for the passphrase: gpg-agent has to have it.");

    static final Key<String> SIGN_COMMAND =
            image("sign-command", ValueType.COMMAND)
                    .add(
                            "Command that signs a file, which it gets as its last argument. It"
                                    + " runs before publication, for each checksum file and for the"
                                    + " provenance, in the folder that they lie in. What it writes"
                                    + " beside the file, under its name with a suffix such as"
                                    + " *.minisig*, is published and uploaded, too."
                                    + " **${image}** stands for the image's file name.");

    static final Key<String> SIGN_KEY =
            image("sign-key", ValueType.TEXT)
                    .defaultNote("gpg's default key")
                    .add("Fingerprint, key ID or mail address of the OpenPGP key to sign with.");

    static final Key<Path> SIGN_KEYRING =
            image("sign-keyring", ValueType.FILE)
                    .defaultNote("gpg's own keyring")
                    .add(
                            "OpenPGP keys that **image-factory verify** accepts signatures by,"
                                    + " binary or armored; images without a signature by one of"
                                    + " them are refused.");

    static final Key<Boolean> STALE =
            image("stale", ValueType.BOOLEAN)
                    .defaultText("true")
                    .option(
                            "--no-stale",
                            false,
                            "Fail when the mirror cannot be reached, even if the cache has the"
                                    + " files")
                    .add(
                            "When the mirror cannot be reached, use the cached files, with a"
                                    + " warning.");

    static final Key<SuccessMarker> SUCCESS_MARKER =
            image("success-marker", ValueType.choice(SuccessMarker.class))
                    .defaultText("optional")
                    .add(
                            "Whether the guest has to print **image-factory: installation"
                                    + " finished** on its serial console as its last action."
                                    + " **optional**: a warning if it did not.");

    static final Key<List<String>> UPLOAD_DESTINATIONS =
            image("upload_destinations", ValueType.NAMES)
                    .add(
                            "Sections of the places to upload to, with commas between them, in"
                                    + " this order. Unset or empty: no upload.");

    static final Key<Verify> VERIFY =
            image("verify", ValueType.choice(Verify.class))
                    .defaultText("auto")
                    .add(
                            "Proof that the netboot files are genuine: an OpenPGP signature or a"
                                    + " pinned digest (**signed**), a checksum of the mirror"
                                    + " without a look at signatures (**checksum**), the"
                                    + " strongest that the keys name, with a warning where that"
                                    + " is no signature (**auto**), or no more than pinned"
                                    + " digests (**none**).");

    static final Key<VirtType> VIRT_TYPE =
            image("virt-type", ValueType.choice(VirtType.class))
                    .defaultText("auto")
                    .add(
                            "What runs the installation machine: **kvm**, **qemu** (software"
                                    + " emulation), or **auto**: KVM where it can really be used.");

    static final Key<VncDisplay> VNC =
            image("vnc", ValueType.VNC)
                    .defaultNote("no graphics")
                    .add(
                            "Show the screen of the installation machine by VNC: display *N* on"
                                    + " the address *HOST*, TCP port 5900+*N*. Bind it to localhost"
                                    + " only: there is no password.");

    public static final Key<Path> YAST =
            image("yast", ValueType.FILE)
                    .add("AutoYaST file, which answers the installer of openSUSE.");

    static final Key<ZeroFree> ZERO_FREE =
            image("zero-free", ValueType.choice(ZeroFree.class))
                    .defaultText("zerofree")
                    .add(
                            "Whether the free blocks of the installed file system are emptied:"
                                    + " **zerofree** and **discard** both make holes of them and"
                                    + " let zerofree write zeros where the host's file system"
                                    + " makes no holes, **none** leaves them as they are.");

    static final Key<List<String>> UPLOAD_ARGS =
            destination("upload_args", ValueType.ARGUMENTS)
                    .add(
                            "Additional arguments for rsync, with blanks between them; quotes are"
                                    + " ordinary characters.");

    static final Key<String> UPLOAD_TARGET =
            destination("upload_target", ValueType.TEXT)
                    .add("Where to upload to, in the form that rsync takes. Required.");

    static final Key<String> UPLOAD_TYPE =
            destination("upload_type", ValueType.UPLOAD_TYPE)
                    .add("Only **rsync**, in any case. Required.");

    static final Key<String> POST_UPLOAD_COMMAND =
            destination("post-upload-command", ValueType.COMMAND)
                    .add(
                            "Command that runs after a successful upload; **${image}** stands for"
                                    + " the image's file name. Then **post-upload-command1**,"
                                    + " **post-upload-command2** and so on run, until a number is"
                                    + " missing.");

    private Keys() {}

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

    private static <T> Row<T> image(String name, ValueType<T> type) {
        return new Row<>(name, type, IMAGE);
    }

    private static <T> Row<T> destination(String name, ValueType<T> type) {
        return new Row<>(name, type, DESTINATION);
    }

    /** A row being written. */
    private static final class Row<T> {
        private final String name;
        private final ValueType<T> type;
        private final Key.Scope scope;
        private final List<KeyOption> options = new ArrayList<>();
        private String text = "";
        private String note = "";

        Row(String name, ValueType<T> type, Key.Scope scope) {
            this.name = name;
            this.type = type;
            this.scope = scope;
        }

        Row<T> defaultText(String defaultText) {
            text = defaultText;
            return this;
        }

        Row<T> defaultNote(String defaultNote) {
            note = defaultNote;
            return this;
        }

        Row<T> option(String names, String parameter, String documentation) {
            options.add(KeyOption.of(names, parameter, documentation));
            return this;
        }

        Row<T> option(String switchName, boolean value, String documentation) {
            options.add(KeyOption.flag(switchName, value, documentation));
            return this;
        }

        Key<T> add(String documentation) {
            Key<T> key = new Key<>(name, type, text, note, scope, options, documentation);
            TABLE.put(name, key);
            SPELLINGS.put(key.name(), key);
            SPELLINGS.put(key.twin(), key);
            return key;
        }
    }
}
