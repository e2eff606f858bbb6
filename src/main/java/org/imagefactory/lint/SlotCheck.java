package org.imagefactory.lint;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.lint.Inspection.TextFile;
import org.imagefactory.spec.LintRule;

/**
 * Whether the network comes up on other hardware. Names by slot are those of
 * systemd.net-naming-scheme(7).
 */
final class SlotCheck implements Check {

    /** Files of one kind, and where they name an interface, or several with blanks between them. */
    private record Syntax(List<String> paths, Pattern interfaces, Pattern hardwareAddress) {

        Syntax(List<String> paths, String interfaces, String hardwareAddress) {
            this(
                    paths,
                    Pattern.compile(interfaces, Pattern.MULTILINE),
                    Pattern.compile(hardwareAddress, Pattern.MULTILINE));
        }
    }

    private static final String NOTHING = "(?!)";

    private static final List<Syntax> SYNTAXES =
            List.of(
                    new Syntax(
                            List.of("/etc/network/interfaces", "/etc/network/interfaces.d/*"),
                            "^[ \\t]*(?:auto|allow-\\w+|iface(?=[ \\t]+\\S))[ \\t]+(.*)$",
                            NOTHING),
                    new Syntax(
                            List.of("/etc/NetworkManager/system-connections/*"),
                            "^interface-name=(.*)$",
                            "^mac-address=[0-9A-Fa-f]"),
                    new Syntax(
                            List.of("/etc/netplan/*.yaml"),
                            "^[ \\t]+[\"']?(\\w+)[\"']?:",
                            "^[ \\t-]+macaddress:"),
                    new Syntax(
                            List.of(
                                    "/etc/systemd/network/*.network",
                                    "/etc/systemd/network/*.link"),
                            "^Name=(.*)$",
                            "^(?:Permanent)?MACAddress="),
                    new Syntax(
                            List.of(
                                    "/etc/sysconfig/network-scripts/ifcfg-*",
                                    "/etc/sysconfig/network/ifcfg-*"),
                            "^DEVICE=(.*)$",
                            "^HWADDR=[\"']?[0-9A-Fa-f]"),
                    new Syntax(
                            List.of("/etc/udev/rules.d/70-persistent-net.rules"),
                            NOTHING,
                            "^[^#\\n]*ATTR\\{address\\}=="));

    private static final List<String> KERNEL_ARGUMENTS =
            List.of(
                    "/boot/cmdline.txt",
                    "/boot/extlinux/extlinux.conf",
                    "/boot/grub/grub.cfg",
                    "/boot/grub2/grub.cfg",
                    "/boot/loader/entries/*.conf",
                    "/boot/syslinux/syslinux.cfg",
                    "/etc/default/grub",
                    "/etc/default/grub.d/*.cfg",
                    "/etc/kernel/cmdline");

    /** An empty file or a link to /dev/null in these places turns names by slot off, too. */
    private static final List<String> OVERRIDES =
            List.of(
                    "/etc/systemd/network/99-default.link",
                    "/etc/udev/rules.d/80-net-setup-link.rules",
                    "/etc/udev/rules.d/80-net-name-slot.rules");

    private static final Pattern SLOT =
            Pattern.compile(
                    "(?:en|ib|sl|wl|ww)"
                            + "(?:[ao][0-9]+|s[0-9]+|P?[0-9]*p[0-9]+s[0-9]+|x[0-9a-f]{12}|[bcv][0-9]+)"
                            + "[0-9a-zA-Z]*");

    /** The kernel's limit is 15; other names may follow in brackets or the like. */
    private static final int LONGEST_NAME = 40;

    private static final Pattern KERNEL_NAME = Pattern.compile("eth[0-9]+");

    @Override
    public LintRule rule() {
        return LintRule.NETWORK_SLOT;
    }

    @Override
    public List<String> names() {
        return OVERRIDES;
    }

    @Override
    public List<String> texts() {
        return Stream.concat(
                        SYNTAXES.stream().flatMap(syntax -> syntax.paths().stream()),
                        KERNEL_ARGUMENTS.stream())
                .toList();
    }

    @Override
    public void look(Inspection inspection, Findings findings) {
        boolean kernelNames = hasKernelNames(inspection);
        for (Syntax syntax : SYNTAXES) {
            for (TextFile file : inspection.texts(syntax.paths(), findings)) {
                interfaces(syntax, file).forEach(name -> look(file, name, kernelNames, findings));
                if (syntax.hardwareAddress().matcher(file.text()).find()) {
                    findings.add(
                            file.path(),
                            "names a network card of the build machine by its address");
                }
            }
        }
    }

    private static boolean hasKernelNames(Inspection inspection) {
        return inspection.texts(KERNEL_ARGUMENTS).stream()
                        .flatMap(TextFile::settings)
                        .anyMatch(line -> line.contains("net.ifnames=0"))
                || inspection.all(OVERRIDES).stream()
                        .map(Found::entry)
                        .anyMatch(entry -> entry.isLink() || entry.size() == 0);
    }

    private static Stream<String> interfaces(Syntax syntax, TextFile file) {
        String fileName = file.path().substring(file.path().lastIndexOf('/') + 1);
        Stream<String> named =
                fileName.startsWith("ifcfg-")
                        ? Stream.of(fileName.substring("ifcfg-".length()))
                        : Stream.empty();
        Stream<String> inside =
                syntax.interfaces()
                        .matcher(file.text())
                        .results()
                        .flatMap(match -> Arrays.stream(match.group(1).split("[\\s;,]+")))
                        .map(SlotCheck::bare)
                        .filter(name -> name.length() <= LONGEST_NAME);
        return Stream.concat(named, inside);
    }

    /** Without quotes, and without what says more about the interface. */
    private static String bare(String name) {
        int end = 0;
        while (end < name.length() && "=:.".indexOf(name.charAt(end)) < 0) {
            end++;
        }
        return name.substring(0, end).replace("\"", "").replace("'", "");
    }

    private static void look(TextFile file, String name, boolean kernelNames, Findings findings) {
        if (SLOT.matcher(name).matches()) {
            findings.add(
                    file.path(),
                    "names the interface %s after the build machine's slot".formatted(name));
        } else if (KERNEL_NAME.matcher(name).matches() && !kernelNames) {
            findings.add(
                    file.path(),
                    "names the interface %s, which there is only with net.ifnames=0"
                            .formatted(name));
        }
    }
}
