package org.imagefactory.console;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words by which an installation shows that it failed.
 *
 * @param family who says them
 * @param words found anywhere in a piece of text, in its case
 * @param onlyWhenRunning the words are too common to count before the family has introduced itself
 * @param answerable the words stand in a dialog from which a person could go on
 * @param meaning why this is the end, and what to do
 */
record FailurePattern(
        InstallerFamily family,
        Pattern words,
        boolean onlyWhenRunning,
        boolean answerable,
        String meaning) {

    /** Words that are fatal wherever they come up. */
    static FailurePattern fatal(InstallerFamily family, String words, String meaning) {
        return new FailurePattern(family, Pattern.compile(words), false, false, meaning);
    }

    /** Words that are fatal once the installer runs. */
    static FailurePattern fatalIn(InstallerFamily family, String words, String meaning) {
        return new FailurePattern(family, Pattern.compile(words), true, false, meaning);
    }

    /** Words of a dialog that waits for a person. */
    static FailurePattern dialog(InstallerFamily family, String words, String meaning) {
        return new FailurePattern(family, Pattern.compile(words), false, true, meaning);
    }

    /** The failure, if a piece of text tells it; from the words to the end of the piece. */
    Optional<ConsoleFailure> in(String text) {
        Matcher matcher = words.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String said = DialogBox.withoutFrame(text.substring(matcher.start()));
        return Optional.of(new ConsoleFailure(family, said, meaning, answerable));
    }
}
