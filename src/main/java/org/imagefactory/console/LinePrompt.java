package org.imagefactory.console;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imagefactory.console.Question.Sureness;

/**
 * A line behind which the cursor waits for an answer.
 *
 * @param family who asks so; empty where many do
 * @param sureness that it is a question
 * @param line matches the whole line, without blanks around it
 */
record LinePrompt(Optional<InstallerFamily> family, Sureness sureness, Pattern line) {

    private static final List<LinePrompt> ALL =
            List.of(
                    // cdebconf's text front end
                    of(InstallerFamily.DEBIAN, Sureness.CERTAIN, "Prompt: .*(?:help|default=).*>"),
                    of(InstallerFamily.DEBIAN, Sureness.CERTAIN, "Prompt:.*>"),
                    of(InstallerFamily.DEBIAN, Sureness.CERTAIN, "\\[Press enter to (?:.*)]"),
                    // simpleline, the text user interface of anaconda
                    of(
                            InstallerFamily.ANACONDA,
                            Sureness.CERTAIN,
                            ".*'[a-z]' to (?:quit|continue|begin installation|help|refresh"
                                    + "|return)\\b.*"),
                    of(
                            InstallerFamily.ANACONDA,
                            Sureness.CERTAIN,
                            "Please (?:make (?:a selection|your choice) from (?:the )?above"
                                    + "|respond 'yes' or 'no').*"),
                    of(InstallerFamily.ANACONDA, Sureness.LIKELY, "Press ENTER to continue:?"),
                    // subiquity on a console where autoinstall was not confirmed
                    of(
                            InstallerFamily.SUBIQUITY,
                            Sureness.CERTAIN,
                            "Continue with autoinstall\\? \\(yes\\|no\\)"),
                    // linuxrc in line mode: a numbered list, then this
                    of(
                            InstallerFamily.YAST,
                            Sureness.IF_IDLE,
                            "(?:\\[[^\\]]{1,70}]|[^:]{1,60}:)?>"),
                    any(
                            Sureness.LIKELY,
                            ".*[\\[(](?:y|yes|Y|Yes) ?[/|] ?(?:n|no|N|No)[\\])] ?[:?>]?"),
                    any(
                            Sureness.LIKELY,
                            "(?i).*\\b(?:press|hit) (?:the )?[\\[<']?(?:enter|return|any key|a key)\\b.*"),
                    any(
                            Sureness.LIKELY,
                            "(?i)(?:enter |new |root )?pass(?:word|phrase)[^:]{0,40}:"),
                    // A live system has a login prompt while its installer works behind it.
                    any(Sureness.IF_IDLE, "[\\w.()-]{1,64} login:"),
                    // shells: of the installer, of an initial file system, of boot loader, firmware
                    any(Sureness.IF_IDLE, "(?:[\\w.-]*[\\w@.:~/ -]{0,60}|\\[[^\\]]{1,70}])[#$]"),
                    any(Sureness.IF_IDLE, "grub(?: rescue)?>|Shell>|boot:|\\(initramfs\\)"));

    private static LinePrompt of(InstallerFamily family, Sureness sureness, String line) {
        return new LinePrompt(Optional.of(family), sureness, Pattern.compile(line));
    }

    private static LinePrompt any(Sureness sureness, String line) {
        return new LinePrompt(Optional.empty(), sureness, Pattern.compile(line));
    }

    /** The prompt that this line is. */
    static Optional<LinePrompt> find(String text) {
        String stripped = text.strip();
        return ALL.stream().filter(prompt -> prompt.line.matcher(stripped).matches()).findFirst();
    }
}
