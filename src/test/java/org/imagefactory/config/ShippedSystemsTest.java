package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.spec.AnswerFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each distributed image needs to be of use, whatever installs it; docs/images.md has why. */
class ShippedSystemsTest {

    private static final Map<AnswerFile.Kind, List<String>> NAMED =
            Map.of(
                    AnswerFile.Kind.PRESEED,
                    List.of("qemu-guest-agent", "systemd-timesyncd", "dbus", "ca-certificates"),
                    AnswerFile.Kind.AUTOINSTALL,
                    List.of("qemu-guest-agent", "systemd-timesyncd", "dbus", "ca-certificates"),
                    // The group core has the others.
                    AnswerFile.Kind.KICKSTART,
                    List.of("qemu-guest-agent", "chrony"),
                    AnswerFile.Kind.AUTOYAST,
                    List.of("qemu-guest-agent", "chrony", "ca-certificates-mozilla"),
                    AnswerFile.Kind.AGAMA,
                    List.of("qemu-guest-agent", "chrony", "ca-certificates-mozilla"));

    private static Layers shipped() throws Exception {
        return new Layers(
                Configuration.load(List.of(Path.of("conf/image-factory.conf"))),
                List.of(Assignment.parse("data_dir=" + Path.of("").toAbsolutePath())));
    }

    static Stream<String> images() throws Exception {
        return shipped().images().stream();
    }

    @ParameterizedTest
    @MethodSource("images")
    void speaksOnScreenAndSerialLineAndKnowsTheTime(String image) throws Exception {
        AnswerFile answers =
                new SpecReader(shipped(), Fixture.USER)
                        .read(image)
                        .spec()
                        .answerFile()
                        .orElseThrow();
        String text = AnswerText.of(answers);
        assertThat(text).contains(NAMED.get(answers.kind()));
        assertThat(text.indexOf("console=tty0"))
                .as("the last console is the one that units write to")
                .isNotNegative()
                .isLessThan(Math.max(text.lastIndexOf("console=tty"), text.lastIndexOf("$GRUB")));
    }
}
