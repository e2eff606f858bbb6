package org.imagefactory.lint;

import org.imagefactory.error.PrintableText;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.LintRule;

/**
 * One place where a rule is broken.
 *
 * @param rule that is broken
 * @param path of the file in the guest, or name of a partition; odd characters are escaped
 * @param text what is wrong, in one line without control characters
 */
public record LintFinding(LintRule rule, String path, String text) {

    public LintFinding {
        path = PrintableText.exact(path);
        text = PrintableText.exact(text);
    }

    /** The rule's name as the configuration spells it. */
    public String ruleName() {
        return Choice.name(rule);
    }

    /** {@code RULE: PATH: TEXT}. */
    @Override
    public String toString() {
        return "%s: %s: %s".formatted(ruleName(), path, text);
    }
}
