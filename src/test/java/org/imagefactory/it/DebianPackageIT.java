package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of the package: built, installed, used, upgraded and purged on clean systems. */
class DebianPackageIT {

    private static final String USER = "_image-factory";
    private static final Path JARS = Path.of("target/image-factory/lib");
    private static final String ARCHIVE = "/usr/share/image-factory/lib/image-factory.jsa";
    private static final String UPGRADE = "/mnt/upgrade.deb";
    private static final Path CONFIGURATION = Path.of("etc/image-factory.conf");

    private static final List<String> MINI =
            List.of(
                    "",
                    "[mini]",
                    "linux=/mnt/mini-installer/linux",
                    "initrd=/mnt/mini-installer/initrd.gz",
                    "preseed=/mnt/mini-installer/mini.cfg",
                    "append=console=ttyS0 no_timer_check",
                    "image-size=256M",
                    "ram=256M",
                    "boot-test=no",
                    "format=qcow2");

    @TempDir private static Path folder;

    private static Path built;

    @BeforeAll
    static void makePackage() throws IOException {
        SlowCommand.run("src/main/sh/make-deb", folder.toString());
        built = only(folder, ".deb");
    }

    @Test
    void lintianFindsNothing() throws IOException {
        String findings = SlowCommand.run("lintian", only(folder, ".changes").toString());

        assertThat(findings.lines()).noneMatch(line -> line.matches("[EW]: .*"));
    }

