package org.imagefactory.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.History;
import org.imagefactory.history.Records;
import org.imagefactory.report.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

    private static final String EXPECTED =
            """
            last_success_time_seconds{image=a} 1772416200
            last_build_time_seconds{image=a} 1772502600
            last_build_time_seconds{image=b} 1772675400
            last_build_success{image=a} 0
            last_build_success{image=b} 0
            last_build_duration_seconds{image=a} 1200
            last_build_duration_seconds{image=b} 1200
            step_duration_seconds{image=a,step=install} 900.123
            step_duration_seconds{image=b,step=install} 900.123
            image_size_bytes{image=a} 8589934592
            remembered_builds{image=a,result=success} 1
            remembered_builds{image=a,result=failure} 1
            remembered_builds{image=a,result=cancelled} 1
            remembered_builds{image=b,result=success} 0
            remembered_builds{image=b,result=failure} 1
            remembered_builds{image=b,result=cancelled} 0
            """;

    @TempDir private Path folder;

    @Test
    void tellsEverythingAboutEveryImage() {
        BuildRecord cancelled =
                Records.record("a", 3, new Outcome(ExitStatus.TERMINATED, "cancelled", ""));
        String text =
                text(
                        new ImageStatus(
                                "a", List.of(Records.good("a", 1), Records.bad("a", 2), cancelled)),
                        new ImageStatus("b", List.of(Records.bad("b", 4))));

        assertThat(Exposition.parse(text)).isEqualTo(figures(EXPECTED));
    }

    private static Map<String, Double> figures(String lines) {
        return lines.lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(p -> "image_factory_" + p[0], p -> Double.valueOf(p[1])));
    }

    @Test
    void namesAreEscaped() {
        String name = "a\"b\\c\nd{e},f=\u00fc";

        assertThat(Exposition.parse(text(new ImageStatus(name, List.of(Records.good(name, 1))))))
                .containsKey(
                        "image_factory_step_duration_seconds{image=" + name + ",step=install}");
    }

    @Test
    void theParserOfThisTestIsStrict() {
        String good = "# HELP a b\n# TYPE a gauge\na{x=\"y\"} 1\n";
        assertThat(Exposition.parse(good)).containsEntry("a{x=y}", 1.0);
        for (String bad :
                List.of(
                        good.stripTrailing(),
                        good.replace("gauge", "gauges"),
                        good.replace("} 1", "} 1 2"),
                        good.replace("\"y\"", "\"y"),
                        good.replace("\"y\"", "\"y\\d\""),
                        good.replace("a{", "1{"),
                        good.replace("a{", "b{"),
                        good.replace("} 1", "} 0,5"),
                        good + "a{x=\"y\"} 2\n",
                        good + good,
                        good + "\n")) {
            assertThatThrownBy(() -> Exposition.parse(bad))
                    .as(bad)
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void everybodyReadsTheWholeFile() throws IOException {
        Path file = Files.writeString(folder.resolve("if.prom"), "old");
        History history = new History(folder);
        history.add(Records.good("a", 1));

        Overview overview = PublicFile.keepUpToDate(file, new Recollection(history), Metrics::text);

        assertThat(file).content().isEqualTo(Metrics.text(overview)).contains("image=\"a\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(names()).containsExactlyInAnyOrder(History.FOLDER, "if.prom");
    }

    /** A build that ends in another process after the memory was read, before the file is there. */
    @Test
    void aBuildThatEndsMeanwhileIsNotLost() throws IOException {
        Path file = folder.resolve("if.prom");
        History history = new History(folder);
        history.add(Records.good("a", 1));

        PublicFile.keepUpToDate(
                file,
                new Recollection(history),
                overview -> {
                    if (overview.images().size() == 1) {
                        add(history, Records.good("b", 1));
                    }
                    return Metrics.text(overview);
                });

        assertThat(file).content().contains("image=\"a\"", "image=\"b\"");
    }

    @Test
    void aFolderThatIsNotThereLeavesNothing() throws IOException {
        assertThatThrownBy(() -> PublicFile.write(folder.resolve("none/if.prom"), "text"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none");
        assertThat(names()).isEmpty();
    }

    @Test
    void whatCannotBeReplacedLeavesNoHalfFile() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("if.prom/full"));

        assertThatThrownBy(() -> PublicFile.write(taken.resolveSibling(""), "text"))
                .isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("if.prom");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void add(History history, BuildRecord build) {
        try {
            history.add(build);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(ImageStatus... images) {
        return Metrics.text(new Overview(List.of(images), List.of()));
    }
}
