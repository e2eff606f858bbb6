package org.imagefactory.console;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recognises failures in pieces of text and remembers which installers have shown up. The patterns
 * are English, as the installers are unless the answer file chooses another language.
 */
final class FailureFinder {

    private static final List<FailurePattern> PATTERNS =
            Stream.of(SystemFailures.ALL, DebianFailures.ALL, OtherInstallerFailures.ALL)
                    .flatMap(List::stream)
                    .toList();

    /** All patterns in one: almost every piece of text is none, and need be searched only once. */
    private static final Pattern ANY =
            Pattern.compile(
                    PATTERNS.stream()
                            .map(pattern -> "(?:" + pattern.words().pattern() + ")")
                            .collect(Collectors.joining("|")));

    private final Set<InstallerFamily> seen = EnumSet.noneOf(InstallerFamily.class);
    private @Nullable InstallerFamily last;

    /**
     * @param text a piece of text, or a line of the screen
     * @return the failure that it tells
     */
    Optional<ConsoleFailure> find(String text) {
        String said = text.strip();
        for (InstallerFamily family : InstallerFamily.values()) {
            if (!seen.contains(family) && family.introducedBy(said)) {
                seen.add(family);
                last = family;
            }
        }
        if (!ANY.matcher(said).find()) {
            return Optional.empty();
        }
        return PATTERNS.stream()
                .filter(pattern -> !pattern.onlyWhenRunning() || seen.contains(pattern.family()))
                .flatMap(pattern -> pattern.in(said).stream())
                .findFirst();
    }

    /** The installer that introduced itself last. */
    Optional<InstallerFamily> installer() {
        return Optional.ofNullable(last);
    }
}
