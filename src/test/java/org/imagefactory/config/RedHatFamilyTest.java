package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Compression;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.SuccessMarker;
import org.imagefactory.spec.Verification;
import org.imagefactory.validation.AnswerValidator;
import org.imagefactory.validation.EmbeddedScript;
import org.imagefactory.validation.EmbeddedScripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The distributed sections of CentOS Stream, AlmaLinux, Rocky Linux and Fedora. */
class RedHatFamilyTest {

    private static final Path CONFIGURATION = Path.of("conf/image-factory.conf");
    private static final String[] HERE = {"data_dir=" + Path.of("").toAbsolutePath()};
    private static final int LONGEST_COMMAND_LINE = 2048;

    /** Scripts that shellcheck has passed; most images have the same. */
    private static final Set<String> CHECKED = new HashSet<>();

    static List<String> images() {
        return List.of(
                "centos-stream-9",
                "centos-stream-10",
                "almalinux-9",
                "almalinux-10",
                "rocky-9",
                "rocky-10",
                "fedora-43",
                "fedora-44");
    }

    private static Reading read(String image, String... settings) throws Exception {
        List<Assignment> assignments = new ArrayList<>();
        for (String setting : Stream.concat(Stream.of(HERE), Arrays.stream(settings)).toList()) {
            assignments.add(Assignment.parse(setting));
        }
        Layers layers = new Layers(Configuration.load(List.of(CONFIGURATION)), assignments);
        return new SpecReader(layers, Fixture.USER).read(image);
    }

    private static String answers(ImageSpec spec) throws Exception {
        return AnswerText.of(spec.answerFile().orElseThrow());
    }

    private static String commandLine(ImageSpec spec) {
        return String.join(" ", spec.kernelArguments()) + " " + spec.append().strip();
    }

    @ParameterizedTest
    @CsvSource({
        "centos-stream-9, https://mirror.stream.centos.org/9-stream, centos-stream9",
        "centos-stream-10, https://mirror.stream.centos.org/10-stream, centos-stream10",
        "almalinux-9, https://repo.almalinux.org/almalinux/9, almalinux9",
        "almalinux-10, https://repo.almalinux.org/almalinux/10, almalinux10",
        "rocky-9, https://download.rockylinux.org/pub/rocky/9, rocky9",
        "rocky-10, https://download.rockylinux.org/pub/rocky/10, rocky10",
    })
    void enterpriseLinux(String image, String release, String osinfo) throws Exception {
        Reading reading = read(image);
        assertThat(reading.warnings()).isEmpty();
        ImageSpec spec = reading.spec();
        String tree = release + "/BaseOS/x86_64/os";
        assertThat(spec.installer())
                .isEqualTo(
                        new InstallerSource.KernelAndInitrd(
                                SourceUri.parse(tree + "/images/pxeboot/vmlinuz"),
                                SourceUri.parse(tree + "/images/pxeboot/initrd.img")));
        assertThat(spec.verification().checksums())
                .isEqualTo(Optional.of(SourceUri.parse(tree + "/.treeinfo")));
        assertThat(spec.verification().means(spec.installer())).isEqualTo(Verification.Means.LIST);
        assertThat(spec.machine().engine().system()).contains(osinfo);
        assertThat(commandLine(spec))
                .startsWith("inst.ks=file:///redhat.ks ")
                .endsWith(
                        " inst.stage2="
                                + tree
                                + " inst.notmux inst.nosave=all_ks ip=dhcp console=ttyS0,115200n8");
        assertThat(spec.watched())
                .containsExactly(
                        SourceUri.parse(tree + "/repodata/repomd.xml"),
                        SourceUri.parse(release + "/AppStream/x86_64/os/repodata/repomd.xml"));
        assertThat(answers(spec).lines())
                .contains(
                        "url --url=\"" + tree + "/\"",
                        "repo --name=image-factory --baseurl=\""
                                + release
                                + "/AppStream/x86_64/os/\"",
                        "%addon com_redhat_kdump --disable");
    }

