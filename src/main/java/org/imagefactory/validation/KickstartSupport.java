package org.imagefactory.validation;

import java.util.Optional;
import java.util.Set;

/**
 * Which releases know a command or an option.
 *
 * @param known do; with those that deprecated or removed it
 * @param deprecated still take it, but it is out of date
 * @param removed stop at it
 * @param instead what to write; empty for nothing
 */
record KickstartSupport(
        Set<KickstartRelease> known,
        Set<KickstartRelease> deprecated,
        Set<KickstartRelease> removed,
        String instead) {

    private static final Set<KickstartRelease> ALL = Set.of(KickstartRelease.values());

    /** Every release knows it. */
    static final KickstartSupport EVERYWHERE = new KickstartSupport(ALL, Set.of(), Set.of(), "");

    KickstartSupport {
        known = Set.copyOf(known);
        deprecated = Set.copyOf(deprecated);
        removed = Set.copyOf(removed);
    }

    /** Whether a release, or any where none is told, has heard of it. */
    boolean isKnown(Optional<KickstartRelease> release) {
        return release.map(known::contains).orElse(true);
    }

    /** Whether it can be used, out of date or not. */
    boolean isLeft(Optional<KickstartRelease> release) {
        return isKnown(release) && !holds(removed, release);
    }

    /**
     * What is wrong with using it; empty if nothing is.
     *
     * @param what is used, for the message
     * @param release empty: what all releases find wrong
     */
    Optional<Complaint> complaint(int line, String what, Optional<KickstartRelease> release) {
        String where = release.map(KickstartRelease::title).orElse("any known release");
        String advice = instead.isEmpty() ? "leave it out" : "use " + instead;
        if (!isKnown(release)) {
            return Optional.of(
                    Complaint.error(line, "%s does not exist in %s".formatted(what, where)));
        }
        if (holds(removed, release)) {
            return Optional.of(
                    Complaint.error(
                            line,
                            "%s does not exist any more in %s: %s".formatted(what, where, advice)));
        }
        return holds(deprecated, release)
                ? Optional.of(
                        Complaint.warning(
                                line, "%s is out of date in %s: %s".formatted(what, where, advice)))
                : Optional.empty();
    }

    private static boolean holds(
            Set<KickstartRelease> releases, Optional<KickstartRelease> release) {
        return release.map(releases::contains).orElse(releases.equals(ALL));
    }
}
