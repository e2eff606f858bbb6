package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.answer.AnswerText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the distributed answers for Debian have the installer do besides its own steps. */
class PreseedStepsTest {

    /** Each step is a script whose lines carry its number. */
    @ParameterizedTest
    @ValueSource(strings = {"#01: ", "#93: ", "#96: "})
    void stepsOfTheInstallerAreScripts(String mark) throws Exception {
        assertThat(preseed().lines().filter(line -> line.startsWith(mark)).findFirst())
                .contains(mark + "#!/bin/sh");
    }

    @Test
    void theInstallerGetsItsStepsAndLoadsLess(@TempDir Path installer) throws Exception {
        beginIn(installer, preseed());

        for (String step :
                List.of(
                        "base-installer.d/01image-factory",
                        "finish-install.d/93-image-factory",
                        "finish-install.d/96-image-factory")) {
            Path script = installer.resolve("usr/lib").resolve(step);
            assertThat(script).isExecutable().content().startsWith("#!/bin/sh\n");
            assertThat(run("sh", "-n", script.toString())).isEmpty();
        }
        assertThat(installer.resolve("var/cache/anna/exclude"))
                .content()
                .contains("partman-md\n", "partman-xfs\n", "\nxfs-modules-")
                .doesNotContain("ext", "partman-efi", " ");
    }

    /** For where the host's processor does the work, addresses remain hard to guess. */
    @ParameterizedTest
    @CsvSource({
        "QEMU Virtual CPU version 2.5+, 0",
        "QEMU TCG CPU version 2.5+, 0",
        "AMD EPYC Processor, 2"
    })
    void programsAreAtTheSameAddressesUnderEmulation(
            String processor, String randomness, @TempDir Path installer) throws Exception {
        Path proc = Files.createDirectories(installer.resolve("proc"));
        Files.writeString(proc.resolve("cpuinfo"), "model name\t: " + processor + "\n");

        beginIn(installer, preseed());

        assertThat(proc.resolve("sys/kernel/randomize_va_space"))
                .content()
                .isEqualToIgnoringNewLines(randomness);
    }

    @Test
    void theInstallerLoadsWhatTheFileSystemNeeds(@TempDir Path installer) throws Exception {
        beginIn(installer, preseed("file-system=xfs"));

        assertThat(installer.resolve("var/cache/anna/exclude"))
                .content()
                .contains("partman-btrfs\n", "\nbtrfs-modules-")
                .doesNotContain("xfs");
    }

    /** dpkg puts the program aside that a package brings, and it comes back under its name. */
    @Test
    void theInitialRamDiskIsMadeOnce(@TempDir Path target) throws Exception {
        emptySystem(target);
        Path maker = target.resolve("usr/sbin/update-initramfs");
        Path aside = target.resolve("usr/sbin/update-initramfs.aside");

        assertThat(step("#01: ", "#!/bin/sh", "never", target)).isEmpty();

        assertThat(target.resolve("etc/apt/sources.list.d/image-factory.list"))
                .hasContent("deb http://security.debian.org/debian-security trixie-security main");
        assertThat(run(maker.toString(), "-u")).isEmpty();
        String diverted = "--root=" + target;
        assertThat(run("dpkg-divert", diverted, "--truename", "/usr/sbin/update-initramfs"))
                .isEqualTo("/usr/sbin/update-initramfs.aside\n");

        program(aside, "echo \"$@\" >> made");
        Files.createFile(target.resolve("boot/vmlinuz-6.1"));
        Files.createFile(target.resolve("boot/vmlinuz-6.12"));
        assertThat(step("#93: ", "if grep -q '^/usr/sbin/update", "fi", target)).isEmpty();

        assertThat(target.resolve("made")).hasContent("-c -k 6.1\n-c -k 6.12");
        assertThat(aside).doesNotExist();
        assertThat(maker).content().contains("made");
        assertThat(run("dpkg-divert", diverted, "--list")).isEmpty();
    }

    /** No package brought the program: nothing is left of the one that stood for it. */
    @Test
    void aSystemWithoutInitialRamDiskIsLeftAsItIs(@TempDir Path target) throws Exception {
        emptySystem(target);
        Files.createFile(target.resolve("boot/vmlinuz-6.1"));

        assertThat(step("#01: ", "#!/bin/sh", "never", target)).isEmpty();
        assertThat(step("#93: ", "if grep -q '^/usr/sbin/update", "fi", target)).isEmpty();

        assertThat(target.resolve("usr/sbin")).isEmptyDirectory();
        assertThat(run("dpkg-divert", "--root=" + target, "--list")).isEmpty();
    }