    @ParameterizedTest
    @CsvSource({"43, 1.6", "44, 1.7"})
    void fedora(String release, String compose) throws Exception {
        ImageSpec spec = read("fedora-" + release).spec();
        String linux = "https://dl.fedoraproject.org/pub/fedora/linux";
        String tree = linux + "/releases/" + release + "/Everything/x86_64";
        assertThat(spec.installer())
                .isEqualTo(
                        new InstallerSource.InstallerImage(
                                SourceUri.parse(
                                        "%s/iso/Fedora-Everything-netinst-x86_64-%s-%s.iso"
                                                .formatted(tree, release, compose)),
                                Optional.of(
                                        new InstallerSource.BootPaths(
                                                "images/pxeboot/vmlinuz",
                                                "images/pxeboot/initrd.img"))));
        assertThat(spec.verification().checksums())
                .isEqualTo(
                        Optional.of(
                                SourceUri.parse(
                                        "%s/iso/Fedora-Everything-%s-%s-x86_64-CHECKSUM"
                                                .formatted(tree, release, compose))));
        assertThat(spec.verification().means(spec.installer())).isEqualTo(Verification.Means.LIST);
        assertThat(commandLine(spec)).contains(" inst.stage2=cdrom inst.notmux ");
        String updates = linux + "/updates/" + release + "/Everything/x86_64/";
        assertThat(spec.watched())
                .containsExactly(SourceUri.parse(updates + "repodata/repomd.xml"));
        assertThat(answers(spec).lines())
                .contains(
                        "url --url=\"" + tree + "/os/\"",
                        "repo --name=image-factory --baseurl=\"" + updates + "\"")
                .doesNotContain("%addon com_redhat_kdump --disable");
    }

