package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.imagefactory.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged imagefactory with the mocks: bad input, signals, and several at once. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ImagefactoryIT {

    private static final Path PROGRAM = Path.of("target/image-factory/bin/imagefactory");

    private static final String TEMPLATE =
            """
            <template><name>mock</name><description>%s</description>
            <os><name>MockOS_A</name><version>1</version><arch>x86_64</arch>
            <install type="url"><url>http://mirror.example.org/</url></install></os></template>
            """;

    /** What is kept of a record. */
    private static final int LONGEST = 20_000;

    @TempDir private Path folder;
    private Path store;

    private record Outcome(int status, String out, String err) {}

    @BeforeEach
    void prepare() throws IOException {
        store = folder.resolve("store");
        write("mock.tdl", TEMPLATE.formatted("A mock"));
        configure(store);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "malformed | line 1",
                "large | line",
                "laughs | DOCTYPE",
                "entities | DOCTYPE",
                "include | XInclude",
            })
    void badTemplatesFailInsideTheProgram(String name, String message) throws Exception {
        write("malformed", "<template><name>x</template>");
        write("large", "<template><name>" + "x".repeat(19 << 20) + "</name>");
        write("laughs", laughs());
        write(
                "entities",
                "<!DOCTYPE t [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                        + TEMPLATE.formatted("&a;"));
        write(
                "include",
                TEMPLATE.formatted(
                        "<include xmlns=\"http://www.w3.org/2001/XInclude\""
                                + " href=\"/etc/passwd\" parse=\"text\"/>"));

        Outcome outcome = run("base_image", name);

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out())
                .startsWith("\nImage build FAILED with error: ")
                .containsIgnoringCase(message)
                .doesNotContain("root:");
        assertThat(outcome.out().length()).isLessThan(5000);
        assertThat(outcome.err()).doesNotContain("\tat ");
        assertThat(only("FAILED")).hasSize(1);
        assertThat(run("template", "check", name).status()).isEqualTo(3);
    }

    @Test
    void largeTemplatesPass() throws Exception {
        write("large", TEMPLATE.formatted("ä".repeat(8 << 20)));

        assertThat(run("base_image", "large").status()).isZero();
        assertThat(only("COMPLETE")).hasSize(1);
        assertThat(run("--output", "json", "target_image", "mock", "--template", "large").status())
                .isZero();

        write("larger", TEMPLATE.formatted("x".repeat(33 << 20)));
        assertThat(run("base_image", "larger").status()).isEqualTo(1);
        assertThat(only("FAILED")).isEmpty();
    }

    /** Its characters take two bytes each, in memory. */
    @Test
    void aRecordThatDoesNotFitHoldsUpNoOther() throws Exception {
        write("large", TEMPLATE.formatted("\u0416" + "x".repeat(16 << 20)));
        run("base_image", "large");

        Outcome outcome = run("base_image", "mock.tdl");

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(run("images", "{}").status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void signalsEndTheWholeChain(String signal, int status) throws Exception {
        write("credentials", "top secret");
        Process process =
                start(
                        "--output",
                        "json",
                        "provider_image",
                        "mock",
                        "@provider",
                        "credentials",
                        "--template",
                        "mock.tdl",
                        "--parameter",
                        "mock_seconds",
                        "600");
        Map<String, Object> image = document(process);
        assertThat(image).containsEntry("status", "NEW").doesNotContainValue("top secret");
        assertThat(process.isAlive()).isTrue();
        awaitStatus("BUILDING");

        new ProcessBuilder("kill", "-s", signal, "" + process.pid()).start().waitFor();

        assertThat(process.waitFor()).isEqualTo(status);
        assertThat(only("FAILED"))
                .hasSize(3)
                .allMatch(text -> text.contains("interrupted by a signal"))
                .noneMatch(text -> text.contains("secret"));
        assertThat(hidden()).isEmpty();
    }

    @Test
    void killedImagesAreFailedByTheNextStart() throws Exception {
        Process process = start("base_image", "mock.tdl", "--parameter", "mock_seconds", "600");
        awaitStatus("BUILDING");
        process.destroyForcibly().waitFor();
        assertThat(only("BUILDING")).hasSize(1);

        assertThat(run("base_image", "mock.tdl").status()).isZero();

        assertThat(only("BUILDING")).isEmpty();
        assertThat(only("FAILED")).singleElement().asString().contains("interrupted by restart");
        assertThat(hidden()).isEmpty();
    }

    @Test
    void severalShareAStore() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(start("target_image", "mock", "--template", "mock.tdl"));
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }

        assertThat(only("COMPLETE")).hasSize(6);
        String id = id(only("COMPLETE").get(0));
        assertThat(run("delete", id).out()).isEqualTo("Deleting image with id " + id + "\n");
        assertThat(only("COMPLETE")).hasSize(5);
        assertThat(run("store", "check").status()).isZero();
    }

    @Test
    void namesAreUtf8InAnyLocale() throws Exception {
        write("bär.tdl", TEMPLATE.formatted("Bär"));

        Outcome outcome = run("--output", "json", "base_image", "bär.tdl", "--parameter", "ö", "€");

        assertThat(outcome.status()).isZero();
        assertThat(Json.object(outcome.out()).get("parameters")).isEqualTo(Map.of("ö", "€"));
    }

    @Test
    void storeThatCannotBeMadeIsNamed() throws Exception {
        configure(Path.of("/proc/store"));

        Outcome outcome = run("base_image", "mock.tdl");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("/proc/store").doesNotContain("\tat ");
    }

    private static String laughs() {
        StringBuilder entities = new StringBuilder("<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            entities.append("<!ENTITY a%d \"&a%d;&a%d;&a%d;\">".formatted(i, i - 1, i - 1, i - 1));
        }
        return "<!DOCTYPE template [" + entities + "]>" + TEMPLATE.formatted("&a29;");
    }

    private void configure(Path place) throws IOException {
        write(
                "conf",
                Json.line(
                        Map.of(
                                "image_manager_args",
                                Map.of("storage_path", place.toString()),
                                "imgdir",
                                folder.resolve("work").toString())));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return new Outcome(status, out, Files.readString(folder.resolve("err")));
    }

    /** In a folder of its own, in the locale that knows least. */
    private Process start(String... arguments) throws IOException {
        // Whoever starts the tests in the background has them ignore some.
        String signals = "--default-signal=HUP,INT,TERM";
        List<String> command = new ArrayList<>(List.of("env", signals, "LC_ALL=C"));
        command.addAll(List.of(PROGRAM.toAbsolutePath().toString(), "--config", "conf"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    /** What is printed before the program ends. */
    private static Map<String, Object> document(Process process) throws Exception {
        StringBuilder text = new StringBuilder();
        InputStream out = process.getInputStream();
        while (!text.toString().endsWith("\n}\n")) {
            int next = out.read();
            assertThat(next).as(text.toString()).isNotNegative();
            text.append((char) next);
        }
        return Json.object(text.toString());
    }

    private void awaitStatus(String status) throws Exception {
        while (only(status).isEmpty()) {
            Thread.sleep(100);
        }
    }

    /** The records of that status. */
    private List<String> only(String status) throws IOException {
        List<String> records = new ArrayList<>();
        if (Files.exists(store)) {
            try (Stream<Path> files = Files.list(store)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".meta")).toList()) {
                    String record = Files.readString(file);
                    if (record.contains("\"status\":\"" + status + "\"")) {
                        // Behind the template, which may be large.
                        records.add(record.substring(Math.max(0, record.length() - LONGEST)));
                    }
                }
            }
        }
        return records;
    }

    private static String id(String record) throws Exception {
        return String.valueOf(Json.object(record).get("identifier"));
    }

    private List<Path> hidden() throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.filter(file -> file.getFileName().toString().startsWith(".")).toList();
        }
    }
}