    /** Who wants no security updates gets none before the kernel, either. */
    @Test
    void withoutServicesTheKernelIsThatOfTheRelease() throws Exception {
        String script =
                lines("#01: ", preseed("debian_services=updates"))
                        .dropWhile(line -> !line.startsWith("services="))
                        .takeWhile(line -> !line.startsWith("#"))
                        .collect(Collectors.joining("\n"));

        assertThat(run("sh", "-euc", script)).isEmpty();
    }

    /** Before the last step everything is unmounted, at times the installer's own /proc, too. */
    @ParameterizedTest
    @CsvSource({
        "a image_factory_nonce=0af b, image-factory 0af: installation finished",
        "a b, image-factory: installation finished",
        ", image-factory: installation failed: the system could not be cleaned"
    })
    void theVerdictDoesNotNeedProc(
            @Nullable String arguments, String verdict, @TempDir Path installer) throws Exception {
        Path commandLine = installer.resolve("cmdline");
        if (arguments != null) {
            Files.writeString(commandLine, arguments + "\n");
            assertThat(lastStep("#93: ", "sed -n 's/.*image_factory_nonce", installer)).isEmpty();
            Files.delete(commandLine);
        }
        assertThat(lastStep("#96: ", "verdict=", installer)).isEmpty();
        assertThat(installer.resolve("console")).hasContent("\n" + verdict + "\n");
    }

