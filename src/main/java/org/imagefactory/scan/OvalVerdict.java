package org.imagefactory.scan;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.imagefactory.scan.Installed.Present;

/**
 * What comes of a test, or of several.
 *
 * @param holds empty where nobody can say; then it makes no difference to the others
 * @param matches the packages that are vulnerable, if it holds
 * @param conditional whether that depends on something that nobody can say
 */
record OvalVerdict(Optional<Boolean> holds, List<Match> matches, boolean conditional) {

    /** A vulnerable package, and the version that is not; empty for none. */
    record Match(Present present, String fixed) {}

    static final OvalVerdict UNANSWERED = new OvalVerdict(Optional.empty(), List.of(), false);

    /** It depends on a module of packages, of which a list of packages does not tell. */
    static final OvalVerdict ON_CONDITION = new OvalVerdict(Optional.empty(), List.of(), true);

    static final OvalVerdict NO = new OvalVerdict(Optional.of(false), List.of(), false);

    static OvalVerdict yes(List<Match> matches) {
        return new OvalVerdict(Optional.of(true), matches, false);
    }

    /** The opposite has nothing to show. */
    OvalVerdict not() {
        return new OvalVerdict(holds.map(held -> !held), List.of(), conditional);
    }

    static OvalVerdict all(List<OvalVerdict> parts) {
        if (parts.stream().anyMatch(part -> part.is(false))) {
            return NO;
        }
        return joined(parts, part -> true);
    }

    static OvalVerdict any(List<OvalVerdict> parts) {
        if (parts.stream().noneMatch(part -> part.is(true))) {
            boolean no = parts.stream().anyMatch(part -> part.is(false)) || parts.isEmpty();
            return no ? NO : joined(parts, part -> true);
        }
        return joined(parts, part -> part.is(true));
    }

    private static OvalVerdict joined(List<OvalVerdict> parts, Predicate<OvalVerdict> counts) {
        List<OvalVerdict> counting = parts.stream().filter(counts).toList();
        Stream<Match> matches = counting.stream().flatMap(part -> part.matches().stream());
        boolean answered = counting.stream().anyMatch(part -> part.is(true));
        return new OvalVerdict(
                answered ? Optional.of(true) : Optional.empty(),
                matches.distinct().toList(),
                counting.stream().anyMatch(OvalVerdict::conditional));
    }

    boolean is(boolean value) {
        return holds.filter(held -> held == value).isPresent();
    }
}
