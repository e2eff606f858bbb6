package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.SourceUri;
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

/** The distributed sections and answer file of Ubuntu. */
class UbuntuFilesTest {

    private static final List<String> IMAGES =
            List.of("ubuntu-22.04", "ubuntu-24.04", "ubuntu-26.04");

    private static final String[] MUCH = {
        "packages=vim curl",
        "ssh-keys=ssh-ed25519 AAAA a \"b\" \\n\nssh-ed25519 BBBB",
        "late-commands=echo \"$$HOME\" 'it'\ntrue",
        "root-password-hash=$$6$$salt$$hash.hash/",
        "installer-proxy=http://10.0.2.2:3142/",
        "ubuntu_security_mirror=http://10.0.2.2/ubuntu",
        "file-system=xfs",
    };

    @TempDir Path folder;

    private static Reading read(String image, String... settings) throws Exception {
        List<Assignment> assignments = new ArrayList<>();
        assignments.add(Assignment.parse("data_dir=" + Path.of("").toAbsolutePath()));
        for (String setting : settings) {
            assignments.add(Assignment.parse(setting));
        }
        Configuration shipped = Configuration.load(List.of(Path.of("conf/image-factory.conf")));
        return new SpecReader(new Layers(shipped, assignments), Fixture.USER).read(image);
    }

    /** Nobody but the template uses some of the variables. */
    private static List<String> warnings(Reading reading) {
        return reading.warnings().stream()
                .map(Object::toString)
                .filter(text -> !text.matches(".* unknown key '(debian|ubuntu)_.*"))
                .toList();
    }

    private static String answers(ImageSpec spec) throws Exception {
        return AnswerText.of(spec.answerFile().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"22.04, 22.04.5", "24.04, 24.04.5", "26.04, 26.04.1"})
    void theImageOfTheLiveServer(String release, String point) throws Exception {
        Reading reading = read("ubuntu-" + release);
        assertThat(warnings(reading)).isEmpty();
        ImageSpec spec = reading.spec();
        String releases = "https://releases.ubuntu.com/" + point;
        assertThat(spec.installer().files())
                .containsExactly(
                        SourceUri.parse(releases + "/ubuntu-" + point + "-live-server-amd64.iso"));
        assertThat(spec.installer().bootPaths())
                .contains(new InstallerSource.BootPaths("casper/vmlinuz", "casper/initrd"));
        assertThat(spec.append().strip()).isEqualTo("console=ttyS0,115200n8 fsck.mode=skip  ---");
        assertThat(spec.verification().means(spec.installer())).isEqualTo(Verification.Means.LIST);
        ImageSpec signed = read("ubuntu-" + release, "ubuntu_keyring=/k.gpg").spec();
        assertThat(signed.verification().means(signed.installer()))
                .isEqualTo(Verification.Means.DETACHED_SIGNATURE);
    }

    static Stream<List<String>> variants() {
        return IMAGES.stream()
                .flatMap(
                        image ->
                                Stream.of("firmware=bios", "firmware=uefi")
                                        .flatMap(
                                                firmware ->
                                                        Stream.of("false", "true")
                                                                .map(
                                                                        cloud ->
                                                                                List.of(
                                                                                        image,
                                                                                        firmware,
                                                                                        "cloud-init="
                                                                                                + cloud))));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void isValidInEveryVariant(List<String> variant) throws Exception {
        String[] settings = variant.subList(1, variant.size()).toArray(String[]::new);
        assertValid(read(variant.get(0), settings).spec());
    }

    @ParameterizedTest
    @ValueSource(strings = {"partition-table=gpt", "cloud-init=true", "arch=arm64"})
    void isValidWithEverythingSet(String setting) throws Exception {
        List<String> settings = new ArrayList<>(List.of(MUCH));
        settings.add(setting);
        Reading reading = read("ubuntu-24.04", settings.toArray(String[]::new));
        assertThat(warnings(reading)).isEmpty();
        assertValid(reading.spec());
    }

    private void assertValid(ImageSpec spec) throws Exception {
        String text = answers(spec);
        assertThat(AnswerValidator.of(spec.answerFile().orElseThrow().kind()).look(text, spec))
                .as(text)
                .isEmpty();
        List<String> command = new ArrayList<>(List.of("shellcheck", "-e", "SC1090,SC1091"));
        List<EmbeddedScript> scripts =
                EmbeddedScripts.in(spec.answerFile().orElseThrow().kind(), text);
        assertThat(scripts).hasSizeGreaterThan(6);
        for (int i = 0; i < scripts.size(); i++) {
            Path file = folder.resolve(i + ".sh");
            command.add(Files.writeString(file, scripts.get(i).text()).toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void theRootPartitionIsTheLast() throws Exception {
        assertThat(partitions("firmware=bios")).containsExactly("root");
        assertThat(partitions("firmware=bios", "partition-table=gpt"))
                .containsExactly("loader", "root");
        assertThat(partitions("firmware=uefi")).containsExactly("esp", "root");
    }

    private static List<String> partitions(String... settings) throws Exception {
        List<String> lines = answers(read("ubuntu-24.04", settings).spec()).lines().toList();
        return Stream.iterate(1, i -> i < lines.size(), i -> i + 1)
                .filter(i -> lines.get(i).strip().equals("type: partition"))
                .map(i -> lines.get(i - 1).replace("- id: ", "").strip())
                .toList();
    }

    @Test
    void saysThatItFinishedAtTheVeryEnd() throws Exception {
        List<String> lines =
                answers(read("ubuntu-24.04", "late-commands=true").spec()).lines().toList();
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo(
                        "      printf \"\\nimage-factory%s: installation finished\\n\""
                                + " \"${nonce:+ $nonce}\" > /dev/ttyS0");
    }

    @Test
    void sendsItsJournalToThePortBeforeAnythingElse() throws Exception {
        assertThat(answers(read("ubuntu-24.04").spec()))
                .contains(
                        """
                          early-commands:
                            - |
                              port=/dev/virtio-ports/org.imagefactory.log.0
                              if [ -c "$port" ]; then
                        """);
    }

    @Test
    void commandsReachTheNewSystemAsTheyAre() throws Exception {
        String text = answers(read("ubuntu-24.04", MUCH).spec());
        assertThat(
                        EmbeddedScripts.in(
                                read("ubuntu-24.04").spec().answerFile().orElseThrow().kind(),
                                text))
                .extracting(EmbeddedScript::text)
                .contains("#!/bin/sh\necho \"$HOME\" 'it'\n");
        Set<String> lines = Set.copyOf(text.lines().map(String::strip).distinct().toList());
        assertThat(lines).contains("$6$salt$hash.hash/", "ssh-ed25519 AAAA a \"b\" \\n");
    }

    /** The image may be used where the mirror of the build is out of reach. */
    @Test
    void theNewSystemKnowsPublicMirrorsOnly() throws Exception {
        String text =
                answers(read("ubuntu-24.04", "ubuntu_mirror=http://10.0.2.2:3142/ubuntu").spec());
        assertThat(text.lines().filter(line -> line.contains("10.0.2.2")))
                .containsExactly("        - uri: \"http://10.0.2.2:3142/ubuntu\"");
        assertThat(text).contains("mirror=http://archive.ubuntu.com/ubuntu");
        assertThat(answers(read("ubuntu-24.04", "arch=arm64").spec()))
                .contains("mirror=http://ports.ubuntu.com/ubuntu-ports", "/dev/ttyAMA0");
    }
}
