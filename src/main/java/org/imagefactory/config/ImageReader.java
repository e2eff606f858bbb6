package org.imagefactory.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.Problem;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.AnswerValues;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.BootCheck;
import org.imagefactory.spec.Customisation;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.EndOfLife;
import org.imagefactory.spec.FileSpec;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstalledSystem;
import org.imagefactory.spec.InstallerProxy;
import org.imagefactory.spec.Limits;
import org.imagefactory.spec.LintPolicy;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.Proofs;
import org.imagefactory.spec.Renewal;
import org.imagefactory.spec.Retention;
import org.imagefactory.spec.Rules;
import org.imagefactory.spec.ScanPolicy;
import org.imagefactory.spec.Scans;
import org.imagefactory.spec.ScapPolicy;
import org.imagefactory.spec.Snapshot;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Upkeep;
import org.imagefactory.spec.UploadDestination;

/** Reads one image. */
final class ImageReader {

    private final Layers layers;
    private final Host host;
    private final String image;
    private final List<Problem> problems = new ArrayList<>();
    private final SectionReader section;
    private final Effective effective;
    private final Description words;

    /**
     * @param effective the same values, for messages and the report
     */
    ImageReader(Layers layers, Host host, String image, Effective effective) {
        this.layers = layers;
        this.host = host;
        this.image = image;
        this.effective = effective;
        this.words = effective.description();
        this.section = new SectionReader(layers, host, image, problems);
    }

    /**
     * @throws ConfigurationException everything that is wrong with the image
     */
    Reading read() throws ConfigurationException {
        Optional<ImageName> name = name();
        List<Mirror> mirrors = new MirrorReader(section, host, words).read();
        Machine machine = machine();
        Disk disk = disk();
        InstalledSystem system = system();
        Optional<AnswerFile> answerFile = answerFile();
        Optional<InstallerProxy> proxy = section.optional(Keys.INSTALLER_PROXY);
        String append = append(answerFile, proxy);
        Limits limits = limits();
        Proofs proofs = proofs();
        boolean installerLogs = section.get(Keys.INSTALLER_LOGS);
        Path cache = host.resolve(section.get(Keys.CACHE_DIR));
        DownloadPolicy downloads = downloads();
        Documents documents = documents();
        List<UploadDestination> uploads = uploads();
        section.check(words, Rules.uploads(disk, uploads));
        Optional<HookCommand> postBuild = hook(Keys.POST_BUILD_COMMAND);
        Upkeep upkeep = upkeep();
        LogSettings log = log();
        Optional<EndOfLife> endOfLife = section.optional(SystemKeys.EOL).map(EndOfLife::new);
        if (!problems.isEmpty() || name.isEmpty() || mirrors.isEmpty()) {
            throw new ConfigurationException(
                    problems.stream().distinct().toList(),
                    "'image-factory show %s' tells every value and its origin".formatted(image));
        }
        ImageSpec spec =
                new ImageSpec(
                        name.get(),
                        mirrors,
                        proxy,
                        answerFile,
                        system,
                        append,
                        machine,
                        disk,
                        limits,
                        proofs,
                        installerLogs,
                        cache,
                        downloads,
                        documents,
                        uploads,
                        postBuild,
                        upkeep);
        return new Reading(
                spec, words, log, new Warnings(layers, spec, effective, host, endOfLife).all());
    }

