package org.imagefactory.console;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds progress in the pieces of text that installers write.
 *
 * <ul>
 *   <li>debian-installer, text front end: {@code Title ... 2%... 95%}; after a redraw of the screen
 *       it goes on with {@code ... 96%} where it had stopped, which may be right behind the title
 *   <li>anaconda and YaST: {@code Installing foo (12/345)}
 *   <li>anything that wants to be understood: {@code image-factory: progress PHASE 42%}
 * </ul>
 */
final class ProgressParser {

    private static final int MAX_PHASE = 60;
    private static final int MAX_TITLE = 200;

    private static final Pattern TITLED =
            Pattern.compile("(\\S.{0,200}?)[ .]* \\.\\.\\. ([0-9]{1,3})%.*");
    private static final Pattern CONTINUED = Pattern.compile("\\.\\.\\. ([0-9]{1,3})%.*");
    private static final Pattern LAST_PERCENT = Pattern.compile("([0-9]{1,3})%(?!.*[0-9]%)");
    private static final Pattern SAID =
            Pattern.compile("image-factory: progress (\\S.{0,200}?) ([0-9]{1,3})%");
    private static final Pattern COUNTED =
            Pattern.compile(
                    "(?:.*\\s)?(Installing|Downloading|Verifying|Upgrading|Configuring|Retrieving)"
                            + "\\b.*\\(([0-9]{1,6})/([0-9]{1,6})\\).*");

    private @Nullable String phase;
    private int percent = -1;

    /** What may be a title whose percentages come behind the screen's status line. */
    private @Nullable String title;

    private boolean interrupted;

    /**
     * @param text a piece, finished or not
     * @return news; empty where the piece tells nothing, or nothing more than is known
     */
    Optional<Progress> parse(String text) {
        String piece = text.strip();
        Matcher said = SAID.matcher(piece);
        if (said.matches()) {
            return news(said.group(1), Integer.parseInt(said.group(2)));
        }
        Matcher continued = CONTINUED.matcher(piece);
        if (continued.matches()) {
            return continued(Integer.parseInt(continued.group(1)), lastPercent(piece));
        }
        Matcher titled = TITLED.matcher(piece);
        if (titled.matches()) {
            return news(title(titled.group(1)), lastPercent(piece));
        }
        Matcher counted = COUNTED.matcher(piece);
        if (counted.matches()) {
            int total = Math.max(1, Integer.parseInt(counted.group(3)));
            int done = Math.min(total, Integer.parseInt(counted.group(2)));
            return news(counted.group(1) + " packages", done * 100 / total);
        }
        return Optional.empty();
    }

    private Optional<Progress> continued(int first, int last) {
        if (title != null && interrupted && (phase == null || first <= percent)) {
            return news(title(title), last);
        }
        return phase == null ? Optional.empty() : news(phase, last);
    }

    /** A piece has come to its end, and was {@linkplain #parse parsed}. */
    void ended(String text) {
        String piece = text.strip();
        if (RecentLines.isStatusLine(piece)) {
            interrupted = true;
        } else if (!piece.isEmpty()) {
            boolean mayBeTitle = piece.length() <= MAX_TITLE && !piece.contains("%");
            title = mayBeTitle ? piece : null;
            interrupted = false;
        }
    }

    /** Whether a piece of text names a phase and how far it has come. */
    static boolean namesPhase(String text) {
        String piece = text.strip();
        return SAID.matcher(piece).matches()
                || TITLED.matcher(piece).matches()
                || COUNTED.matcher(piece).matches();
    }

    private Optional<Progress> news(String newPhase, int newPercent) {
        boolean same = newPhase.equals(phase);
        if (newPercent > 100 || (same && newPercent <= percent)) {
            return Optional.empty();
        }
        phase = newPhase;
        percent = newPercent;
        return Optional.of(new Progress(newPhase, newPercent));
    }

    private static int lastPercent(String piece) {
        Matcher matcher = LAST_PERCENT.matcher(piece);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static String title(String text) {
        String title = text.replaceFirst("; please wait$", "").strip();
        return title.length() <= MAX_PHASE ? title : title.substring(0, MAX_PHASE - 1) + "…";
    }
}
