package org.imagefactory.lint;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imagefactory.lint.Inspection.TextFile;
import org.imagefactory.spec.LintRule;

/** A proxy that the build used is of no use where the image runs. */
final class ProxyCheck implements Check {

    private static final List<String> APT = List.of("/etc/apt/apt.conf", "/etc/apt/apt.conf.d/*");

    private static final List<String> DNF =
            List.of("/etc/dnf/dnf.conf", "/etc/yum.conf", "/etc/yum.repos.d/*.repo");

    private static final List<String> ENVIRONMENT =
            List.of(
                    "/etc/environment",
                    "/etc/environment.d/*.conf",
                    "/etc/profile.d/*.sh",
                    "/etc/sysconfig/proxy",
                    "/etc/systemd/system.conf.d/*.conf");

    private static final Pattern DNF_PROXY =
            Pattern.compile("proxy\\s*[=:]\\s*(.*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern VARIABLE =
            Pattern.compile(
                    "(?:export\\s+|DefaultEnvironment=[\"']?)?(?:https?|ftp|all)_proxy=(.*)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern NO_PROXY =
            Pattern.compile("|direct|false|none|_none_", Pattern.CASE_INSENSITIVE);

    @Override
    public LintRule rule() {
        return LintRule.BUILD_PROXY;
    }

    @Override
    public List<String> texts() {
        return Stream.of(APT, DNF, ENVIRONMENT).flatMap(List::stream).toList();
    }

    @Override
    public void look(Inspection inspection, Findings findings) {
        for (TextFile file : inspection.texts(APT, findings)) {
            AptSettings.proxies(file.text()).forEach(value -> add(file, value, findings));
        }
        settings(inspection.texts(DNF, findings), DNF_PROXY, findings);
        settings(inspection.texts(ENVIRONMENT, findings), VARIABLE, findings);
    }

    private static void settings(List<TextFile> files, Pattern setting, Findings findings) {
        for (TextFile file : files) {
            file.settings()
                    .map(setting::matcher)
                    .filter(Matcher::matches)
                    .forEach(matcher -> add(file, matcher.group(1), findings));
        }
    }

    /** The address is not told: it may hold a password. */
    private static void add(TextFile file, String value, Findings findings) {
        if (!NO_PROXY.matcher(value.replaceAll("[\"']", "").strip()).matches()) {
            findings.add(file.path(), "sets a proxy");
        }
    }
}