    /**
     * The part that has a meaning without an image to build.
     *
     * @throws ConfigurationException everything that is wrong with it
     */
    FileSpec readForFiles() throws ConfigurationException {
        FileSpec spec =
                new FileSpec(
                        machine(),
                        proofs(),
                        new MirrorReader(section, host, words).verification(),
                        documents(),
                        scan(),
                        host.resolve(section.get(Keys.CACHE_DIR)),
                        downloads());
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems.stream().distinct().toList(), "");
        }
        return spec;
    }

    private Limits limits() {
        return new Limits(section.get(Keys.INSTALL_TIMEOUT), section.get(Keys.INACTIVITY_TIMEOUT));
    }

    private ScanPolicy scan() {
        Scans scans = section.get(ScanKeys.SCAN);
        return new ScanPolicy(
                scans.cve(),
                section.get(ScanKeys.SCAN_FAIL),
                section.optional(ScanKeys.SCAN_EXCEPTIONS).map(host::resolve),
                section.optional(ScanKeys.SCAN_DATA).stream()
                        .flatMap(List::stream)
                        .findFirst()
                        .map(host::resolve),
                section.get(ScanKeys.SCAN_MAX_AGE),
                section.get(ScanKeys.SCAN_REBUILD),
                scans.profile()
                        .map(
                                profile ->
                                        new ScapPolicy(
                                                profile,
                                                section.optional(ScanKeys.SCAP_CONTENT)
                                                        .map(host::resolve),
                                                section.get(ScanKeys.SCAP_FAIL))));
    }

    private DownloadPolicy downloads() {
        return new DownloadPolicy(section.get(Keys.OFFLINE), section.get(Keys.STALE));
    }

    private Proofs proofs() {
        return new Proofs(
                section.get(ProofKeys.SUCCESS_MARKER),
                section.get(ProofKeys.ON_QUESTION),
                new BootCheck(
                        section.get(ProofKeys.BOOT_TEST), section.get(ProofKeys.BOOT_TIMEOUT)),
                LintPolicy.of(
                        section.get(ProofKeys.LINT),
                        section.optional(ProofKeys.LINT_IGNORE).orElse(Set.of()),
                        section.get(ProofKeys.ON_FINDING)),
                snapshot());
    }

    private Optional<Snapshot> snapshot() {
        Optional<Snapshot> snapshot =
                section.optional(SnapshotKeys.SNAPSHOT)
                        .flatMap(moment -> moment)
                        .map(moment -> new Snapshot(moment, watched()));
        snapshot.ifPresent(
                pinned ->
                        section.check(
                                SnapshotKeys.SNAPSHOT,
                                KeyRules.snapshot(pinned, names(answerFiles()))));
        return snapshot;
    }

    private List<SourceUri> watched() {
        return section.optional(UpkeepKeys.WATCH).orElse(List.of()).stream()
                .map(host::resolve)
                .toList();
    }

    private Documents documents() {
        return new Documents(
                section.get(TrustKeys.SBOM),
                section.get(TrustKeys.SIGN),
                section.optional(TrustKeys.SIGN_KEY),
                hook(TrustKeys.SIGN_COMMAND),
                section.optional(TrustKeys.SIGN_KEYRING).map(host::resolve));
    }

    Upkeep upkeep() {
        return new Upkeep(
                Set.copyOf(section.optional(UpkeepKeys.TAGS).orElse(List.of())),
                new Retention(
                        section.optional(UpkeepKeys.KEEP),
                        section.optional(UpkeepKeys.KEEP_DAILY),
                        section.optional(UpkeepKeys.KEEP_WEEKLY),
                        section.optional(UpkeepKeys.KEEP_MONTHLY),
                        section.optional(UpkeepKeys.KEEP_FAILURES)),
                section.get(UpkeepKeys.LATEST_LINK),
                hook(UpkeepKeys.NOTIFY_COMMAND),
                section.optional(UpkeepKeys.METRICS_FILE).map(host::resolve),
                section.optional(UpkeepKeys.REPORT_HTML).map(host::resolve),
                section.optional(UpkeepKeys.CATALOG).map(host::resolve),
                section.get(UpkeepKeys.ZSYNC),
                scan(),
                new Renewal(watched(), section.optional(UpkeepKeys.REBUILD_AFTER)));
    }

    /** A text with a dollar sign that means nothing here may mean something there. */
    private InstalledSystem system() {
        return new InstalledSystem(
                effective.get(AnswerKeys.HOSTNAME),
                effective.get(AnswerKeys.LANGUAGE),
                effective.get(AnswerKeys.TIMEZONE),
                effective.get(AnswerKeys.KEYBOARD),
                effective.optional(AnswerKeys.PACKAGES).orElse(List.of()),
                effective.optional(AnswerKeys.LATE_COMMANDS).orElse(List.of()),
                effective.optional(AnswerKeys.ROOT_PASSWORD_HASH),
                effective.optional(AnswerKeys.SSH_KEYS).orElse(List.of()),
                section.get(AnswerKeys.CLOUD_INIT),
                Customisation.NONE);
    }

    private LogSettings log() {
        return new LogSettings(
                section.get(Keys.LOG_FILE), host.resolve(section.get(Keys.LOG_FILENAME)));
    }

    private String append(Optional<AnswerFile> answerFile, Optional<InstallerProxy> proxy) {
        String append = oneLine(section.optional(Keys.APPEND).orElse(""));
        section.check(words, Rules.kernel(answerFile, proxy, append));
        return append;
    }

    private Optional<ImageName> name() {
        try {
            return Optional.of(new ImageName(image));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** Those that are set; more than one is too many. */
    private List<AnswerFile.Kind> answerFiles() {
        return Arrays.stream(AnswerFile.Kind.values())
                .filter(kind -> section.isSet(Keys.answerFile(kind)))
                .toList();
    }

    private static List<String> names(List<AnswerFile.Kind> kinds) {
        return kinds.stream().<String>map(kind -> Keys.answerFile(kind).name()).toList();
    }

    private Optional<AnswerFile> answerFile() {
        List<AnswerFile.Kind> set = answerFiles();
        Optional<String> broken = KeyRules.answerFile(names(set));
        Optional<AnswerFile> result = Optional.empty();
        for (AnswerFile.Kind kind : set) {
            Key<Path> key = Keys.answerFile(kind);
            section.check(key, broken);
            Optional<AnswerFile> file =
                    section.optional(key)
                            .map(
                                    path -> {
                                        AnswerFile plain = new AnswerFile(kind, host.resolve(path));
                                        return plain.isTemplate()
                                                ? new AnswerFile(kind, plain.file(), variables())
                                                : plain;
                                    });
            result = result.or(() -> file);
        }
        if (set.size() == 1) {
            result.ifPresent(answers -> section.check(words, Rules.answerFile(answers)));
        }
        return result;
    }

    /** All keys and variables, for a template: that of a boolean key is empty if it is false. */
    private AnswerValues variables() {
        Map<String, String> texts = new TreeMap<>();
        effective.settings().forEach((name, setting) -> texts.put(name, setting.value()));
        Keys.all().stream()
                .filter(key -> key.label().equals(ValueType.BOOLEAN.label()))
                .forEach(
                        key ->
                                texts.computeIfPresent(
                                        key.name(), (name, text) -> isTrue(text) ? "true" : ""));
        return new AnswerValues(texts, Map.of());
    }

    private static boolean isTrue(String text) {
        try {
            return ValueType.BOOLEAN.parser().apply(text);
        } catch (IllegalArgumentException e) {
            return false; // told where the key is read
        }
    }

    private Machine machine() {
        Architecture arch = section.get(SystemKeys.ARCH);
        Firmware firmware =
                section.optional(SystemKeys.FIRMWARE)
                        .orElse(arch == Architecture.ARM64 ? Firmware.UEFI : Firmware.BIOS);
        Machine machine =
                new Machine(
                        section.get(Keys.CORES),
                        section.get(Keys.RAM),
                        section.optional(Keys.MAC),
                        host.engine().settings(EngineKeys.values(section)),
                        arch,
                        firmware);
        section.check(words, Rules.machine(machine));
        return machine;
    }

    private Disk disk() {
        Disk disk =
                new Disk(
                        section.get(Keys.IMAGE_SIZE),
                        section.get(Keys.FORMAT),
                        section.get(Keys.KEEP_RAW),
                        section.get(Keys.COMPRESSION),
                        section.get(Keys.ZERO_FREE),
                        section.get(Keys.ONE_PARTITION),
                        section.get(SystemKeys.PARTITION_TABLE),
                        section.get(SystemKeys.FILE_SYSTEM),
                        section.optional(Keys.TARGETS).orElse(List.of()));
        section.check(words, Rules.disk(disk));
        return disk;
    }

    private List<UploadDestination> uploads() {
        Key<List<String>> key = Keys.UPLOAD_DESTINATIONS;
        String where = layers.find(image, key).map(RawValue::origin).orElse("");
        DestinationReader reader = new DestinationReader(layers, host, problems);
        return section.optional(key).orElse(List.of()).stream()
                .flatMap(name -> reader.read(name, where).stream())
                .toList();
    }

    private Optional<HookCommand> hook(Key<String> key) {
        return section.command(key.name(), layers.find(image, key), false)
                .map(text -> new HookCommand(key.name(), text));
    }

    /** A line feed of a continued value would end the kernel's command line. */
    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\n\\s*", " ");
    }
}