    @Test
    void copyrightNamesEveryJar() throws IOException {
        List<String> named =
                Files.readAllLines(Path.of("debian/copyright")).stream()
                        .filter(line -> line.startsWith("Files: "))
                        .flatMap(line -> Stream.of(line.split(" ")))
                        .toList();

        try (Stream<Path> jars = Files.list(JARS)) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .filteredOn(name -> name.endsWith(".jar") && !name.equals("image-factory.jar"))
                    .isNotEmpty()
                    .extracting(name -> "lib/" + name.replaceAll("-[0-9].*", "-*.jar"))
                    .isSubsetOf(named);
        }
    }

    @ParameterizedTest
    @CsvSource({"bookworm, 17", "trixie, 21"})
    void installsBuildsUpgradesAndLeavesNothing(String suite, String java) throws Exception {
        try (DebianRoot root = DebianRoot.make(suite)) {
            share(root);
            PackagedService service = new PackagedService(root);
            root.apt("satisfy", SlowCommand.run("dpkg-deb", "-f", built.toString(), "Depends"));
            root.apt(
                    "install",
                    "debian-archive-keyring",
                    "jing",
                    "libxml2-utils",
                    "ovmf",
                    "shellcheck",
                    "xorriso");
            Set<String> before = root.content();

            root.apt("install", "/mnt/" + built.getFileName());
            assertThat(root.run("java", "-version")).contains("version \"" + java + ".");
            remakesTheArchiveWithJava(root);
            root.run("/mnt/smoke");
            rotatesLogs(root);

            checksEveryImage(root);

            // No other image: nothing here is to depend on a mirror of installers.
            root.shell("sed -i '/^\\[[a-z]/,$d' /" + CONFIGURATION);
            root.shell("cat /mnt/mini.conf >>/" + CONFIGURATION);
            buildsAsItsUser(root);
            service.isStartedByItsSocket();
            service.isBusy();
            String old = service.process();
            upgrades(root);
            service.outlivedAnUpgrade(old);
            remembersTheBuild(root);
            service.outlivesItsDeath();
            service.outlivesARemoval(UPGRADE);
            usesLibvirt(root);
            service.isToBePurged();

            root.apt("purge", "image-factory");
            assertThat(root.processes(USER)).isEmpty();
            assertThat(difference(root.content(), before)).isEmpty();
        }
    }

    /** What the systems need of this project. */
    private static void share(DebianRoot root) throws IOException {
        Path share = root.share();
        Files.copy(built, share.resolve(built.getFileName()));
        Files.copy(Path.of("debian/tests/smoke"), share.resolve("smoke"));
        Files.write(share.resolve("mini.conf"), MINI);
        SlowCommand.run(
                "cp",
                "-r",
                TestHost.shared().installer().toString(),
                share.resolve("mini-installer").toString());
        repack(
                share.resolve("upgrade.deb"),
                "$1/DEBIAN/control",
                "s/^Version: .*/&+upgrade/",
                "$1/" + CONFIGURATION,
                "1s/^/# New in this version.\\n/");
        javaUpdate(share.resolve("java-update.deb"));
    }

    /** Like the package, with these files changed by these scripts of sed. */
    private static void repack(Path result, String... changes) throws IOException {
        Path tree = Files.createTempDirectory(folder, "repacked").resolve("tree");
        StringBuilder script = new StringBuilder("dpkg-deb -R \"$0\" \"$1\"\n");
        for (int i = 0; i < changes.length; i += 2) {
            script.append("sed -i '%s' \"%s\"\n".formatted(changes[i + 1], changes[i]));
        }
        script.append("dpkg-deb -Znone --root-owner-group -b \"$1\" \"$2\"\n");
        SlowCommand.run(
                "sh",
                "-euc",
                script.toString(),
                built.toString(),
                tree.toString(),
                result.toString());
    }

    /** A package with a file among those of Java runtimes. */
    private static void javaUpdate(Path result) throws IOException {
        Path tree = Files.createTempDirectory(folder, "java-update");
        Files.writeString(
                Files.createDirectory(tree.resolve("DEBIAN")).resolve("control"),
                """
                Package: java-update
                Version: 1
                Architecture: all
                Maintainer: Nobody <nobody@example.org>
                Description: stands for a new Java runtime
                """);
        Files.createFile(Files.createDirectories(tree.resolve("usr/lib/jvm/new")).resolve("file"));
        SlowCommand.run("dpkg-deb", "--root-owner-group", "-b", tree.toString(), result.toString());
    }

    private static void remakesTheArchiveWithJava(DebianRoot root) throws IOException {
        root.shell(": >" + ARCHIVE);

        root.run("dpkg", "-i", "/mnt/java-update.deb");

        root.shell("test -s " + ARCHIVE);
        root.run("dpkg", "--purge", "java-update");
    }

    private static void rotatesLogs(DebianRoot root) throws IOException {
        root.shell("echo line >/var/log/image-factory/test.log");

        root.run("logrotate", "--force", "--state=/tmp/state", "/etc/logrotate.d/image-factory");

        assertThat(root.run("ls", "/var/log/image-factory")).isEqualTo("test.log.1");
    }

    /** The distributed configuration has no error; what it warns of is what cannot be helped. */
    private static void checksEveryImage(DebianRoot root) throws IOException {
        List<String> warnings =
                asUser(root, "image-factory check --all 2>&1")
                        .lines()
                        .filter(line -> line.contains(": warning: "))
                        .toList();

        assertThat(warnings)
                .allMatch(
                        line ->
                                line.contains(" eol: ")
                                        || line.contains("that nobody signed")
                                        || line.contains("KVM"));
    }

    private static void buildsAsItsUser(DebianRoot root) throws IOException {
        root.run("systemctl", "enable", "--now", "image-factory@mini.timer");
        start(root, "image-factory@mini.service");

        assertThat(root.processes(USER)).doesNotContain("mini").doesNotContain("qemu-system");
        assertThat(root.shell("cd /var/lib/image-factory && stat -c '%U %n' mini-*").lines())
                .allMatch(line -> line.startsWith(USER + " "))
                .anyMatch(line -> line.endsWith(".json"));
        checksTheImage(root);
    }

    /** Runs a unit; returns what is in its journal since the system started. */
    private static String start(DebianRoot root, String unit) throws IOException {
        String journal = "journalctl --no-pager --output=cat --unit=" + unit;
        return root.shell(
                "systemctl start %s || { %s; exit 1; }; %s".formatted(unit, journal, journal));
    }

    /** Its user's libvirt daemon goes on for a while and waits for more. */
    private static void usesLibvirt(DebianRoot root) throws IOException {
        asUser(root, "virsh -q -c qemu:///session list");
        assertThat(root.processes(USER)).contains("libvirtd");
    }

    /** Nothing has changed, and without a terminal nothing is to be said about that. */
    private static void remembersTheBuild(DebianRoot root) throws IOException {
        String reason = "mini: nothing changed since the build of";
        assertThat(start(root, "image-factory@mini.service")).contains(reason);
        assertThat(start(root, "image-factory.service")).contains(reason);
        assertThat(asUser(root, "image-factory build --quiet --all --if-changed --resume"))
                .isEmpty();
        assertThat(asUser(root, "image-factory status")).contains("mini");
    }

    private static String asUser(DebianRoot root, String command) throws IOException {
        return root.run("su", "-", USER, "-s", "/bin/sh", "-c", command);
    }

    private static void checksTheImage(DebianRoot root) throws IOException {
        root.shell(
                "cd /var/lib/image-factory && sha256sum -c mini-[0-9]*.sha256sum"
                        + " && qemu-img check mini-[0-9]*.qcow2");
    }

    private static void upgrades(DebianRoot root) throws IOException {
        root.apt("install", UPGRADE);

        assertThat(root.run("dpkg-query", "-W", "-f", "${Version}", "image-factory"))
                .endsWith("+upgrade");
        checksTheImage(root);
        assertThat(root.shell("cat /" + CONFIGURATION))
                .contains("[mini]")
                .doesNotContain("New in this version");
        assertThat(root.run("systemctl", "is-enabled", "image-factory@mini.timer"))
                .isEqualTo("enabled");
        assertThat(root.run("systemctl", "is-active", "image-factory@mini.timer"))
                .isEqualTo("active");
        // The old one was removed before the upgrade.
        root.shell("test -s " + ARCHIVE);
    }

    private static Set<String> difference(Set<String> one, Set<String> other) {
        Set<String> difference = new TreeSet<>(one);
        difference.addAll(other);
        difference.removeIf(line -> one.contains(line) && other.contains(line));
        return difference;
    }

    private static Path only(Path in, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> file.toString().endsWith(suffix)).findAny().orElseThrow();
        }
    }
}