    @Test
    void fedorasSignatureIsCheckedWhereThereIsAKeyring() throws Exception {
        ImageSpec spec = read("fedora-44", "fedora_keyring=/keys/${fedora}.gpg").spec();

        assertThat(spec.verification().keyring()).contains(Path.of("/keys/44.gpg"));
        assertThat(spec.verification().means(spec.installer()))
                .isEqualTo(Verification.Means.CLEAR_SIGNED_LIST);
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyImage(String image) throws Exception {
        ImageSpec spec = read(image).spec();

        assertThat(spec.machine().memory()).isEqualTo(DataSize.parse("4G"));
        assertThat(spec.disk().size()).isEqualTo(DataSize.parse("5G"));
        assertThat(spec.disk().format()).isEqualTo(DiskFormat.QCOW2);
        assertThat(spec.disk().compression()).isEqualTo(Compression.ZSTD);
        assertThat(spec.proofs().successMarker()).isEqualTo(SuccessMarker.REQUIRED);
        assertThat(read(image).warnings())
                .allMatch(problem -> problem.toString().contains("updates end on 2026-12-09"));
        assertThat(answers(spec).lines())
                .contains("rootpw --lock")
                .filteredOn(line -> line.startsWith("part "))
                .containsExactly("part / --fstype=ext4 --asprimary --size=2048 --grow");
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyVariantIsValid(String image) throws Exception {
        List<String> machines =
                List.of("firmware=bios", "firmware=uefi", "partition-table=gpt", "arch=arm64");
        String[] more = {
            "packages=vim less",
            "ssh-keys=ssh-ed25519 AAAA a\n  command=\"x\" ssh-ed25519 BBBB b",
            "late-commands=echo \"$HOME\" '%' \\ a\n  true",
            "root-password-hash=$$6$$salt$$hash",
            "file-system=xfs",
        };
        for (String machine : machines) {
            for (String cloudInit : List.of("cloud-init=false", "cloud-init=true")) {
                check(read(image, machine, cloudInit).spec());
                List<String> settings = new ArrayList<>(List.of(machine, cloudInit));
                settings.addAll(List.of(more));
                check(read(image, settings.toArray(String[]::new)).spec());
            }
        }
    }

    private static void check(ImageSpec spec) throws Exception {
        String text = answers(spec);
        assertThat(AnswerValidator.of(AnswerFile.Kind.KICKSTART).look(text, spec)).isEmpty();
        assertThat(commandLine(spec).length()).isLessThan(LONGEST_COMMAND_LINE);
        List<EmbeddedScript> scripts = EmbeddedScripts.in(AnswerFile.Kind.KICKSTART, text);
        assertThat(scripts)
                .extracting(EmbeddedScript::name)
                .containsExactly("%pre", "%onerror", "%traceback", "%post", "%post");
        for (EmbeddedScript script : scripts) {
            if (CHECKED.add(script.text())) {
                Path file = Files.createTempFile("script", ".sh");
                Files.writeString(file, script.text());
                assertThat(run("shellcheck", file.toString())).isEmpty();
                Files.delete(file);
            }
        }
    }

    @Test
    void whatTheFirmwareNeedsComesFirst() throws Exception {
        assertThat(answers(read("rocky-10", "arch=arm64").spec()).lines())
                .contains("boot=boot/efi/EFI/BOOT/BOOTAA64.EFI")
                .filteredOn(line -> line.startsWith("part ") || line.startsWith("clearpart "))
                .containsExactly(
                        "clearpart --all --initlabel --disklabel=gpt --drives=vda",
                        "part /boot/efi --fstype=efi --size=200",
                        "part / --fstype=ext4 --asprimary --size=2048 --grow");
        assertThat(answers(read("rocky-10", "partition-table=gpt").spec()).lines())
                .filteredOn(line -> line.startsWith("part "))
                .containsExactly(
                        "part biosboot --fstype=biosboot --size=1",
                        "part / --fstype=ext4 --asprimary --size=2048 --grow");
    }

    @Test
    void btrfsIsForFedora() throws Exception {
        ImageSpec fedora = read("fedora-44", "file-system=btrfs").spec();
        check(fedora);
        assertThat(answers(fedora).lines())
                .contains(
                        "part btrfs.01 --fstype=btrfs --size=2048 --grow",
                        "btrfs / --label=root btrfs.01");
        ImageSpec rocky = read("rocky-10", "file-system=btrfs").spec();
        assertThat(AnswerValidator.of(AnswerFile.Kind.KICKSTART).look(answers(rocky), rocky))
                .isNotEmpty()
                .allMatch(complaint -> complaint.certain());
    }

    /** The script in the installed system, with the tools that a small folder has not. */
    @ParameterizedTest
    @CsvSource({"true, ''", "'true\n  false\n  touch never', late command 2 failed"})
    void aFailedLateCommandIsTold(String commands, String reason, @TempDir Path root)
            throws Exception {
        Path tools = Files.createDirectories(root.resolve("stubs"));
        for (String tool : List.of("systemctl", "dnf", "setfiles")) {
            Path stub = Files.writeString(tools.resolve(tool), "#!/bin/sh\n");
            assertThat(stub.toFile().setExecutable(true)).isTrue();
        }
        for (String folder : List.of("root", "etc/systemd/system", "usr/local/sbin")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.writeString(root.resolve("etc/machine-id"), "id\n");
        String text =
                answers(
                        read(
                                        "rocky-10",
                                        "ssh-keys=ssh-ed25519 \"AAAA\"",
                                        "late-commands="
                                                + commands.replace("\\n", "\n")
                                                        .replace("touch ", "touch " + root + "/"))
                                .spec());
        String script = script(text, 3).replace("/image-factory-", root + "/image-factory-");
        assertThat(script).contains("\ncd /\n"); // all other paths are relative to that
        script = script.replace("\ncd /\n", "\ncd " + root + " || exit 9\n");

        Process process =
                new ProcessBuilder("bash", "-c", "PATH=" + tools + ":$PATH\n" + script).start();

        assertThat(process.waitFor() == 0).isEqualTo(reason.isEmpty());
        assertThat(root.resolve("root/.ssh/authorized_keys")).hasContent("ssh-ed25519 \"AAAA\"");
        assertThat(root.resolve("never")).doesNotExist();
        assertThat(verdict(text, root))
                .endsWith(
                        reason.isEmpty()
                                ? "\nimage-factory: installation finished\n"
                                : "\nimage-factory: installation failed: " + reason + "\n");
        if (reason.isEmpty()) {
            assertThat(root.resolve("etc/machine-id")).isEmptyFile();
            assertThat(root.resolve("usr/local/sbin/grow-root")).isExecutable();
        }
        assertThat(root.resolve("image-factory-log")).doesNotExist();
        assertThat(root.resolve("image-factory-step")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rocky-9", "fedora-44"})
    void aScriptThatDidNotRunIsTold(String image, @TempDir Path root) throws Exception {
        assertThat(verdict(answers(read(image).spec()), root))
                .endsWith(
                        "\nimage-factory: installation failed: the script in the installed system"
                                + " did not run\n");
    }

    /** What the last script writes to the console. */
    private static String verdict(String text, Path root) throws Exception {
        Path console = Files.createTempFile("console", ".log");
        String script =
                script(text, 4)
                        .replace("/mnt/sysroot", root.toString())
                        .replace(" > /dev/console", " >> " + console);
        run("bash", "-c", script);
        String said = Files.readString(console);
        Files.delete(console);
        return said;
    }

    private static String script(String text, int number) {
        return EmbeddedScripts.in(AnswerFile.Kind.KICKSTART, text).get(number).text();
    }

    /** Output and error output; fails if the program does. */
    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
