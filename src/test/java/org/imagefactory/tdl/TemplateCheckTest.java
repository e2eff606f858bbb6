package org.imagefactory.tdl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemplateCheckTest {

    @TempDir Path folder;

    private final List<String> output = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private String valid = "";
    private String invalid = "";
    private String absent = "";
    private String noXml = "";

    @BeforeEach
    void makeFiles() throws IOException {
        valid = file("valid.tdl", TemplateReaderTest.with(""));
        invalid = file("inv\"ä.tdl", TemplateReaderTest.with("\n<disk/>\n<a/>"));
        noXml = file("no.xml", "<a>\n</b>");
        absent = folder.resolve("absent").toString();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private TemplateCheck.Outcome check(boolean json, String... files) {
        return new TemplateCheck(
                        TemplateRules.PLAIN,
                        json,
                        folder,
                        new ByteArrayInputStream(TemplateReaderTest.with("").getBytes(UTF_8)),
                        output::add,
                        problems::add)
                .check(List.of(files));
    }

    @Test
    void aLineForEachFault() {
        assertThat(check(false, valid, invalid, noXml, "-"))
                .isEqualTo(TemplateCheck.Outcome.INVALID);

        assertThat(output)
                .containsExactly(
                        valid + ": valid",
                        invalid
                                + ":2: /template/disk/size: <size> is missing; <disk> has exactly"
                                + " one",
                        invalid
                                + ":3: /template/a: <a> is not known here; <template> holds <name>"
                                + " <description> <os> <disk> <packages> <repositories> <files>"
                                + " <precommands> <commands> only",
                        noXml
                                + ":2: : not a TDL document: The element type \"a\""
                                + " must be terminated by the matching end-tag \"</a>\".",
                        "-: valid");
        assertThat(problems).isEmpty();
    }

    @Test
    void anObjectForEachFile() throws Exception {
        assertThat(check(true, valid, invalid)).isEqualTo(TemplateCheck.Outcome.INVALID);

        assertThat(output).hasSize(2);
        assertThat(output.get(0))
                .isEqualTo("{\"file\":\"%s\",\"valid\":true,\"errors\":[]}".formatted(valid));
        assertThat(Json.object(output.get(1)))
                .containsEntry("file", invalid)
                .containsEntry("valid", false);
        assertThat(Json.object(output.get(1)).get("errors"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(2)
                .first()
                .isEqualTo(
                        Map.of(
                                "line",
                                2,
                                "element",
                                "/template/disk/size",
                                "message",
                                "<size> is missing; <disk> has exactly one"));
    }

    @Test
    void filesThatCannotBeReadHoldNothingUp() throws Exception {
        assertThat(check(true, absent, folder.toString(), invalid, valid))
                .isEqualTo(TemplateCheck.Outcome.UNREADABLE);

        assertThat(output).hasSize(4);
        assertThat(Json.object(output.get(0)))
                .containsEntry("valid", false)
                .containsEntry(
                        "errors",
                        List.of(
                                Map.of(
                                        "line",
                                        1,
                                        "element",
                                        "",
                                        "message",
                                        "the file cannot be read: there is no such file")));
        assertThat(problems)
                .containsExactly(
                        "the template " + absent + " cannot be read: there is no such file",
                        "the template " + folder + " cannot be read: Is a directory");
        output.clear();
        assertThat(check(false, absent, valid)).isEqualTo(TemplateCheck.Outcome.UNREADABLE);
        assertThat(output).containsExactly(valid + ": valid");
    }

    @Test
    void theBestOutcome() {
        assertThat(check(false, valid, valid)).isEqualTo(TemplateCheck.Outcome.VALID);
        assertThat(
                        new TemplateCheck(
                                        new TemplateRules(true),
                                        false,
                                        folder,
                                        new ByteArrayInputStream(new byte[0]),
                                        output::add,
                                        problems::add)
                                .check(List.of(valid)))
                .isEqualTo(TemplateCheck.Outcome.INVALID);
        assertThat(output)
                .contains(
                        valid
                                + ":1: /template/os/rootpw: <rootpw> is missing; <os> has exactly"
                                + " one");
    }
}
