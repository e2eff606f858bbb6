package org.imagefactory.freshness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.report.Component;

/** What is different between what a build was made from and what there is now. */
final class Comparison {

    private static final Comparator<Component> ORDER =
            Comparator.comparing(Component::kind).thenComparing(Component::name);

    private final Map<Component, String> before = new HashMap<>();
    private final List<Change> unreadable = new ArrayList<>();

    /**
     * @param build with what it was made from
     */
    Comparison(BuildRecord build) {
        build.inputs()
                .forEach(
                        (key, digest) -> {
                            Optional<Component> component = Component.parse(key);
                            component.ifPresent(known -> before.put(known, digest));
                            if (component.isEmpty()) {
                                unreadable.add(new Change(key, Change.Kind.GONE, ""));
                            }
                        });
    }

    /** What the build was made from, as far as this version of the program knows it. */
    Set<Component> remembered() {
        return Set.copyOf(before.keySet());
    }

    /** What this version of the program does not know, and so does not use. */
    List<Change> unreadable() {
        return List.copyOf(unreadable);
    }

    /**
     * Compares the components of some kinds.
     *
     * @param now their digests
     * @param unknown components whose digest is not to be had, with the reason
     */
    List<Change> of(
            Set<Component.Kind> kinds, Map<Component, String> now, Map<Component, String> unknown) {
        Set<Component> all = new TreeSet<>(ORDER);
        all.addAll(now.keySet());
        all.addAll(unknown.keySet());
        all.addAll(before.keySet());
        List<Change> changes = new ArrayList<>();
        for (Component component : all) {
            if (kinds.contains(component.kind())) {
                compare(component, now, unknown).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private Optional<Change> compare(
            Component component, Map<Component, String> now, Map<Component, String> unknown) {
        String reason = unknown.getOrDefault(component, "");
        if (unknown.containsKey(component)) {
            return Optional.of(new Change(component.toString(), Change.Kind.UNKNOWN, reason));
        }
        if (!now.containsKey(component)) {
            return Optional.of(Change.of(component, Change.Kind.GONE));
        }
        if (!before.containsKey(component)) {
            return Optional.of(Change.of(component, Change.Kind.NEW));
        }
        boolean same = now.getOrDefault(component, "").equals(before.get(component));
        return same ? Optional.empty() : Optional.of(Change.of(component, Change.Kind.CHANGED));
    }
}
