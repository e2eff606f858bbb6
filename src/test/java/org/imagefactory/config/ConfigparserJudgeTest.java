package org.imagefactory.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.imagefactory.error.ConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares with Python's configparser, for which existing configuration files were written. */
class ConfigparserJudgeTest {

    private static final int GENERATED = 1000;
    private static final long SEED = 20201122;

    @TempDir static Path folder;
    private static Map<String, List<String>> verdicts = Map.of();

    @BeforeAll
    static void askPython() throws Exception {
        Path cases = Files.createDirectory(folder.resolve("cases"));
        int number = 0;
        for (List<byte[]> files : IniSamples.all(SEED, GENERATED)) {
            Path directory = Files.createDirectory(cases.resolve("%05d".formatted(number++)));
            for (int i = 0; i < files.size(); i++) {
                Files.write(directory.resolve((i + 1) + ".conf"), files.get(i));
            }
        }
        Path script = folder.resolve("judge.py");
        try (var in = ConfigparserJudgeTest.class.getResourceAsStream("judge.py")) {
            Files.copy(in, script);
        }
        Path output = folder.resolve("output");
        Process python =
                new ProcessBuilder("python3", script.toString(), cases.toString())
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(python.waitFor()).isZero();
        verdicts = parse(Files.readAllLines(output, UTF_8));
    }

    private static Map<String, List<String>> parse(List<String> lines) {
        Map<String, List<String>> result = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("case ")) {
                current = new ArrayList<>();
                result.put(line.substring(6, line.length() - 1), current);
            } else {
                current.add(line);
            }
        }
        return result;
    }

    @Test
    void everyFileReadsAsInPython() throws Exception {
        assertThat(verdicts).hasSizeGreaterThan(GENERATED);
        for (Map.Entry<String, List<String>> verdict : verdicts.entrySet()) {
            Path directory = folder.resolve("cases").resolve(verdict.getKey());
            assertThat(read(directory))
                    .as(() -> describe(directory))
                    .containsExactlyElementsOf(verdict.getValue());
        }
    }

    @Test
    void samplesAreNeitherAllBrokenNorAllTame() {
        assertThat(verdicts.values().stream().filter(lines -> lines.contains("error")).count())
                .isBetween(verdicts.size() / 20L, verdicts.size() / 2L);
        List<String> lines = verdicts.values().stream().flatMap(List::stream).toList();
        assertThat(lines.stream().filter(line -> line.startsWith("value")).count())
                .isGreaterThan(10L * GENERATED / 2);
        assertThat(lines.stream().filter(line -> line.startsWith("broken")).count())
                .isGreaterThan(GENERATED / 10L);
    }

    private static List<String> read(Path directory) {
        Configuration configuration;
        try {
            configuration =
                    Configuration.load(
                            List.of(directory.resolve("1.conf"), directory.resolve("2.conf")));
        } catch (ConfigurationException e) {
            return List.of("error");
        }
        Set<String> result = new TreeSet<>();
        Stream.concat(Stream.of("DEFAULT"), configuration.sectionNames().stream())
                .forEach(section -> result.addAll(values(configuration, section)));
        return List.copyOf(result);
    }

    private static List<String> values(Configuration configuration, String section) {
        Set<String> keys = new TreeSet<>(configuration.section(section).keySet());
        keys.addAll(configuration.defaults().keySet());
        List<String> result = new ArrayList<>();
        for (String key : keys) {
            String place = json(section) + " " + json(key);
            RawValue value = configuration.find(section, key).orElseThrow();
            try {
                String text = Interpolation.resolve(configuration, section, key, value);
                result.add("value " + place + " " + json(text));
            } catch (InterpolationException e) {
                result.add("broken " + place);
            }
        }
        return result;
    }

    private static String describe(Path directory) {
        try (Stream<Path> files = Files.list(directory).sorted()) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.toList()) {
                text.append(file.getFileName()).append(": ");
                text.append(json(new String(Files.readAllBytes(file), UTF_8))).append('\n');
            }
            return text.toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** As Python's {@code json.dumps} writes a string. */
    private static String json(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> out.append(c < ' ' || c > '~' ? "\\u%04x".formatted((int) c) : c);
            }
        }
        return out.append('"').toString();
    }
}
