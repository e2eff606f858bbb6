package org.imagefactory.lint;

import java.util.List;
import org.imagefactory.lint.Inspection.TextFile;
import org.imagefactory.spec.LintRule;

/**
 * Which servers the system asks for names. Loopback is a resolver of its own, a public address is
 * somebody's choice; an address of a private network came from the build's DHCP server.
 */
final class ResolverCheck implements Check {

    private static final List<String> PATHS = List.of("/etc/resolv.conf");

    @Override
    public LintRule rule() {
        return LintRule.RESOLV_CONF;
    }

    @Override
    public List<String> texts() {
        return PATHS;
    }

    @Override
    public void look(Inspection inspection, Findings findings) {
        for (TextFile file : inspection.texts(PATHS, findings)) {
            file.settings()
                    .map(line -> line.split("\\s+"))
                    .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                    .filter(words -> Hosts.isPrivateAddress(words[1]))
                    .forEach(
                            words ->
                                    findings.add(
                                            file.path(),
                                            "names a server of the build's network: "
                                                    + Findings.quote(words[1])));
        }
    }
}
