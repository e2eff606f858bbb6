package org.imagefactory.lint;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.guest.InstallerLogs;
import org.imagefactory.guest.MachineTraces;
import org.imagefactory.spec.LintRule;
import org.imagefactory.spec.Machine;
import org.imagefactory.tools.Debugfs;

/** The check of every rule. */
final class Checks {

    private static final List<String> HOMES =
            List.of("/root", "/home/*", "/var/roothome", "/var/home/*");

    private static final List<String> HISTORIES =
            List.of(
                    ".ash_history",
                    ".bash_history",
                    ".history",
                    ".lesshst",
                    ".mysql_history",
                    ".psql_history",
                    ".python_history",
                    ".sh_history",
                    ".viminfo",
                    ".zsh_history");

    private Checks() {}

    /** In the order of the rules' names. */
    static List<Check> of(Set<LintRule> rules, Debugfs debugfs, Optional<Machine> machine) {
        return all(debugfs, machine).stream()
                .filter(check -> rules.contains(check.rule()))
                .sorted(Comparator.comparing(Check::rule))
                .toList();
    }

    private static List<Check> all(Debugfs debugfs, Optional<Machine> machine) {
        return Stream.concat(
                        Stream.concat(ofTheInstallation().stream(), ofTheMachine().stream()),
                        Stream.of(
                                new BootLoaderCheck(debugfs, machine),
                                new FileSystemCheck(),
                                new MachineIdCheck(),
                                new MirrorCheck(),
                                new OldKernelLinks(),
                                new PackageCacheCheck(),
                                new PlaceholderDomain(),
                                new ProxyCheck(),
                                new ResolverCheck(),
                                new RootPasswordCheck(),
                                new SlotCheck()))
                .toList();
    }

    /** Files that the installation alone had a use for. */
    private static List<Check> ofTheInstallation() {
        return List.of(
                new UnwantedFiles(
                        LintRule.ANSWER_FILES,
                        "is an installer's answer file, which may hold passwords",
                        List.of(
                                "/autoinst.xml",
                                "/etc/cloud/cloud.cfg.d/99-installer.cfg",
                                "/preseed.cfg",
                                "/root/anaconda-ks.cfg",
                                "/root/autoinst.xml",
                                "/root/initial-setup-ks.cfg",
                                "/root/original-ks.cfg",
                                "/root/preseed.cfg",
                                "/var/adm/autoinstall/cache/*.xml",
                                "/var/log/installer/autoinstall-user-data",
                                "/var/log/installer/cdebconf/*")),
                new UnwantedFiles(
                        LintRule.BUILD_LOGS,
                        "tells of the installation alone",
                        List.of(
                                "/var/log/alternatives.log*",
                                "/var/log/apt/*",
                                "/var/log/dnf*.log*",
                                "/var/log/dpkg.log*",
                                "/var/log/hawkey.log*")),
                new UnwantedFiles(
                        LintRule.INSTALLER_SETTINGS,
                        "is a setting that the installer made for itself",
                        List.of(
                                "/etc/apt/apt.conf.d/00CDMountPoint",
                                "/etc/apt/apt.conf.d/00InstallRecommends",
                                "/etc/apt/apt.conf.d/00trustcdrom")));
    }

    /** Files that no copy of the image may share with the machine it was built in. */
    private static List<Check> ofTheMachine() {
        return List.of(
                new UnwantedFiles(
                        LintRule.DHCP_LEASES,
                        "is a lease or an identity that the build machine got",
                        MachineTraces.LEASES),
                new UnwantedFiles(
                        LintRule.INSTALLER_LOGS,
                        "is left over from the installer",
                        InstallerLogs.LOGS),
                new UnwantedFiles(
                        LintRule.RANDOM_SEED,
                        "would be the same in every copy of the image",
                        MachineTraces.SEEDS),
                new UnwantedFiles(
                        LintRule.SHELL_HISTORY,
                        "tells what was typed in the build machine",
                        HOMES.stream()
                                .flatMap(home -> HISTORIES.stream().map(name -> home + "/" + name))
                                .toList()),
                new UnwantedFiles(
                        LintRule.SSH_HOST_KEYS,
                        "would be the same in every copy of the image",
                        MachineTraces.HOST_KEYS));
    }
}
