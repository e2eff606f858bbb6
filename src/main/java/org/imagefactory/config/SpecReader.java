package org.imagefactory.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.Problem;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Limits;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.Rules;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.UploadDestination;

/** Makes image specifications of configuration files and command line. Touches no other file. */
public final class SpecReader {

    private static final Map<Key<Path>, AnswerFile.Kind> ANSWER_FILES =
            Map.of(
                    Keys.PRESEED, AnswerFile.Kind.PRESEED,
                    Keys.KICKSTART, AnswerFile.Kind.KICKSTART,
                    Keys.YAST, AnswerFile.Kind.AUTOYAST);

    private final Layers layers;
    private final Host host;

    public SpecReader(Layers layers, Host host) {
        this.layers = layers;
        this.host = host;
    }

    /** Every value that holds for an image, even if they make no image. */
    public Effective effective(String image) {
        return EffectiveReader.read(layers, host, image);
    }

    /**
     * @param image need not have a section if {@code [DEFAULT]} holds what it needs
     * @throws ConfigurationException everything that is wrong with it
     */
    public Reading read(String image) throws ConfigurationException {
        List<Problem> problems = new ArrayList<>();
        SectionReader section = new SectionReader(layers, host, image, problems);
        requireImage(image, section);
        Optional<ImageName> name = name(image, problems);
        Optional<InstallerSource> installer = installer(section);
        Optional<AnswerFile> answerFile = answerFile(section);
        String append = oneLine(section.optional(Keys.APPEND).orElse(""));
        section.check(
                Keys.APPEND,
                Rules.kernelArguments(
                        answerFile.map(AnswerFile::kernelArguments).orElse(List.of()), append));
        Machine machine = machine(section);
        Disk disk = disk(section);
        Limits limits =
                new Limits(section.get(Keys.INSTALL_TIMEOUT), section.get(Keys.INACTIVITY_TIMEOUT));
        boolean installerLogs = section.get(Keys.INSTALLER_LOGS);
        Path cache = host.resolve(section.get(Keys.CACHE_DIR));
        DownloadPolicy downloads =
                new DownloadPolicy(section.get(Keys.OFFLINE), section.get(Keys.STALE));
        List<UploadDestination> uploads = uploads(image, section, problems);
        Optional<HookCommand> postBuild = postBuild(image, section);
        LogSettings log =
                new LogSettings(
                        section.get(Keys.LOG_FILE), host.resolve(section.get(Keys.LOG_FILENAME)));
        if (!problems.isEmpty() || name.isEmpty() || installer.isEmpty()) {
            throw new ConfigurationException(
                    problems.stream().distinct().toList(),
                    "image-factory show %s tells every value and its origin".formatted(image));
        }
        Effective effective = effective(image);
        ImageSpec spec =
                new ImageSpec(
                        name.get(),
                        installer.get(),
                        answerFile,
                        append,
                        machine,
                        disk,
                        limits,
                        installerLogs,
                        cache,
                        downloads,
                        uploads,
                        postBuild,
                        effective.settings());
        return new Reading(spec, log, new Warnings(layers, image, effective).all());
    }

    /** Without a section, and with nothing to boot in [DEFAULT], the name must be a mistake. */
    private void requireImage(String image, SectionReader section) throws ConfigurationException {
        boolean boots =
                section.isSet(Keys.LINUX)
                        || section.isSet(Keys.INITRD)
                        || section.isSet(Keys.INSTALLER_IMAGE);
        boolean image404 = !layers.hasSection(image) && !boots;
        if (image404 || image.equals(IniReader.DEFAULT)) {
            throw MissingImage.exception(layers, image);
        }
    }

    private static Optional<ImageName> name(String image, List<Problem> problems) {
        try {
            return Optional.of(new ImageName(image));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private Optional<InstallerSource> installer(SectionReader section) {
        section.check(
                section.isSet(Keys.LINUX) ? Keys.LINUX : Keys.INITRD,
                Rules.installer(
                        section.isSet(Keys.INSTALLER_IMAGE),
                        section.isSet(Keys.LINUX),
                        section.isSet(Keys.INITRD)));
        Optional<InstallerSource> image =
                source(section, Keys.INSTALLER_IMAGE).map(InstallerSource.InstallerImage::new);
        if (section.isSet(Keys.INSTALLER_IMAGE)) {
            return image;
        }
        Optional<SourceUri> linux = source(section, Keys.LINUX);
        Optional<SourceUri> initrd = source(section, Keys.INITRD);
        return linux.flatMap(
                kernel ->
                        initrd.map(
                                ramDisk -> new InstallerSource.KernelAndInitrd(kernel, ramDisk)));
    }

    /** A plain path becomes absolute, since a build has no working directory. */
    private Optional<SourceUri> source(SectionReader section, Key<SourceUri> key) {
        return section.optional(key)
                .map(
                        source ->
                                source.scheme() != SourceUri.Scheme.FILE
                                                || source.text()
                                                        .regionMatches(true, 0, "file:", 0, 5)
                                        ? source
                                        : SourceUri.parse(
                                                host.resolve(Path.of(source.text())).toString()));
    }

    private Optional<AnswerFile> answerFile(SectionReader section) {
        Map<String, AnswerFile> found = new TreeMap<>();
        ANSWER_FILES.forEach(
                (key, kind) ->
                        section.optional(key)
                                .ifPresent(
                                        file ->
                                                found.put(
                                                        key.name(),
                                                        new AnswerFile(kind, host.resolve(file)))));
        Optional<String> broken = Rules.answerFile(found.keySet());
        ANSWER_FILES.keySet().stream()
                .filter(key -> broken.isPresent() && section.isSet(key))
                .forEach(key -> section.check(key, broken));
        return found.values().stream().findFirst();
    }

    private static Machine machine(SectionReader section) {
        Machine machine =
                new Machine(
                        section.get(Keys.CORES),
                        section.get(Keys.RAM),
                        section.optional(Keys.MAC),
                        section.optional(Keys.VNC),
                        section.get(Keys.VIRT_TYPE),
                        Optional.of(section.get(Keys.CONNECT)),
                        section.optional(Keys.OSINFO));
        section.check(Keys.RAM, Rules.memory(machine.memory()));
        return machine;
    }

    private static Disk disk(SectionReader section) {
        Disk disk =
                new Disk(
                        section.get(Keys.IMAGE_SIZE),
                        section.get(Keys.FORMAT),
                        section.get(Keys.KEEP_RAW),
                        section.get(Keys.COMPRESSION),
                        section.get(Keys.ZERO_FREE),
                        section.get(Keys.ONE_PARTITION));
        section.check(Keys.IMAGE_SIZE, Rules.disk(disk.size()));
        return disk;
    }

    private List<UploadDestination> uploads(
            String image, SectionReader section, List<Problem> problems) {
        Key<List<String>> key = Keys.UPLOAD_DESTINATIONS;
        String where = layers.find(image, key).map(RawValue::origin).orElse("");
        DestinationReader reader = new DestinationReader(layers, host, problems);
        return section.optional(key).orElse(List.of()).stream()
                .flatMap(name -> reader.read(name, where).stream())
                .toList();
    }

    private Optional<HookCommand> postBuild(String image, SectionReader section) {
        Key<String> key = Keys.POST_BUILD_COMMAND;
        return section.command(key.name(), layers.find(image, key), false)
                .map(text -> new HookCommand(key.name(), text));
    }

    /** A line feed of a continued value would end the kernel's command line. */
    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\n\\s*", " ");
    }
}
