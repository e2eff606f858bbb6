package org.imagefactory.console;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a guest says about its own end, as a line of its own on the serial console: {@code
 * image-factory: installation finished} or {@code image-factory: installation failed: REASON}. A
 * guest that was told a nonce says {@code image-factory NONCE: installation finished}, and nothing
 * else counts as its word then.
 *
 * <p>Before it may stand what a console puts there without being asked: a progress line that was
 * not finished, or the kernel's time stamp when the guest spoke through {@code /dev/kmsg}. Behind
 * it may stand the kernel's next message. Nothing else: a script that is shown while it runs
 * ({@code + echo image-factory: …}) or listed ({@code echo "image-factory: …"}) says nothing.
 */
final class Markers {

    private static final String BEFORE =
            "(?:.{0,600}(?:[0-9]%|\\.\\.\\.)\\s*"
                    + "|\\[ *[0-9]+\\.[0-9]+](?:\\[ *[TC][0-9]+])?:?\\s*)?";
    private static final String KERNEL_MESSAGE = "\\[ *[0-9]+\\.[0-9]{3,}].*";

    private static final Pattern FAILED =
            Pattern.compile(
                    BEFORE.replace("{0,600}", "{0,1999}")
                            + "image-factory: installation failed: *(\\S.{0,1000})");

    private final String finished;
    private final Pattern finishedLine;

    /** For a guest that was told this nonce, or none. */
    Markers(Optional<String> nonce) {
        finished =
                "image-factory%s: installation finished"
                        .formatted(nonce.map(" "::concat).orElse(""));
        finishedLine =
                Pattern.compile(
                        BEFORE + Pattern.quote(finished) + "\\s*(?:" + KERNEL_MESSAGE + ")?");
    }

    /** Whether a piece of text is the guest's word that the installation finished. */
    boolean finished(String piece) {
        return piece.contains(finished) && finishedLine.matcher(piece.strip()).matches();
    }

    /** The reason, if a piece of text is the guest's word that the installation failed. */
    static Optional<String> failed(String piece) {
        if (!piece.contains("image-factory: ")) {
            return Optional.empty();
        }
        Matcher matcher = FAILED.matcher(piece.strip());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
