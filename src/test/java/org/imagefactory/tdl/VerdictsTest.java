package org.imagefactory.tdl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each rule of the language broken once, and each of its borders. The table has headings that name
 * a part of a plain template, and rows: what is expected ({@code ok}, or line and path of each
 * fault), and what that part is to be.
 */
final class VerdictsTest {

    static final Path TABLE = Path.of("src/test/resources/tdl/verdicts.txt");

    /** The parts, and what they are in a plain template. */
    private static final Map<String, String> PLAIN = new LinkedHashMap<>();

    static {
        PLAIN.put(
                "document",
                "{prolog}<template{attributes}>\n{name}\n{description}\n{os}\n{rest}\n</template>");
        PLAIN.put("prolog", "");
        PLAIN.put("attributes", "");
        PLAIN.put("name", "<name>plain</name>");
        PLAIN.put("description", "");
        PLAIN.put("os", "<os>\n{osname}\n{version}\n{arch}\n{install}\n{osrest}\n</os>");
        PLAIN.put("osname", "<name>Fedora</name>");
        PLAIN.put("version", "<version>41</version>");
        PLAIN.put("arch", "<arch>x86_64</arch>");
        PLAIN.put("install", "<install type='url'><url>http://example.org/</url></install>");
        PLAIN.put("osrest", "");
        PLAIN.put("rest", "");
    }

    /**
     * One row.
     *
     * @param rootPassword whether one is required
     */
    record Row(String expected, String part, String value, boolean rootPassword) {

        String template() {
            String text = "{document}";
            for (Map.Entry<String, String> plain : PLAIN.entrySet()) {
                String key = plain.getKey();
                text = text.replace("{" + key + "}", key.equals(part) ? value : plain.getValue());
            }
            return text;
        }
    }

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        String part = "";
        boolean rootPassword = false;
        for (String line : Files.readAllLines(TABLE, UTF_8)) {
            if (line.startsWith("== ")) {
                part = line.substring(3).split(" ", 2)[0];
                rootPassword = line.endsWith(" required");
                assertThat(PLAIN).containsKey(part);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] columns = line.split(" \\| ?", 2);
                rows.add(
                        new Row(
                                columns[0].strip(),
                                part,
                                columns[1].translateEscapes(),
                                rootPassword));
            }
        }
        return rows;
    }

    @TestFactory
    List<DynamicTest> everyRowHasItsVerdict() throws IOException {
        return rows().stream()
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row.part() + ": " + row.value(),
                                        () ->
                                                assertThat(verdict(row))
                                                        .as(row.template())
                                                        .isEqualTo(row.expected())))
                .toList();
    }

    static String verdict(Row row) {
        try {
            TemplateReader.read(row.template(), new TemplateRules(row.rootPassword()));
            return "ok";
        } catch (InvalidTemplateException e) {
            return e.faults().stream()
                    .map(fault -> fault.line() + fault.element())
                    .collect(Collectors.joining(" "));
        }
    }
}
