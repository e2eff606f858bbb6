package org.imagefactory.netboot.verify;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imagefactory.error.PrintableText;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.InstallerSource.BootPaths;

/**
 * What the {@code .treeinfo} of an installation tree says: of productmd's form, and of the older
 * ones, which have fewer sections.
 */
public final class TreeInfo {

    private static final String ADVICE =
            "look at it with a browser: the tree may be half-mirrored, or a log-in page be in the"
                    + " way; or use another tree";

    private static final String IMAGES = "images-";
    private static final int LONGEST_PATH = 1000;

    /** Below the tree, and the same in an address as in a folder. */
    private static final Pattern PATH =
            Pattern.compile("(?!\\.\\.?(?:/|$))[\\w.+~@=,-]+(?:/(?!\\.\\.?(?:/|$))[\\w.+~@=,-]+)*");

    private final Map<String, Map<String, String>> sections = new HashMap<>();

    private TreeInfo() {}

    /**
     * @param text as {@link DocumentText} bounds it
     * @throws VerificationException it says two things about one
     */
    public static TreeInfo parse(String text) throws VerificationException {
        TreeInfo info = new TreeInfo();
        Map<String, String> section = new HashMap<>();
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            if (line.startsWith("[") && line.endsWith("]")) {
                String name = line.substring(1, line.length() - 1);
                section = info.sections.computeIfAbsent(name, key -> new HashMap<>());
            } else if (!line.startsWith("#") && !line.startsWith(";")) {
                add(section, line);
            }
        }
        return info;
    }

    private static void add(Map<String, String> section, String line) throws VerificationException {
        int end = line.indexOf('=');
        if (end > 0) {
            String key = line.substring(0, end).strip().toLowerCase(Locale.ROOT);
            String value = line.substring(end + 1).strip();
            String before = section.putIfAbsent(key, value);
            if (before != null && !before.equals(value)) {
                throw damaged("it says two things about '%s'".formatted(PrintableText.exact(key)));
            }
        }
    }

    /**
     * Where kernel and initrd are, below the tree.
     *
     * @throws VerificationException it is for other processors, names none, or one that is
     *     elsewhere
     */
    public BootPaths boot(Architecture arch) throws VerificationException {
        Optional<String> other =
                Stream.of("tree", "general")
                        .flatMap(name -> value(name, "arch").stream())
                        .filter(name -> !name.equals(arch.machine()))
                        .findFirst();
        if (other.isPresent()) {
            throw VerificationException.of(
                    "the tree is for %s, not for %s"
                            .formatted(PrintableText.exact(other.get()), arch.machine()),
                    "give the address of the tree for " + arch.machine());
        }
        return new BootPaths(path(arch, "kernel"), path(arch, "initrd"));
    }

    /** Whether it lists digests at all; that is up to whoever made the tree. */
    public boolean listsDigests() {
        return !sections.getOrDefault("checksums", Map.of()).isEmpty();
    }

    private String path(Architecture arch, String key) throws VerificationException {
        String section = IMAGES + arch.machine();
        String path =
                value(section, key)
                        .orElseThrow(
                                () -> damaged("it names no %s in [%s]".formatted(key, section)));
        if (path.length() > LONGEST_PATH || !PATH.matcher(path).matches()) {
            throw damaged(
                    "the %s in [%s] is no path below the tree: '%s'"
                            .formatted(key, section, PrintableText.exact(path)));
        }
        return path;
    }

    private Optional<String> value(String section, String key) {
        return Optional.ofNullable(sections.getOrDefault(section, Map.of()).get(key))
                .filter(text -> !text.isEmpty());
    }

    private static VerificationException damaged(String problem) {
        return VerificationException.of(problem, ADVICE);
    }
}