    private static void program(Path file, String script) throws Exception {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** The script of a step. */
    private static Stream<String> lines(String mark, String answers) {
        return answers.lines()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()));
    }

    /** Runs a step from a line to another one in the installed system's folder. */
    private static String step(String mark, String from, String to, Path target) throws Exception {
        List<String> script =
                lines(mark, preseed()).dropWhile(line -> !line.startsWith(from)).toList();
        int end = script.indexOf(to);
        return run(
                "env",
                "PATH=" + target.resolve("bin") + ":/usr/bin:/bin",
                "sh",
                "-euc",
                "cd '"
                        + target
                        + "'\n"
                        + String.join("\n", end < 0 ? script : script.subList(0, end + 1))
                                .replace("cd /target\n", ""));
    }

    /** A target system without packages, with the programs that the scripts need. */
    private static void emptySystem(Path target) throws Exception {
        Path bin = Files.createDirectories(target.resolve("bin"));
        program(bin.resolve("chroot"), "shift 2; exec dpkg-divert --root=\"$PWD\" \"$@\"");
        program(
                bin.resolve("in-target"),
                "case $1 in dpkg-divert) exec chroot . \"$@\" ;; esac; exec usr/sbin/\"$@\"");
        for (String folder :
                List.of("etc/apt/apt.conf.d", "etc/apt/sources.list.d", "usr/sbin", "boot")) {
            Files.createDirectories(target.resolve(folder));
        }
        Files.createDirectories(target.resolve("var/lib/dpkg"));
        Files.writeString(target.resolve("etc/os-release"), "VERSION_CODENAME=trixie\n");
    }

    /** Runs the first command of the answers, with the installer's files in a folder. */
    private static void beginIn(Path installer, String answers) throws Exception {
        Files.writeString(installer.resolve("debian.cfg"), answers);
        Path kernel = Files.createDirectories(installer.resolve("proc/sys/kernel"));
        Files.writeString(kernel.resolve("randomize_va_space"), "2");
        if (Files.notExists(installer.resolve("proc/cpuinfo"))) {
            Files.writeString(installer.resolve("proc/cpuinfo"), "model name : of a host\n");
        }
        String command =
                answer("preseed/early_command", answers)
                        .replaceAll(" /(usr|var|proc|\\*)", " " + installer + "/$1");
        assertThat(run("sh", "-euc", command)).isEmpty();
    }

    /** Runs one of the last steps from a line on, with the installer's files in a folder. */
    private static String lastStep(String mark, String from, Path installer) throws Exception {
        String script =
                lines(mark, preseed())
                        .dropWhile(line -> !line.startsWith(from))
                        .collect(Collectors.joining("\n"))
                        .replace("/proc/cmdline", installer.resolve("cmdline").toString())
                        .replace("/dev/console", installer.resolve("console").toString())
                        .replace(
                                "/image-factory-clean",
                                installer.resolve("image-factory-clean").toString());
        return run("sh", "-euc", script);
    }

    /** What the host makes of a script is what the installer's shell makes of it. */
    @Test
    void lateCommandsRunInOrderUntilOneFails(@TempDir Path target) throws Exception {
        Path bin = Files.createDirectories(target.resolve("bin"));
        Files.writeString(bin.resolve("in-target"), "#!/bin/sh\nexec \"$@\"\n");
        assertThat(bin.resolve("in-target").toFile().setExecutable(true)).isTrue();
        String script =
                preseed("late-commands=echo \"it's one\" >> log\n  false\n  echo three >> log")
                        .lines()
                        .dropWhile(line -> !line.startsWith("#93: in-target sh -euc"))
                        .takeWhile(line -> !line.contains("# The root file system grows"))
                        .map(line -> line.substring("#93: ".length()))
                        .collect(Collectors.joining("\n", "set -eu\ncd \"$0\"\n", "\n"));

        Process process =
                new ProcessBuilder(
                                "env",
                                "PATH=" + bin + ":/usr/bin:/bin",
                                "sh",
                                "-c",
                                script,
                                target.toString())
                        .start();

        assertThat(process.waitFor()).isNotZero();
        assertThat(target.resolve("log")).hasContent("it's one");
    }

    /** The installer writes the proxy of the build in the way of the first two rows. */
    @ParameterizedTest
    @CsvSource({
        "Acquire::http::Proxy \"http://10.0.2.2:3142/\";, ''",
        "'APT::x \"1\";\nAcquire::http::Proxy \"http://10.0.2.2:3142/\";', APT::x \"1\";",
        "Acquire::http::Proxy \"http://own:80\";, Acquire::http::Proxy \"http://own:80\";",
    })
    void onlyTheProxyOfTheBuildIsRemoved(String before, String after, @TempDir Path target)
            throws Exception {
        Path apt = Files.createDirectories(target.resolve("etc/apt")).resolve("apt.conf");
        Files.writeString(apt, before + "\n");
        Path arguments =
                Files.writeString(
                        target.resolve("cmdline"),
                        "preseed/url=file:///debian.cfg mirror/http/proxy=http://10.0.2.2:3142/"
                                + " quiet --- console=ttyS0\n");

        removeProxy(target, arguments);

        if (after.isEmpty()) {
            assertThat(apt).doesNotExist();
        } else {
            assertThat(apt).hasContent(after);
        }
        Files.writeString(arguments, "preseed/url=file:///debian.cfg quiet\n");
        Files.writeString(apt, before + "\n");
        removeProxy(target, arguments);
        assertThat(apt).hasContent(before);
    }

    @ParameterizedTest
    @CsvSource({
        "quiet, true, true",
        "mirror/http/proxy=http://10.0.2.2:3142 quiet, true, false",
        "passwd/root-password-crypted=x quiet, false, true",
        "passwd/root-password-crypted=x mirror/http/proxy=http://10.0.2.2:3142, false, false",
    })
    void kernelArgumentsAreNotAnsweredAgain(
            String arguments, boolean locked, boolean withoutProxy, @TempDir Path folder)
            throws Exception {
        Path commandLine = Files.writeString(folder.resolve("cmdline"), arguments + "\n");
        Path more = folder.resolve("more.cfg");

        assertThat(run("sh", "-euc", includeCommand(commandLine, more)).strip())
                .isEqualTo("file://" + more);

        List<String> answers = Files.readAllLines(more);
        assertThat(answers.contains("d-i passwd/root-password-crypted password *"))
                .isEqualTo(locked);
        assertThat(answers.contains("d-i mirror/http/proxy string")).isEqualTo(withoutProxy);
        assertThat(run("debconf-set-selections", "-c", more.toString())).isEmpty();
        assertThat(preseed())
                .doesNotContainPattern("(?m)^d-i (mirror/http/proxy|passwd/root-password)");
    }

    /** What Debian's installer gets. */
    private static String preseed(String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of("data_dir=" + Path.of("").toAbsolutePath()));
        all.addAll(List.of(settings));
        return AnswerText.of(
                ShippedFilesTest.read("debian-13", all.toArray(String[]::new))
                        .spec()
                        .answerFile()
                        .orElseThrow());
    }

    /** The command whose output names one more file of answers. */
    private static String includeCommand(Path commandLine, Path more) throws Exception {
        return answer("preseed/include_command", preseed())
                .replace("/proc/cmdline", commandLine.toString())
                .replace("/more.cfg", more.toString());
    }

    private static String answer(String question, String answers) {
        String start = "d-i " + question + " string ";
        return answers.replace("\\\n", "")
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .collect(Collectors.joining());
    }

    /** Runs the part of the last steps that does it. */
    private static void removeProxy(Path target, Path arguments) throws Exception {
        String script =
                preseed()
                        .lines()
                        .dropWhile(line -> !line.startsWith("#93: proxy="))
                        .takeWhile(line -> !line.contains("apt-get clean"))
                        .map(line -> line.substring("#93: ".length()))
                        .collect(Collectors.joining("\n"))
                        .replace("/proc/cmdline", arguments.toString());
        assertThat(run("sh", "-euc", "cd \"$0\"\n" + script, target.toString())).isEmpty();
    }

    /** Output and error output; fails if the program does. */
    private static String run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // debconf would lock this machine's database
        builder.environment().put("DEBCONF_DB_REPLACE", "Pipe{infd:none outfd:none}");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
