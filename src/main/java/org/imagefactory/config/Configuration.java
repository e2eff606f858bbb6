package org.imagefactory.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.Problem;

/** What the configuration files say, merged key by key: a later file beats an earlier one. */
public final class Configuration implements Lookup {

    /** Read first; a user's own file goes on top. */
    private static final Path SYSTEM_FILE = Path.of("/etc/image-factory.conf");

    private static final Path USER_FILE = Path.of(".config/image-factory.conf");

    /** A thousand images have half a mebibyte, in 30,000 lines. */
    private static final int LARGEST = 4 << 20;

    private static final int MOST_LINES = 100_000;

    /** A link to it stands for "none of mine". */
    private static final Path NOTHING = Path.of("/dev/null");

    private final List<Path> candidates;
    private final List<Path> files = new ArrayList<>();
    private final Map<String, Map<String, RawValue>> sections = new LinkedHashMap<>();

    private Configuration(List<Path> candidates) {
        this.candidates = List.copyOf(candidates);
        sections.put(IniReader.DEFAULT, new LinkedHashMap<>());
    }

    /**
     * Reads {@code /etc/image-factory.conf} and {@code ~/.config/image-factory.conf}, either of
     * which may be absent, or only the named file.
     *
     * @param only the value of {@code IMAGE_FACTORY_CONFIG}; empty where it is not set
     * @throws ConfigurationException the named file is missing, a file is unreadable or broken
     */
    public static Configuration load(Optional<String> only, Host host)
            throws ConfigurationException {
        if (only.isEmpty()) {
            return load(List.of(SYSTEM_FILE, host.home().resolve(USER_FILE)));
        }
        Path file = host.resolve(Path.of(only.get()));
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(
                    List.of(new Problem(file.toString(), "not a file")),
                    "set IMAGE_FACTORY_CONFIG to a configuration file, or unset it");
        }
        return load(List.of(file));
    }

    /**
     * Reads files; one that does not exist counts as empty.
     *
     * @param candidates a later one beats an earlier one
     * @throws ConfigurationException a file is unreadable or broken: the problems of all files
     */
    public static Configuration load(List<Path> candidates) throws ConfigurationException {
        Configuration configuration = new Configuration(candidates);
        List<Problem> problems = new ArrayList<>();
        for (Path file : candidates) {
            try {
                configuration.merge(file);
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems, "");
        }
        return configuration;
    }

    private void merge(Path file) throws ConfigurationException {
        try {
            byte[] content = content(file);
            IniReader.read(file.toString(), files.size(), content)
                    .forEach((name, values) -> sectionForUpdate(name).putAll(values));
            files.add(file);
        } catch (NoSuchFileException e) {
            // As documented, either file may be absent.
        } catch (IOException e) {
            throw unreadable(file, FileReason.of(e));
        }
    }

    /** Of somebody's mistake no more than the program can hold: a disk image, a log, a device. */
    private static byte[] content(Path file) throws IOException, ConfigurationException {
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isSameFile(file, NOTHING)) {
            throw unreadable(
                    file, Files.isDirectory(file) ? "it is a directory" : "it is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST || hasTooManyLines(content)) {
                throw unreadable(
                        file,
                        "more than %d MiB or %d lines are no configuration; is it the right file?"
                                .formatted(LARGEST >> 20, MOST_LINES));
            }
            return content;
        }
    }

    private static boolean hasTooManyLines(byte[] content) {
        int lines = 0;
        for (byte b : content) {
            lines += b == '\n' || b == '\r' ? 1 : 0;
        }
        return lines > MOST_LINES * 2; // CR LF counts twice
    }

    private static ConfigurationException unreadable(Path file, String reason) {
        Problem problem = new Problem(file.toString(), "cannot be read: " + reason);
        return new ConfigurationException(List.of(problem), "");
    }

    private Map<String, RawValue> sectionForUpdate(String name) {
        return sections.computeIfAbsent(name, n -> new LinkedHashMap<>());
    }

    /** The files that were found and read. */
    public List<Path> files() {
        return List.copyOf(files);
    }

    /** The files that were looked for. */
    public List<Path> candidates() {
        return candidates;
    }

    /** The names of all sections but {@code [DEFAULT]}, in the order in which they were read. */
    Set<String> sectionNames() {
        Set<String> names = new LinkedHashSet<>(sections.keySet());
        names.remove(IniReader.DEFAULT);
        return names;
    }

    /** The keys that stand in the section itself; empty where there is no such section. */
    Map<String, RawValue> section(String name) {
        return sections.getOrDefault(name, Map.of());
    }

    /** The keys that every section inherits. */
    Map<String, RawValue> defaults() {
        return section(IniReader.DEFAULT);
    }

    @Override
    public boolean hasSection(String name) {
        return sections.containsKey(name);
    }

    @Override
    public Optional<RawValue> find(String section, String key) {
        RawValue own = section(section).get(key);
        return Optional.ofNullable(own == null ? defaults().get(key) : own);
    }
}
