package org.imagefactory.console;

/**
 * An installation that cannot come to a good end any more, by the guest's own words.
 *
 * @param family who said it
 * @param text what was said, without control characters, at most 300 characters
 * @param meaning what it means for the person who builds the image, and what to do
 * @param answerable whether the installer offers a person to try again or to go on without
 */
public record ConsoleFailure(
        InstallerFamily family, String text, String meaning, boolean answerable) {

    private static final int MAX_TEXT = 300;

    public ConsoleFailure {
        text = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
    }

    /** What the answer file itself reported. */
    static ConsoleFailure reported(String reason) {
        return new ConsoleFailure(
                InstallerFamily.ANSWER_FILE, reason, InstallerFamily.ANSWER_FILE.advice(), false);
    }

    /** One sentence: who, and what. */
    public String message() {
        return family.title() + ": " + text;
    }
}
