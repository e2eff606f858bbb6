package org.imagefactory.lint;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.spec.LintRule;

/** Where the system will look for packages. */
final class MirrorCheck implements Check {

    private static final List<String> SOURCES =
            List.of(
                    "/etc/apk/repositories",
                    "/etc/apt/sources.list",
                    "/etc/apt/sources.list.d/*.list",
                    "/etc/apt/sources.list.d/*.sources",
                    "/etc/pacman.d/mirrorlist",
                    "/etc/yum.conf",
                    "/etc/yum.repos.d/*.repo",
                    "/etc/zypp/repos.d/*.repo");

    private static final Pattern HOST =
            Pattern.compile(
                    "\\b(?:https?|ftp|rsync|mirror)://(?:[^@/\\s]*@)?(\\[[^\\]/\\s]*\\]|[^:/\\s\"']+)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern MEDIUM = Pattern.compile("\\b(?:cdrom:|(?:cd|dvd|hd):/)");

    @Override
    public LintRule rule() {
        return LintRule.BUILD_MIRROR;
    }

    @Override
    public List<String> texts() {
        return SOURCES;
    }

    @Override
    public void look(Inspection inspection, Findings findings) {
        for (Inspection.TextFile file : inspection.texts(SOURCES, findings)) {
            file.settings().forEach(line -> look(file.path(), line, findings));
        }
    }

    private static void look(String path, String line, Findings findings) {
        if (MEDIUM.matcher(line).find()) {
            findings.add(path, "names an installation medium: " + Findings.quote(line));
        }
        Matcher matcher = HOST.matcher(line);
        while (matcher.find()) {
            String host = matcher.group(1);
            if (!host.contains("$") && Hosts.isPrivate(host)) {
                findings.add(path, "names a host of the build's network: " + Findings.quote(host));
            }
        }
    }
}
