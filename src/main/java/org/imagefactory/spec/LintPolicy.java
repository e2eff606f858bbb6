package org.imagefactory.spec;

import java.util.List;

/**
 * Which rules an image is checked by, and what a finding means.
 *
 * @param rules names of rules; {@code all} stands for every one, {@code none} for none
 * @param ignored names of rules that are left out
 * @param onFinding what happens when a rule is broken
 */
public record LintPolicy(List<String> rules, List<String> ignored, OnFinding onFinding) {

    public LintPolicy {
        rules = List.copyOf(rules);
        ignored = List.copyOf(ignored);
    }
}
