package org.imagefactory.exec;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where programs are looked for.
 *
 * @param folders absolute, in this order
 */
public record SearchPath(List<Path> folders) {

    private static final String DEFAULT = "/usr/local/bin:/usr/bin:/bin";

    /** zerofree, e2fsck and debugfs live here; an ordinary user's PATH on Debian lacks it. */
    private static final String ADMINISTRATION = "/usr/local/sbin:/usr/sbin:/sbin";

    public SearchPath {
        folders = List.copyOf(folders);
    }

    /**
     * The folders of the variable {@code PATH}, then the administrator's. Relative ones are left
     * out: what runs must not depend on the working directory.
     */
    public static SearchPath of(Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", DEFAULT) + ":" + ADMINISTRATION;
        Set<Path> folders = new LinkedHashSet<>();
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (folder.startsWith("/")) {
                folders.add(Path.of(folder));
            }
        }
        return new SearchPath(new ArrayList<>(folders));
    }

    /**
     * The first executable file of that name; a name with a slash is a path and only checked.
     *
     * @param program a name or a path
     */
    public Optional<Path> find(String program) {
        return candidates(program).stream().filter(SearchPath::executable).findFirst();
    }

    /** The first file of that name that is there but may not be executed. */
    Optional<Path> findUnusable(String program) {
        return candidates(program).stream()
                .filter(file -> Files.exists(file) && !executable(file))
                .findFirst();
    }

    /** The value of the variable {@code PATH}. */
    @Override
    public String toString() {
        return folders.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    private List<Path> candidates(String program) {
        if (program.isEmpty()) {
            return List.of();
        }
        if (program.contains("/")) {
            return List.of(Path.of(program));
        }
        return folders.stream().map(folder -> folder.resolve(program)).toList();
    }

    private static boolean executable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
