package org.imagefactory.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.manifest.PackageChange.Kind;

/** Compares two package lists. */
final class PackageChanges {

    private static final Comparator<PackageChange> ORDER =
            Comparator.comparing(PackageChange::kind)
                    .thenComparing(PackageChange::name, PackageLine::compareBytes)
                    .thenComparing(PackageChange::oldVersion)
                    .thenComparing(PackageChange::newVersion);

    private final Comparator<String> versions;
    private final List<PackageChange> changes = new ArrayList<>();

    private PackageChanges(Comparator<String> versions) {
        this.versions = versions;
    }

    /** Everything that differs, by kind and name. */
    static List<PackageChange> between(List<PackageLine> before, List<PackageLine> after) {
        PackageChanges changes = new PackageChanges(PackageFormat.of(after).versions());
        Map<String, List<PackageLine>> old = byName(before);
        Map<String, List<PackageLine>> now = byName(after);
        Set<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            changes.compare(old.getOrDefault(name, List.of()), now.getOrDefault(name, List.of()));
        }
        changes.changes.sort(ORDER);
        return List.copyOf(changes.changes);
    }

    private static Map<String, List<PackageLine>> byName(List<PackageLine> lines) {
        return lines.stream().collect(Collectors.groupingBy(PackageLine::name));
    }

    /** All packages of one name: mostly one, but several kernels or architectures may be there. */
    private void compare(List<PackageLine> before, List<PackageLine> after) {
        Set<String> architectures =
                Stream.concat(before.stream(), after.stream())
                        .map(PackageLine::architecture)
                        .collect(Collectors.toCollection(TreeSet::new));
        boolean ambiguous = architectures(before) > 1 || architectures(after) > 1;
        List<PackageLine> gone = without(before, after);
        List<PackageLine> come = without(after, before);
        for (String architecture : architectures) {
            pair(only(gone, architecture), only(come, architecture), gone, come, ambiguous);
        }
        // a package that is now built for another architecture, or for all
        pair(List.copyOf(gone), List.copyOf(come), gone, come, ambiguous);
        for (PackageLine line : gone) {
            changes.add(
                    new PackageChange(Kind.REMOVED, label(line, ambiguous), line.version(), ""));
        }
        for (PackageLine line : come) {
            changes.add(new PackageChange(Kind.ADDED, label(line, ambiguous), "", line.version()));
        }
    }

    /** One package in place of one other: a change of version. */
    private void pair(
            List<PackageLine> old,
            List<PackageLine> now,
            List<PackageLine> gone,
            List<PackageLine> come,
            boolean ambiguous) {
        if (old.size() != 1 || now.size() != 1) {
            return;
        }
        String from = old.get(0).version();
        String to = now.get(0).version();
        int direction = versions.compare(from, to);
        if (from.equals(to)) {
            return;
        }
        gone.remove(old.get(0));
        come.remove(now.get(0));
        changes.add(
                new PackageChange(
                        direction > 0 ? Kind.DOWNGRADED : Kind.UPGRADED,
                        label(now.get(0), ambiguous),
                        from,
                        to));
    }

    private static List<PackageLine> without(List<PackageLine> lines, List<PackageLine> others) {
        Set<PackageLine> known = new HashSet<>(others);
        return lines.stream()
                .filter(line -> !known.contains(line))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<PackageLine> only(List<PackageLine> lines, String architecture) {
        return lines.stream().filter(line -> line.architecture().equals(architecture)).toList();
    }

    private static long architectures(List<PackageLine> lines) {
        return lines.stream().map(PackageLine::architecture).distinct().count();
    }

    private static String label(PackageLine line, boolean ambiguous) {
        return ambiguous ? line.name() + ":" + line.architecture() : line.name();
    }
}
