package org.imagefactory.lint;

import java.util.List;
import org.imagefactory.spec.LintRule;

/** Names that an installer takes where nobody tells it one. */
final class PlaceholderDomain implements Check {

    private static final List<String> FILES =
            List.of("/etc/hostname", "/etc/hosts", "/etc/mailname", "/etc/resolv.conf");

    private static final List<String> NAMES = List.of("unassigned-domain", "unassigned-hostname");

    @Override
    public LintRule rule() {
        return LintRule.PLACEHOLDER_DOMAIN;
    }

    @Override
    public List<String> texts() {
        return FILES;
    }

    @Override
    public void look(Inspection inspection, Findings findings) {
        for (Inspection.TextFile file : inspection.texts(FILES, findings)) {
            NAMES.stream()
                    .filter(name -> file.settings().anyMatch(line -> line.contains(name)))
                    .forEach(
                            name ->
                                    findings.add(
                                            file.path(),
                                            "has the placeholder '%s'".formatted(name)));
        }
    }
}
