package org.imagefactory.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads dpkg's list of packages, which has a paragraph of fields for each: see deb-control(5) and
 * dpkg(1).
 */
final class DpkgStatus {

    private static final String PACKAGE = "package";
    private static final String STATUS = "status";
    private static final String VERSION = "version";
    private static final String SOURCE = "source";
    private static final String PRE_DEPENDS = "pre-depends";
    private static final String DEPENDS = "depends";
    private static final String MULTI_ARCH = "multi-arch";
    private static final String PROVIDES = "provides";
    private static final Set<String> NEEDED =
            Set.of(
                    PACKAGE,
                    STATUS,
                    VERSION,
                    SOURCE,
                    "architecture",
                    MULTI_ARCH,
                    "maintainer",
                    "homepage",
                    PRE_DEPENDS,
                    DEPENDS,
                    PROVIDES);

    /** The last word is what is; the first two are what shall be, and whether dpkg is content. */
    private static final Pattern INSTALLED = Pattern.compile("\\S+\\s+\\S+\\s+installed");

    private static final Pattern SOURCE_VERSION = Pattern.compile("(\\S+)\\s+\\((\\S+)\\)");

    private final PackageCollector packages;
    private final boolean stateNeeded;

    /**
     * @param packages takes what is installed
     * @param stateNeeded whether a paragraph without a state is a package that is not installed
     */
    DpkgStatus(PackageCollector packages, boolean stateNeeded) {
        this.packages = packages;
        this.stateNeeded = stateNeeded;
    }

    void read(Path file) throws IOException, PackageDatabaseException {
        Map<String, String> fields = new HashMap<>();
        try (LineReader reader = new LineReader(file)) {
            for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
                if (line.get().isBlank()) {
                    add(fields);
                    fields.clear();
                } else {
                    field(line.get(), fields);
                }
            }
        }
        add(fields);
    }

    /** Every field that is needed stands on one line; the lines of longer ones start blank. */
    private static void field(String line, Map<String, String> fields) {
        int colon = line.indexOf(':');
        if (colon <= 0 || Character.isWhitespace(line.charAt(0))) {
            return;
        }
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        if (NEEDED.contains(name)) {
            fields.put(name, line.substring(colon + 1).strip());
        }
    }

    private void add(Map<String, String> fields) throws PackageDatabaseException {
        if (fields.isEmpty() || !isInstalled(fields)) {
            return;
        }
        String name = fields.getOrDefault(PACKAGE, "");
        String version = fields.getOrDefault(VERSION, "");
        String source = fields.getOrDefault(SOURCE, name);
        Matcher matcher = SOURCE_VERSION.matcher(source);
        boolean differs = matcher.matches();
        packages.add(
                new InstalledPackage(
                        new PackageLine(name, version, fields.getOrDefault("architecture", "")),
                        differs
                                ? new SourcePackage(matcher.group(1), matcher.group(2))
                                : new SourcePackage(source, version),
                        fields.getOrDefault("maintainer", ""),
                        fields.getOrDefault("homepage", ""),
                        List.of(),
                        relations(fields),
                        fields.getOrDefault(MULTI_ARCH, "").equals("same")));
    }

    private static Relations relations(Map<String, String> fields) {
        List<String> requires = new ArrayList<>(names(fields.getOrDefault(PRE_DEPENDS, "")));
        requires.addAll(names(fields.getOrDefault(DEPENDS, "")));
        return new Relations(requires, names(fields.getOrDefault(PROVIDES, "")));
    }

    /** {@code libc6 (>= 2.38), debconf:any | cdebconf} without versions and architectures. */
    private static List<String> names(String field) {
        return Stream.of(field.split(",")).map(DpkgStatus::alternatives).toList();
    }

    private static String alternatives(String clause) {
        return Stream.of(clause.split("\\|"))
                .map(String::strip)
                .map(one -> one.split("[\\s(:\\[]", 2)[0])
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining("|"));
    }

    private boolean isInstalled(Map<String, String> fields) {
        String state = fields.get(STATUS);
        return state == null ? !stateNeeded : INSTALLED.matcher(state).matches();
    }
}
