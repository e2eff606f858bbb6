package org.imagefactory.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which installed package needs which others. Of alternatives, the first one that is there counts;
 * what nothing installed answers to is left out.
 */
final class DependencyGraph {

    private final List<InstalledPackage> packages;
    private final Map<String, List<InstalledPackage>> named = new HashMap<>();
    private final Map<String, List<InstalledPackage>> provided = new HashMap<>();

    DependencyGraph(List<InstalledPackage> packages) {
        this.packages = packages;
        for (InstalledPackage installed : packages) {
            add(named, installed.line().name(), installed);
            installed.relations().provides().forEach(name -> add(provided, name, installed));
        }
    }

    /** In the order of the package list; without packages that need no other. */
    Map<InstalledPackage, List<InstalledPackage>> all() {
        Map<InstalledPackage, List<InstalledPackage>> all = new LinkedHashMap<>();
        for (InstalledPackage installed : packages) {
            NavigableSet<InstalledPackage> needed =
                    new TreeSet<>(Comparator.comparing(InstalledPackage::line));
            installed
                    .relations()
                    .requires()
                    .forEach(clause -> first(clause, installed).ifPresent(needed::add));
            needed.remove(installed);
            if (!needed.isEmpty()) {
                all.put(installed, List.copyOf(needed));
            }
        }
        return all;
    }

    private Optional<InstalledPackage> first(String alternatives, InstalledPackage needing) {
        return Stream.of(alternatives.split("\\|"))
                .flatMap(name -> find(name, needing).stream())
                .findFirst();
    }

    private Optional<InstalledPackage> find(String name, InstalledPackage needing) {
        List<InstalledPackage> candidates =
                named.getOrDefault(name, provided.getOrDefault(name, List.of()));
        String architecture = needing.line().architecture();
        // a package of another architecture only where there is no other
        return candidates.stream()
                .filter(one -> one.line().architecture().equals(architecture))
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }

    private static void add(
            Map<String, List<InstalledPackage>> index, String name, InstalledPackage installed) {
        index.computeIfAbsent(name, key -> new ArrayList<>()).add(installed);
    }
}
