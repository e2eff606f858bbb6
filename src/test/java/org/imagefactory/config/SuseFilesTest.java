package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.validation.AnswerValidator;
import org.imagefactory.validation.EmbeddedScript;
import org.imagefactory.validation.EmbeddedScripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The distributed images of openSUSE, and what their installers are answered. */
class SuseFilesTest {

    private static final Path CONFIGURATION = Path.of("conf/image-factory.conf");

    private static final List<String> EXTRAS =
            List.of(
                    "packages=vim less",
                    "root-password-hash=$$6$$salt$$hash./",
                    "ssh-keys=ssh-ed25519 AAAA first & <last> ]]>\n ssh-ed25519 BBBB o'neill",
                    "late-commands=echo \"it's\" > /etc/motd\n echo '<b> & \\$$x ]]>' >> /etc/motd");

    private static ImageSpec read(String image, String... settings) throws Exception {
        List<Assignment> assignments = new ArrayList<>();
        assignments.add(Assignment.parse("data_dir=" + Path.of("").toAbsolutePath()));
        assignments.add(Assignment.parse("opensuse_keyring=/keys.gpg"));
        for (String setting : settings) {
            assignments.add(Assignment.parse(setting));
        }
        Layers layers = new Layers(Configuration.load(List.of(CONFIGURATION)), assignments);
        return new SpecReader(layers, Fixture.USER).read(image).spec();
    }

