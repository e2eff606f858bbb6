package org.imagefactory.lint;

import org.imagefactory.fuzz.Targets;

/** Entries for the fuzzer. */
public final class LintTargets {

    private LintTargets() {}

    public static void aptConf(byte[] bytes) {
        AptSettings.proxies(Targets.text(bytes));
        Targets.text(bytes).lines().forEach(Hosts::isPrivate);
    }
}
