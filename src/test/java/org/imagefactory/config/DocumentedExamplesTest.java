package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imagefactory.answer.AnswerText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations in the documentation, as somebody copies them. */
class DocumentedExamplesTest {

    private static final Pattern FENCED = Pattern.compile("```ini\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MANUAL =
            Pattern.compile("\\.SH EXAMPLE\n\\.nf\n(.*?)\\.fi\n", Pattern.DOTALL);
    private static final String IMAGE = "debian-13";

    @TempDir Path folder;

    static List<String> examples() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), docs.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .flatMap(file -> found(FENCED, file))
                    .toList();
        }
    }

    static List<String> wholeExamples() throws IOException {
        return Stream.concat(
                        examples().stream().filter(text -> text.contains("preseed=")),
                        found(MANUAL, Path.of("man/image-factory.conf.5"))
                                .map(text -> text.replace("\\-", "-")))
                .toList();
    }

    private static Stream<String> found(Pattern pattern, Path file) {
        try {
            return pattern.matcher(Files.readString(file)).results().map(match -> match.group(1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void thereAreSome() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(3);
        assertThat(wholeExamples()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyValueIsOne(String example) throws Exception {
        String text = example.startsWith("[") ? example : "[" + IMAGE + "]\n" + example;
        Layers layers = new Fixture(folder).file(text).layers();

        int values = 0;
        for (Key<?> key : Keys.all()) {
            Optional<RawValue> value = layers.find(IMAGE, key);
            if (value.isPresent()) {
                key.parse(Interpolation.resolve(layers, IMAGE, key.name(), value.get()));
                values++;
            }
        }
        assertThat(values).isPositive();
    }

    @ParameterizedTest
    @MethodSource("wholeExamples")
    void aWholeOneBuilds(String example) throws Exception {
        String here = Path.of("").toAbsolutePath().toString();
        Fixture fixture =
                new Fixture(folder).file(example.replace("/usr/share/image-factory", here));

        Reading reading = fixture.read(IMAGE);

        assertThat(reading.warnings()).isEmpty();
        assertThat(AnswerText.of(reading.spec().answerFile().orElseThrow()))
                .contains("services-select multiselect security, updates");
    }
}
