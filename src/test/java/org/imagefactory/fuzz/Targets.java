package org.imagefactory.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imagefactory.config.ConfigTargets;
import org.imagefactory.console.ConsoleTargets;
import org.imagefactory.customisation.CustomisationTargets;
import org.imagefactory.disk.DiskTargets;
import org.imagefactory.guest.GuestTargets;
import org.imagefactory.lint.LintTargets;
import org.imagefactory.manifest.ManifestTargets;
import org.imagefactory.netboot.verify.VerifyTargets;
import org.imagefactory.scan.ScanTargets;
import org.imagefactory.tdl.TemplateTargets;
import org.imagefactory.tools.ToolTargets;
import org.imagefactory.validation.ValidationTargets;

/** All readers, and the entry of the fuzzer. */
public final class Targets {

    /** The name of a target; all of them in turn where there is none. */
    static final String CHOICE = "fuzz.target";

    private static final Map<String, Target> ALL =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("apt-conf", LintTargets::aptConf),
                            Map.entry("checksums", VerifyTargets::checksums),
                            Map.entry("console", ConsoleTargets::console),
                            Map.entry("customisation", CustomisationTargets::port),
                            Map.entry("debugfs", ToolTargets::debugfs),
                            Map.entry("dpkg-status", ManifestTargets::dpkgStatus),
                            Map.entry("dumpe2fs", ToolTargets::dumpe2fs),
                            Map.entry("ext", GuestTargets::ext),
                            Map.entry("ext-superblock", DiskTargets::extSuperblock),
                            Map.entry("fat", DiskTargets::fat),
                            Map.entry("gpt", DiskTargets::gpt),
                            Map.entry("image-header", DiskTargets::imageHeader),
                            Map.entry("inode-dump", GuestTargets::inodeDump),
                            Map.entry("ini", ConfigTargets::ini),
                            Map.entry("json", ValidationTargets::json),
                            Map.entry("kickstart", ValidationTargets::kickstart),
                            Map.entry("mbr", DiskTargets::mbr),
                            Map.entry("os-release", ManifestTargets::osRelease),
                            Map.entry("osv", ScanTargets::osv),
                            Map.entry("oval", ScanTargets::oval),
                            Map.entry("package-list", ManifestTargets::packageList),
                            Map.entry("preseed", ValidationTargets::preseed),
                            Map.entry("provenance", ManifestTargets::provenance),
                            Map.entry("qemu-info", ToolTargets::qemuInfo),
                            Map.entry("release-file", VerifyTargets::releaseFile),
                            Map.entry("repository-index", VerifyTargets::repositoryIndex),
                            Map.entry("rpm-list", ManifestTargets::rpmList),
                            Map.entry("security-tracker", ScanTargets::tracker),
                            Map.entry("target-content", TemplateTargets::targetContent),
                            Map.entry("template", TemplateTargets::template),
                            Map.entry("tree-info", VerifyTargets::treeInfo),
                            Map.entry("updateinfo", ScanTargets::updates),
                            Map.entry("xfs", GuestTargets::xfs),
                            Map.entry("xml", ValidationTargets::xml),
                            Map.entry("yaml", ValidationTargets::yaml)));

    private static final List<String> NAMES = List.copyOf(ALL.keySet());

    private Targets() {}

    static List<String> names() {
        return NAMES;
    }

    static Target of(String name) {
        Target target = ALL.get(name);
        if (target == null) {
            throw new IllegalArgumentException("no target %s; there are %s".formatted(name, NAMES));
        }
        return target;
    }

    /** What the fuzzer calls: the first byte chooses a target, unless one is chosen for all. */
    public static void fuzzerTestOneInput(byte[] bytes) throws Exception {
        String choice = System.getProperty(CHOICE, "");
        if (!choice.isEmpty()) {
            of(choice).read(bytes);
        } else if (bytes.length > 0) {
            String name = NAMES.get(Math.floorMod(bytes[0] - 'A', NAMES.size()));
            of(name).read(Arrays.copyOfRange(bytes, 1, bytes.length));
        }
    }

    /** A seed for the run of all targets. */
    static byte[] prefixed(String name, byte[] seed) {
        byte[] bytes = new byte[seed.length + 1];
        bytes[0] = (byte) ('A' + NAMES.indexOf(name));
        System.arraycopy(seed, 0, bytes, 1, seed.length);
        return bytes;
    }

    /** As programs read text that may be anything. */
    public static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
