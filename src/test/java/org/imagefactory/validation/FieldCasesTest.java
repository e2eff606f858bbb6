package org.imagefactory.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answer files as people write them, each with what has to be said about it. */
class FieldCasesTest {

    @ParameterizedTest
    @CsvFileSource(resources = "field/expected.txt", delimiter = '|', quoteCharacter = '`')
    void everyCase(String file, String osinfo, String complaints) throws Exception {
        URL resource = Objects.requireNonNull(getClass().getResource("field/" + file), file);
        AnswerFile answers = new AnswerFile(kind(file), Path.of(resource.toURI()));

        List<String> found =
                AnswerValidator.of(answers.kind())
                        .look(AnswerText.of(answers), spec(answers, osinfo))
                        .stream()
                        .map(complaint -> (complaint.certain() ? "E " : "W ") + complaint)
                        .toList();

        assertThat(String.join("; ", found)).isEqualTo(Optional.ofNullable(complaints).orElse(""));
    }

    private static AnswerFile.Kind kind(String file) {
        String end = file.substring(file.lastIndexOf('.') + 1);
        return switch (end) {
            case "cfg" -> AnswerFile.Kind.PRESEED;
            case "ks" -> AnswerFile.Kind.KICKSTART;
            case "xml" -> AnswerFile.Kind.AUTOYAST;
            case "yaml" -> AnswerFile.Kind.AUTOINSTALL;
            case "json" -> AnswerFile.Kind.AGAMA;
            default -> throw new IllegalArgumentException(file);
        };
    }

    private static ImageSpec spec(AnswerFile answers, String osinfo) {
        Machine plain = Specs.machine();
        return Specs.spec(
                Specs.NETBOOT,
                Optional.of(answers),
                "",
                new Machine(
                        plain.cores(),
                        plain.memory(),
                        plain.mac(),
                        new LibvirtSettings(
                                Optional.empty(),
                                VirtType.QEMU,
                                Optional.empty(),
                                Optional.ofNullable(osinfo))),
                Specs.anHour());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsJudged(String file) throws Exception {
        URL expected = Objects.requireNonNull(getClass().getResource("field/expected.txt"));

        assertThat(Files.readString(Path.of(expected.toURI()))).contains(file + " ");
    }

    static Stream<String> files() throws Exception {
        URL folder = Objects.requireNonNull(FieldCasesTest.class.getResource("field"));
        String[] names = Objects.requireNonNull(Path.of(folder.toURI()).toFile().list());
        return Arrays.stream(names).filter(name -> !name.equals("expected.txt")).sorted();
    }
}
