package org.imagefactory.aeolus;

import java.io.PrintStream;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.tdl.InvalidTemplateException;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateReader;
import org.imagefactory.tdl.TemplateRules;
import org.imagefactory.terminal.Screen;
import org.imagefactory.tinman.Resolution;
import org.imagefactory.tinman.TemplateResolver;
import org.imagefactory.tinman.TemplateView;
import org.imagefactory.tinman.Wishes;

/** Shows what a template would be built of, and with which values. */
final class TemplateShow {

    private final Inputs inputs;
    private final TemplateRules rules;
    private final Answers answers;
    private final PrintStream out;
    private final Screen screen;

    TemplateShow(
            Inputs inputs, TemplateRules rules, Answers answers, PrintStream out, Screen screen) {
        this.inputs = inputs;
        this.rules = rules;
        this.answers = answers;
        this.out = out;
        this.screen = screen;
    }

    /**
     * @param file with the template, as the user names it
     * @return the exit status
     * @throws BuildException it cannot be read, or no section is for its system
     */
    int run(String file, TemplateResolver resolver) throws BuildException {
        Template template;
        try {
            template = TemplateReader.read(inputs.template(file), rules);
        } catch (InvalidTemplateException e) {
            e.faults().forEach(fault -> tell("%s: %s".formatted(file, fault)));
            return Ending.INVALID.code();
        }
        Resolution resolution = resolver.resolve(template, Wishes.of(file));
        TemplateView view = new TemplateView(resolution, template, file);
        if (answers.isJson()) {
            answers.document(view.fields());
        } else {
            resolution.warnings().forEach(warning -> tell("warning: " + warning));
            out.print(view.text());
            out.flush();
        }
        return Ending.DONE.code();
    }

    private void tell(String line) {
        screen.print(CommandTree.PROGRAM + ": " + PrintableText.of(line) + "\n");
    }
}