    static Stream<Arguments> variants() {
        List<Arguments> all = new ArrayList<>();
        for (String image :
                List.of("opensuse-leap-16.0", "opensuse-tumbleweed", "opensuse-leap-15.6")) {
            for (String system : List.of("firmware=bios", "firmware=uefi", "arch=arm64")) {
                for (String cloud : List.of("cloud-init=false", "cloud-init=true")) {
                    all.add(Arguments.of(image, List.of(system, cloud)));
                }
            }
            all.add(Arguments.of(image, List.of("partition-table=gpt", "file-system=btrfs")));
            List<String> extras = new ArrayList<>(EXTRAS);
            extras.add("firmware=uefi");
            all.add(Arguments.of(image, extras));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void answersAreRight(String image, List<String> settings, @TempDir Path folder)
            throws Exception {
        ImageSpec spec = read(image, settings.toArray(String[]::new));
        AnswerFile answers = spec.answerFile().orElseThrow();
        String text = AnswerText.of(answers);

        assertThat(AnswerValidator.of(answers.kind()).look(text, spec)).as(text).isEmpty();
        List<EmbeddedScript> scripts = EmbeddedScripts.in(answers.kind(), text);
        assertThat(scripts).hasSize(2);
        String script = scripts.get(1).text();
        assertThat(script)
                .startsWith("#!/bin/sh\nset -eu\n")
                .contains("image-factory%s: %s", "\nread -r zone <<'END-OF-TEXT'\n UTC\n");
        for (EmbeddedScript any : scripts) {
            Path file = Files.writeString(folder.resolve("script.sh"), any.text());
            assertThat(run("shellcheck", file.toString())).isEmpty();
        }
        if (answers.kind() == AnswerFile.Kind.AUTOYAST) {
            Path xml = Files.writeString(folder.resolve("answers.xml"), text);
            assertThat(run("xmllint", "--noout", xml.toString())).isEmpty();
        }
        if (settings.containsAll(EXTRAS)) {
            assertThat(text).contains("$6$salt$hash./");
            assertThat(script)
                    .contains("\n ssh-ed25519 AAAA first & <last> ]]>\nEND-OF-TEXT\n")
                    .contains("\n ssh-ed25519 BBBB o'neill\nEND-OF-TEXT\n")
                    .contains("\n echo \"it's\" > /etc/motd\nEND-OF-TEXT\n")
                    .contains("\n echo '<b> & \\$x ]]>' >> /etc/motd\nEND-OF-TEXT\n")
                    .contains("late command 2 failed")
                    .doesNotContain("usermod");
        } else {
            assertThat(script).contains("\nusermod -p '!' root\n");
        }
    }

    /** Only the beginning of the script, with other commands: the rest is for another machine. */
    @ParameterizedTest
    @CsvSource({
        "true, '', image-factory: installation finished",
        "true, agama.image_factory_nonce=0af quiet, image-factory 0af: installation finished",
        "true, image_factory_nonce=0af, image-factory 0af: installation finished",
        "false, image_factory_nonce=0af, image-factory: installation failed: x",
        "echo $gone, '', image-factory: installation failed: x",
        "'f() { false; echo; }; f', '', image-factory: installation failed: x",
    })
    void theScriptSaysHowItEnded(
            String command, String arguments, String verdict, @TempDir Path folder)
            throws Exception {
        for (String image : List.of("opensuse-leap-16.0", "opensuse-tumbleweed")) {
            AnswerFile answers = read(image).answerFile().orElseThrow();
            String script =
                    EmbeddedScripts.in(answers.kind(), AnswerText.of(answers)).get(1).text();
            Path console = Files.writeString(folder.resolve("console"), "");
            Path cmdline = Files.writeString(folder.resolve("cmdline"), "a=1 " + arguments + "\n");
            String head =
                    script.substring(0, script.indexOf("step=\"a package"))
                            .replace("/proc/cmdline", cmdline.toString())
                            .replace("/dev/console", console.toString());

            run("sh", "-c", head + "step=x\n" + command + "\n");

            assertThat(Files.readString(console)).isEqualTo("\r\n" + verdict + "\r\n");
        }
    }

    /** With a file for the port, and programs that say how they are called. */
    @ParameterizedTest
    @CsvSource({
        "opensuse-leap-16.0, '--collect --unit=image-factory-log '",
        "opensuse-tumbleweed, tail -n +1 -F /var/log/YaST2/y2log",
        "opensuse-leap-15.6, tail -n +1 -F /var/log/YaST2/y2log"
    })
    void theInstallersLogGoesToItsPort(String image, String said, @TempDir Path folder)
            throws Exception {
        AnswerFile answers = read(image).answerFile().orElseThrow();
        String script = EmbeddedScripts.in(answers.kind(), AnswerText.of(answers)).get(0).text();
        Path port = Files.writeString(folder.resolve("port"), "");
        assertThat(script).contains("/dev/virtio-ports/org.imagefactory.log.0");
        String here =
                "setsid() { echo \"$@\"; }; systemd-run() { echo \"$@\" > \"$port\"; }\n"
                        + script.replace(
                                        "/dev/virtio-ports/org.imagefactory.log.0", port.toString())
                                .replace("/proc/cpuinfo", "/dev/null")
                                .replace("exit 0", "wait");

        run("bash", "-euc", here);
        assertThat(port).isEmptyFile(); // it is no device
        run("bash", "-euc", here.replace("-c \"$port\"", "-e \"$port\""));
        assertThat(Files.readString(port)).startsWith(said);
    }

    @ParameterizedTest
    @CsvSource({
        "opensuse-tumbleweed, https://download.opensuse.org/tumbleweed/repo/oss",
        "opensuse-leap-15.6, https://download.opensuse.org/distribution/leap/15.6/repo/oss",
    })
    void yast(String image, String tree) throws Exception {
        ImageSpec spec = read(image);

        assertThat(spec.installer())
                .isEqualTo(
                        new InstallerSource.KernelAndInitrd(
                                SourceUri.parse(tree + "/boot/x86_64/loader/linux"),
                                SourceUri.parse(tree + "/boot/x86_64/loader/initrd")));
        assertThat(spec.mirrors().get(0).verification().checksums())
                .contains(SourceUri.parse(tree + "/CHECKSUMS"));
        assertThat(spec.append())
                .isEqualTo(
                        "install="
                                + tree
                                + " netsetup=dhcp textmode=1 self_update=0"
                                + " console=ttyS0,115200n8");
        assertThat(spec.answerFile().orElseThrow().kernelArguments())
                .containsExactly("autoyast=file:///opensuse.xml");
    }

    @Test
    void agama() throws Exception {
        ImageSpec spec = read("opensuse-leap-16.0");
        String image =
                "https://download.opensuse.org/distribution/leap/16.0/installer/iso/"
                        + "agama-installer.x86_64-Leap_16.0.iso";

        assertThat(spec.installer())
                .isEqualTo(
                        new InstallerSource.InstallerImage(
                                SourceUri.parse(image),
                                Optional.of(
                                        new InstallerSource.BootPaths(
                                                "boot/x86_64/loader/linux",
                                                "boot/x86_64/loader/initrd"))));
        assertThat(spec.mirrors().get(0).verification().checksums())
                .contains(SourceUri.parse(image + ".sha256"));
        assertThat(spec.append())
                .isEqualTo(
                        "inst.finish=poweroff inst.self_update=0 systemd.unit=multi-user.target"
                                + " plymouth.enable=0 console=ttyS0,115200n8");
        assertThat(spec.answerFile().orElseThrow().kernelArguments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"opensuse-leap-16.0", "opensuse-tumbleweed", "opensuse-leap-15.6"})
    void argumentsAreShortEnoughForAKernel(String image) throws Exception {
        assertThat(read(image).append().length()).isLessThan(1500);
    }

    /** Output and error output; fails if the program does. */
    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
