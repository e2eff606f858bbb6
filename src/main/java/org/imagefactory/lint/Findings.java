package org.imagefactory.lint;

import java.util.ArrayList;
import java.util.List;
import org.imagefactory.spec.LintRule;

/** Collects what the check of one rule finds. A guest cannot make the list endless. */
final class Findings {

    private static final int MOST = 50;
    private static final int LONGEST_QUOTE = 100;

    private final LintRule rule;
    private final List<LintFinding> list = new ArrayList<>();

    Findings(LintRule rule) {
        this.rule = rule;
    }

    /** Takes note of a finding, unless it is known already. */
    void add(String path, String text) {
        LintFinding finding = new LintFinding(rule, path, text);
        if (list.contains(finding) || list.size() > MOST) {
            return;
        }
        list.add(
                list.size() < MOST
                        ? finding
                        : new LintFinding(rule, path, "and more; no others are listed"));
    }

    List<LintFinding> list() {
        return List.copyOf(list);
    }

    /** Text that the guest wrote, short enough for a message. */
    static String quote(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
