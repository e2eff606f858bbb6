package org.imagefactory.console;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imagefactory.console.Question.Sureness;

/**
 * Recognises on a screen that an installer waits for a person: a prompt on the last line, or a
 * dialog with buttons. A window with a progress bar is none; neither is a question that something
 * was written below of.
 */
final class QuestionFinder {

    private static final int MAX_LINES = 16;
    private static final Pattern DASHES = Pattern.compile("-{3,}");
    private static final Pattern PERCENT = Pattern.compile("[0-9] ?%");

    /** tmux under anaconda, newt's explanation of the keys: at the bottom, below any prompt. */
    private static final Pattern FOOTER =
            Pattern.compile("\\[anaconda[0-9]*].*|.*<(?:Tab|F1)>.*;.*<.*|.*\\bF1 Help\\b.*");

    /** Buttons that a wizard has on every page, also on those where it works by itself. */
    private static final Set<String> WIZARD =
            Set.of(
                    "Help",
                    "Back",
                    "Abort",
                    "Next",
                    "Release Notes",
                    "Install",
                    "Finish",
                    "Done",
                    "Continue",
                    "Reboot Now",
                    "View full log");

    private QuestionFinder() {}

    /**
     * @param screen lines from top to bottom
     * @param installer that runs, where it is known
     */
    static Optional<Question> find(List<String> screen, Optional<InstallerFamily> installer) {
        List<String> lines = screen.stream().filter(line -> !isDecoration(line)).toList();
        return inDialog(lines, installer).or(() -> atPrompt(lines, installer));
    }

    private static boolean isDecoration(String line) {
        String text = line.strip();
        return RecentLines.isStatusLine(text) || FOOTER.matcher(text).matches();
    }

    private static Optional<Question> inDialog(
            List<String> lines, Optional<InstallerFamily> installer) {
        Optional<DialogBox> box = DialogBox.inFront(lines);
        if (box.isEmpty()) {
            return inWizard(lines, installer);
        }
        DialogBox dialog = box.get();
        if (dialog.showsProgress() || (!dialog.newt() && moves(dialog.text()))) {
            return Optional.empty();
        }
        InstallerFamily painter = dialog.newt() ? InstallerFamily.DEBIAN : InstallerFamily.YAST;
        return Optional.of(
                question(
                        installer.or(() -> Optional.of(painter)), sureness(dialog), dialog.text()));
    }

    private static Sureness sureness(DialogBox dialog) {
        if (dialog.newt()) {
            return Sureness.CERTAIN;
        }
        return WIZARD.containsAll(dialog.buttons()) ? Sureness.IF_IDLE : Sureness.LIKELY;
    }

    /** Pages of YaST and subiquity fill the screen; some have no frame. */
    private static Optional<Question> inWizard(
            List<String> lines, Optional<InstallerFamily> installer) {
        long buttons = DialogBox.buttons(lines).stream().filter(WIZARD::contains).count();
        String text = last(lines, MAX_LINES);
        return buttons < 2 || moves(text)
                ? Optional.empty()
                : Optional.of(question(installer, Sureness.IF_IDLE, text));
    }

    private static boolean moves(String text) {
        return PERCENT.matcher(text).find();
    }

    private static Optional<Question> atPrompt(
            List<String> lines, Optional<InstallerFamily> installer) {
        List<String> written = lines.stream().filter(line -> !line.isBlank()).toList();
        if (written.isEmpty()) {
            return Optional.empty();
        }
        return LinePrompt.find(written.get(written.size() - 1))
                .or(() -> wrapped(written))
                .map(
                        prompt ->
                                question(
                                        prompt.family().or(() -> installer),
                                        prompt.sureness(),
                                        last(written, start(written))));
    }

    /** A long prompt may go on in the next line; anaconda's does on 80 columns. */
    private static Optional<LinePrompt> wrapped(List<String> written) {
        int count = written.size();
        return LinePrompt.find(String.join(" ", written.subList(Math.max(0, count - 2), count)))
                .filter(prompt -> prompt.sureness() == Sureness.CERTAIN);
    }

    /** How many lines up debian-installer's heading is: a title with a row of dashes below it. */
    private static int start(List<String> written) {
        for (int i = written.size() - 1; i > 0 && written.size() - i < MAX_LINES; i--) {
            if (DASHES.matcher(written.get(i).strip()).matches()) {
                return written.size() - i;
            }
        }
        return MAX_LINES;
    }

    private static String last(List<String> lines, int count) {
        List<String> texts =
                lines.stream()
                        .map(DialogBox::withoutFrame)
                        .filter(line -> !line.isEmpty())
                        .toList();
        return String.join("\n", texts.subList(Math.max(0, texts.size() - count), texts.size()));
    }

    private static Question question(
            Optional<InstallerFamily> family, Sureness sureness, String text) {
        Optional<String> template =
                family.filter(InstallerFamily.DEBIAN::equals)
                        .flatMap(debian -> DebianTemplates.of(text));
        return new Question(family, sureness, text, template);
    }
}
