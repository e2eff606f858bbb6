package org.imagefactory.aeolus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imagefactory.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemplateCheckCommandTest {

    @TempDir Path folder;

    private Program program;

    @BeforeEach
    void makeFiles() throws Exception {
        program = new Program(folder);
        program.file("wrong.tdl", "<template>\n<name/>\n<os/>\n</template>");
    }

    @Test
    void validTemplates() {
        assertThat(program.run("template", "check", "mock.tdl", "mock.tdl")).isZero();

        assertThat(program.out()).isEqualTo("mock.tdl: valid\nmock.tdl: valid\n");
        assertThat(program.err()).isEmpty();
        assertThat(program.store).doesNotExist();
    }

    @Test
    void faultsAsLines() {
        assertThat(program.run("template", "check", "wrong.tdl", "mock.tdl")).isEqualTo(3);

        assertThat(program.out().lines())
                .hasSize(5)
                .startsWith(
                        "wrong.tdl:3: /template/os/name: <name> is missing; <os> has exactly one")
                .endsWith("mock.tdl: valid");
        assertThat(program.err()).isEmpty();
    }

    @Test
    void faultsAsObjects() throws Exception {
        assertThat(program.run("--output", "json", "template", "check", "mock.tdl", "wrong.tdl"))
                .isEqualTo(3);

        List<String> lines = program.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(Json.object(lines.get(0)))
                .isEqualTo(Map.of("file", "mock.tdl", "valid", true, "errors", List.of()));
        Map<String, ?> wrong = Json.object(lines.get(1));
        assertThat(wrong.keySet()).containsExactly("file", "valid", "errors");
        assertThat(wrong.get("valid")).isEqualTo(false);
        assertThat((List<?>) wrong.get("errors"))
                .hasSize(4)
                .first()
                .isEqualTo(
                        Map.of(
                                "line",
                                3,
                                "element",
                                "/template/os/name",
                                "message",
                                "<name> is missing; <os> has exactly one"));
    }

    @Test
    void filesThatCannotBeRead() {
        assertThat(program.run("template", "check", "none.tdl", "wrong.tdl", ".")).isEqualTo(1);

        assertThat(program.err())
                .isEqualTo(
                        """
                        imagefactory: the template none.tdl cannot be read: there is no such file
                        imagefactory: the template . cannot be read: Is a directory
                        """);
        assertThat(program.out()).contains("wrong.tdl:3:").doesNotContain("none.tdl");
    }

    @Test
    void standardInputAndTheConfiguration() throws Exception {
        assertThat(program.reading(Program.TEMPLATE).run("template", "check", "-")).isZero();
        assertThat(program.out()).isEqualTo("-: valid\n");

        program.file("conf", "{\"tdl_require_root_pw\": 1}");
        assertThat(program.run("template", "check", "mock.tdl")).isEqualTo(3);
        assertThat(program.out())
                .isEqualTo(
                        "mock.tdl:4: /template/os/rootpw: <rootpw> is missing; <os> has exactly"
                                + " one\n");
    }

    @Test
    void filesAreReadByTheirEncoding() throws Exception {
        Files.write(folder.resolve("wide.tdl"), Program.TEMPLATE.getBytes(StandardCharsets.UTF_16));
        assertThat(program.run("template", "check", "wide.tdl")).isZero();

        Files.write(
                folder.resolve("latin.tdl"),
                Program.TEMPLATE.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(program.run("template", "check", "latin.tdl")).isEqualTo(3);
        assertThat(program.out()).startsWith("latin.tdl:3: : the bytes at ");
    }
}
