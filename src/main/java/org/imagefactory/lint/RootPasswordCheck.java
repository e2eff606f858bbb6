package org.imagefactory.lint;

import java.util.List;
import java.util.Optional;
import org.imagefactory.lint.Inspection.TextFile;
import org.imagefactory.spec.LintRule;

/** The entry of root in passwd(5) and shadow(5). The hash itself is told to nobody. */
final class RootPasswordCheck implements Check {

    private static final String PASSWD = "/etc/passwd";
    private static final String SHADOW = "/etc/shadow";

    @Override
    public LintRule rule() {
        return LintRule.ROOT_PASSWORD;
    }

    @Override
    public List<String> texts() {
        return List.of(PASSWD, SHADOW);
    }

    @Override
    public void look(Inspection inspection, Findings findings) {
        for (TextFile file : inspection.texts(texts(), findings)) {
            for (String hash : hashes(file)) {
                if (hash.isEmpty()) {
                    findings.add(file.path(), "root needs no password");
                    continue;
                }
                Optional<String> password = WellKnownPasswords.of(hash);
                password.ifPresent(
                        word ->
                                findings.add(
                                        file.path(),
                                        "root has a password that everybody knows: " + word));
            }
        }
    }

    private static List<String> hashes(TextFile file) {
        return file.settings()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 1 && fields[0].equals("root"))
                .map(fields -> fields[1])
                .limit(2)
                .toList();
    }
}
