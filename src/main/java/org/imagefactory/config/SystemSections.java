package org.imagefactory.config;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Choice;

/**
 * Finds the section that a system is installed by. The names are those that templates have for
 * systems; upper and lower case are the same.
 *
 * <p>A section for the very version comes before one for the version that it is a minor version of,
 * and that before one for all versions. Of equals one that sets {@code arch} itself comes before
 * one that takes any, and then the last that was read: a user's own section needs only to stand
 * behind the others.
 */
public final class SystemSections {

    private final Layers layers;

    /**
     * @param layers what the user wrote
     */
    public SystemSections(Layers layers) {
        this.layers = layers;
    }

    /** How well a section fits. */
    private enum Fit {
        ALL_VERSIONS,
        MAJOR_VERSION,
        VERSION
    }

    private record Candidate(String section, Fit fit, boolean ownArch) {

        static final Comparator<Candidate> WORST_FIRST =
                Comparator.comparing(Candidate::fit).thenComparing(Candidate::ownArch);
    }

    /**
     * The name of the section.
     *
     * @param name of the system, such as {@code Debian}
     * @param version of the system
     * @throws ConfigurationException there is none; the message tells which systems there are
     */
    public String find(String name, String version, Architecture arch)
            throws ConfigurationException {
        return layers.images().stream()
                .flatMap(section -> candidate(section, name, version, arch).stream())
                .sorted(Candidate.WORST_FIRST) // stable: the last of the best is the last one read
                .reduce((worse, better) -> better)
                .map(Candidate::section)
                .orElseThrow(() -> unknown("%s %s (%s)".formatted(name, version, arch.machine())));
    }

    /**
     * Every system that there is a section for, with its versions: {@code Debian 12, 13}; in the
     * order of the files.
     */
    public List<String> known() {
        Map<String, Set<String>> systems = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, String> inOrder = new LinkedHashMap<>();
        for (String section : layers.images()) {
            for (String name : list(section, SystemKeys.OS_NAME)) {
                systems.computeIfAbsent(name, n -> new LinkedHashSet<>())
                        .addAll(list(section, SystemKeys.OS_VERSION));
                inOrder.putIfAbsent(lower(name), name);
            }
        }
        return inOrder.values().stream()
                .map(name -> name + " " + String.join(", ", systems.getOrDefault(name, Set.of())))
                .map(String::strip)
                .toList();
    }

    private Optional<Candidate> candidate(
            String section, String name, String version, Architecture arch) {
        boolean named = list(section, SystemKeys.OS_NAME).stream().anyMatch(name::equalsIgnoreCase);
        Optional<RawValue> own = ownArch(section);
        boolean fitting = own.isEmpty() || own.get().text().equalsIgnoreCase(Choice.name(arch));
        return named && fitting
                ? fit(list(section, SystemKeys.OS_VERSION), version)
                        .map(fit -> new Candidate(section, fit, own.isPresent()))
                : Optional.empty();
    }

    /** What stands in {@code [DEFAULT]} holds where nobody says anything else; a template does. */
    private Optional<RawValue> ownArch(String section) {
        String key = SystemKeys.ARCH.name();
        return Optional.ofNullable(layers.configuration().section(section).get(key))
                .filter(value -> !value.text().isEmpty());
    }

    private static Optional<Fit> fit(List<String> versions, String version) {
        if (versions.isEmpty()) {
            return Optional.of(Fit.ALL_VERSIONS);
        }
        if (versions.stream().anyMatch(version::equalsIgnoreCase)) {
            return Optional.of(Fit.VERSION);
        }
        boolean minor =
                versions.stream().anyMatch(major -> lower(version).startsWith(lower(major) + "."));
        return minor ? Optional.of(Fit.MAJOR_VERSION) : Optional.empty();
    }

    private List<String> list(String section, Key<List<String>> key) {
        return layers.names(section, key).orElse(List.of());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private ConfigurationException unknown(String system) {
        List<String> known = known();
        String advice =
                known.isEmpty()
                        ? "no section has os-name: /etc/image-factory.conf, or what"
                                + " IMAGE_FACTORY_CONFIG names, is missing or not the shipped one"
                        : "known are: %s; for others write a section with os-name and os-version"
                                .formatted(String.join("; ", known));
        return new ConfigurationException(
                "no section of the configuration is for " + system, advice);
    }
}
