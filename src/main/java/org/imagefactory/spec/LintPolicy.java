package org.imagefactory.spec;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which rules an image is checked by, and what a finding means.
 *
 * @param rules may be empty: no check
 * @param onFinding what happens when a rule is broken
 */
public record LintPolicy(Set<LintRule> rules, OnFinding onFinding) {

    public LintPolicy {
        rules = Set.copyOf(rules);
    }

    /**
     * @param chosen rules to check
     * @param ignored those of them that are left out
     */
    public static LintPolicy of(
            Collection<LintRule> chosen, Collection<LintRule> ignored, OnFinding onFinding) {
        Set<LintRule> rules = EnumSet.noneOf(LintRule.class);
        rules.addAll(chosen);
        rules.removeAll(ignored);
        return new LintPolicy(rules, onFinding);
    }
}
