package org.imagefactory.tdl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.imagefactory.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program on the whole table of verdicts, and on files that want too much of it. */
@Timeout(300)
final class TemplateCheckIT {

    private static final Path LAUNCHER =
            Path.of("target/image-factory/bin/imagefactory").toAbsolutePath();

    @TempDir Path folder;

    /** What the program printed, with the locale that knows the least. */
    private List<String> run(int status, String configuration, List<String> files)
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve("conf"), configuration);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), "--config", "conf"));
        command.addAll(List.of("--output", "json", "template", "check"));
        command.addAll(files);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(err)).isEmpty();
        assertThat(process.exitValue()).isEqualTo(status);
        return Files.readAllLines(out, UTF_8);
    }

    private void everyRow(boolean rootPassword, String configuration) throws Exception {
        List<VerdictsTest.Row> rows =
                VerdictsTest.rows().stream()
                        .filter(row -> row.rootPassword() == rootPassword)
                        // of a text, the encoding is ignored; of a file it is not
                        .filter(row -> !row.value().matches("(?s).*encoding=\"(UTF-16|no-.*|)\".*"))
                        .toList();
        List<String> files = new ArrayList<>();
        for (VerdictsTest.Row row : rows) {
            String name = files.size() + " ä.tdl";
            Files.writeString(folder.resolve(name), row.template());
            files.add(name);
        }

        List<String> lines = run(3, configuration, files);

        assertThat(lines).hasSameSizeAs(rows);
        for (int i = 0; i < lines.size(); i++) {
            Map<String, ?> answer = Json.object(lines.get(i));
            VerdictsTest.Row row = rows.get(i);
            assertThat(answer.get("file")).isEqualTo(files.get(i));
            assertThat(answer.get("valid")).isEqualTo(row.expected().equals("ok"));
            String faults =
                    ((List<?>) answer.get("errors"))
                            .stream()
                                    .map(Map.class::cast)
                                    .map(fault -> "" + fault.get("line") + fault.get("element"))
                                    .collect(Collectors.joining(" "));
            assertThat(faults.isEmpty() ? "ok" : faults)
                    .as(row.template())
                    .isEqualTo(row.expected());
        }
    }

    @Test
    void everyVerdict() throws Exception {
        everyRow(false, "{}");
        everyRow(true, "{\"tdl_require_root_pw\": 1}");
    }

    @Test
    void filesThatWantTooMuch() throws Exception {
        String entities = "<!DOCTYPE t [<!ENTITY a \"" + "a".repeat(1000) + "\">";
        for (char each = 'b'; each < 'k'; each++) {
            entities +=
                    "<!ENTITY %s \"%s\">"
                            .formatted(each, ("&" + (char) (each - 1) + ";").repeat(10));
        }
        String declaration = "<?xml version='1.0' encoding='ISO-8859-1'?>";
        String content = "<files><file name='/a' type='base64'>%s</file></files>";
        Map<String, byte[]> files =
                new java.util.TreeMap<>(
                        Map.of(
                                "1-large", bytes(content.formatted("QUJD".repeat(5_000_000))),
                                "2-latin",
                                        (declaration + text("<description>ä</description>"))
                                                .getBytes(ISO_8859_1),
                                "3-wide", text("").getBytes(UTF_16),
                                "4-laughs",
                                        (entities + "]>" + text("<description>&j;</description>"))
                                                .getBytes(UTF_8),
                                "5-outside",
                                        ("<!DOCTYPE t SYSTEM 'file:///etc/passwd'>" + text(""))
                                                .getBytes(UTF_8),
                                "6-deep", bytes("<a>".repeat(5_000_000)),
                                "7-many", bytes("<a/>".repeat(3_000_000)),
                                "8-larger", bytes(" ".repeat(30_000_000)),
                                "9-bytes",
                                        text("<description>ä</description>").getBytes(ISO_8859_1)));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }

        List<String> lines = run(3, "{}", List.copyOf(files.keySet()));

        assertThat(lines).hasSize(files.size()).allMatch(line -> line.length() < 1000);
        assertThat(lines.subList(0, 3)).allMatch(line -> line.contains("\"valid\":true"));
        assertThat(lines.subList(3, 9)).allMatch(line -> line.contains("\"valid\":false"));
        assertThat(lines.toString()).doesNotContain("root:");
    }

    @Test
    void aFullMemoryIsNoBug() throws Exception {
        Files.write(
                folder.resolve("a"), bytes("<!-- \ud83d\udc27" + "a".repeat(16_000_000) + " -->"));
        ProcessBuilder builder =
                new ProcessBuilder(LAUNCHER.toString(), "template", "check", "a")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile());
        builder.environment().put("IMAGE_FACTORY_HEAP", "32m");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("out")))
                .startsWith("imagefactory: the program's own memory is full")
                .contains("IMAGE_FACTORY_HEAP")
                .hasLineCount(2);
    }

    private static String text(String more) {
        return TemplateReaderTest.with(more);
    }

    private static byte[] bytes(String more) {
        return text(more).getBytes(UTF_8);
    }
}
