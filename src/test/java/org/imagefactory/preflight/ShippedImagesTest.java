package org.imagefactory.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imagefactory.config.Assignment;
import org.imagefactory.config.Configuration;
import org.imagefactory.config.Host;
import org.imagefactory.config.Layers;
import org.imagefactory.config.Reading;
import org.imagefactory.config.SpecReader;
import org.imagefactory.config.TestEngines;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.libvirt.TestLibvirt;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.ImageSpec;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every image of the distributed configuration, for both kinds of firmware, with and without
 * cloud-init: its answer file by our own rules and by the validators of this machine, the scripts
 * in it, and the arguments of the installation by virt-install.
 */
class ShippedImagesTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");

    /** What a user may add, with characters that mean something to shells and markup. */
    private static final List<String> EXTRAS =
            List.of(
                    "packages=vim less",
                    "root-password-hash=$$6$$salt$$hash./",
                    "ssh-keys=ssh-ed25519 AAAA first & <last>\n ssh-ed25519 BBBB o'neill",
                    "late-commands=echo \"it's\" > /etc/motd\n echo '<b> & \"x\"' >> /etc/motd");

    @TempDir private Path folder;

    private final ProcessRunner runner = new CommonsExecRunner(ENVIRONMENT);

    static Stream<String> images() throws Exception {
        return layers().images().stream();
    }

    @ParameterizedTest
    @MethodSource("images")
    void answersAreRight(String image) throws Exception {
        for (String firmware : List.of("bios", "uefi")) {
            for (String cloud : List.of("false", "true")) {
                for (List<String> extras : List.of(List.<String>of(), EXTRAS)) {
                    List<String> settings = new ArrayList<>(extras);
                    settings.add("firmware=" + firmware);
                    settings.add("cloud-init=" + cloud);
                    assertAnswersAreRight(read(image, settings).spec(), settings);
                }
            }
        }
        List<String> gpt = List.of("partition-table=gpt");
        assertAnswersAreRight(read(image, gpt).spec(), gpt);
        List<String> arm = List.of("arch=arm64");
        assertAnswersAreRight(read(image, arm).spec(), arm);
    }

    @ParameterizedTest
    @MethodSource("images")
    void virtInstallTakesTheArguments(String image) throws Exception {
        List<Finding> findings =
                TestLibvirt.rehearse(runner, path(), folder, read(image, List.of()).spec());

        assertThat(findings)
                .extracting(Finding::toString)
                .containsExactly("virt-install takes the arguments of the installation");
        assertThat(folder).isEmptyDirectory();
    }

    private void assertAnswersAreRight(ImageSpec spec, List<String> settings) throws Exception {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new AnswerSyntaxCheck(runner, path(), folder).look(spec));
        findings.addAll(new ScriptsCheck(runner, path(), folder).look(spec));
        assertThat(findings)
                .as("%s with %s", spec.name().text(), settings)
                .isNotEmpty()
                .allSatisfy(
                        finding ->
                                assertThat(finding.severity())
                                        .as(finding.toString())
                                        .isIn(Finding.Severity.OK, Finding.Severity.NOTE));
    }

    private static SearchPath path() {
        return SearchPath.of(ENVIRONMENT);
    }

    private static Layers layers(String... settings) throws Exception {
        List<Assignment> assignments = new ArrayList<>();
        for (String setting : settings) {
            assignments.add(Assignment.parse(setting));
        }
        return new Layers(
                Configuration.load(List.of(Path.of("conf/image-factory.conf"))), assignments);
    }

    private static Reading read(String image, List<String> settings) throws Exception {
        Path here = Path.of("").toAbsolutePath();
        List<String> all = new ArrayList<>(settings);
        all.add("data_dir=" + here);
        Host host =
                new Host(
                        here, false, here, () -> LocalDate.of(2026, 11, 28), TestEngines::settings);
        return new SpecReader(layers(all.toArray(String[]::new)), host).read(image);
    }
}
