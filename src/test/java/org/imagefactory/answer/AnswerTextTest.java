package org.imagefactory.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.AnswerValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

class AnswerTextTest {

    private static final AnswerValues VALUES =
            new AnswerValues(
                    Map.of(
                            "hostname", "host",
                            "root-password-hash", "$6$a$b.c/D",
                            "empty", "",
                            "lines", "a\nb",
                            "markup", "<b> & \"c\""),
                    Map.of("packages", List.of("vim", "less"), "ssh-keys", List.of()));

    @TempDir private Path folder;

    @Test
    void takesAFileThatIsNoTemplateAsItIs() throws Exception {
        String text = "d-i x string {{hostname}} $primary{ } ${name}\r\n";

        assertThat(AnswerText.of(file("a.cfg", text, AnswerFile.Kind.PRESEED))).isEqualTo(text);
    }

    /** A pipe that nobody writes to, and a device without an end. */
    @Test
    @Timeout(60)
    void readsRegularFilesOnly() throws Exception {
        Path pipe = folder.resolve("ks.cfg");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        for (Path file : List.of(pipe, Path.of("/dev/zero"))) {
            AnswerFile answers = new AnswerFile(AnswerFile.Kind.KICKSTART, file);
            assertThatThrownBy(() -> AnswerText.of(answers))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(file + " is no regular file");
            assertThatThrownBy(() -> AnswerText.sha256(answers)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void fillsInValuesListsAndConditions() throws Exception {
        String template =
                """
                d-i netcfg/get_hostname string {{hostname}}
                {{#packages}}
                d-i pkg string {{.}}
                {{/packages}}
                {{#ssh-keys}}
                key {{.}}
                {{/ssh-keys}}
                {{^ssh-keys}}
                no key $primary{ }
                {{/ssh-keys}}
                {{#empty}}never{{/empty}}{{#unknown}}never{{/unknown}}p {{root-password-hash}}
                """;

        assertThat(AnswerText.of(file("a.cfg.mustache", template, AnswerFile.Kind.PRESEED)))
                .isEqualTo(
                        """
                        d-i netcfg/get_hostname string host
                        d-i pkg string vim
                        d-i pkg string less
                        no key $primary{ }
                        p $6$a$b.c/D
                        """);
    }

    @Test
    void tellsWhichSettingsATemplateUses() throws Exception {
        String template = "a {{used}} {{#section }}{{{bare}}}{{/section}} {{^without}}{ {no}";
        AnswerFile answers = file("a.cfg.mustache", template, AnswerFile.Kind.PRESEED);

        assertThat(UsedSettings.names(answers))
                .containsExactlyInAnyOrder("used", "section", "bare", "without");
    }

    @Test
    void namesTheLineOfAMissingValue() throws Exception {
        AnswerFile answers = file("a.cfg.mustache", "\n\n{{gone}}\n", AnswerFile.Kind.PRESEED);

        assertThatThrownBy(() -> AnswerText.of(answers))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(answers.file() + ":3: no key or variable 'gone' has a value");
    }

    @ParameterizedTest
    @CsvSource({"PRESEED, lines", "KICKSTART, lines", "KICKSTART, markup"})
    void refusesAValueThatWouldBeMoreThanOne(AnswerFile.Kind kind, String name) throws Exception {
        AnswerFile answers = file("a.mustache", "x {{" + name + "}}", kind);

        assertThatThrownBy(() -> AnswerText.of(answers))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("would end the answer");
        assertThat(AnswerText.of(file("a.mustache", "x {{{" + name + "}}}", kind)))
                .isEqualTo("x " + VALUES.texts().get(name));
    }

    @Test
    void writesMarkupAsText() throws Exception {
        assertThat(AnswerText.of(file("a.mustache", "{{markup}}", AnswerFile.Kind.AUTOYAST)))
                .isEqualTo("&lt;b&gt; &amp; &quot;c&quot;");
    }

    @Test
    void quotesAScriptAsOneJsonString() throws Exception {
        String template =
                """
                {"content": {{#json-string}}
                #!/bin/sh
                \techo '{{markup}}' {{{markup}}} "\\"
                {{#packages}}
                in {{.}}
                {{/packages}}
                {{/json-string}}, "host": "{{markup}}"}
                """;

        JsonNode json = new JsonMapper().readTree(text(template, AnswerFile.Kind.AGAMA));

        assertThat(json.get("content").textValue())
                .isEqualTo(
                        """
                        #!/bin/sh
                        \techo '<b> & "c"' <b> & "c" "\\"
                        in vim
                        in less
                        """);
        assertThat(json.get("host").textValue()).isEqualTo("<b> & \"c\"");
    }

    @Test
    void quotesAScriptAsCharacterData() throws Exception {
        String template =
                "<a><b>{{#cdata}}\nx <{{markup}}> ]]> ]]>]]\n{{/cdata}}</b>{{markup}}</a>";

        String xml = text(template, AnswerFile.Kind.AUTOYAST);

        assertThat(xml)
                .startsWith("<a><b><![CDATA[x <<b> & ")
                .endsWith("</b>&lt;b&gt; &amp; &quot;c&quot;</a>");
        assertThat(
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(new InputSource(new StringReader(xml)))
                                .getElementsByTagName("b")
                                .item(0)
                                .getTextContent())
                .isEqualTo("x <<b> & \"c\"> ]]> ]]>]]\n");
    }

    private String text(String template, AnswerFile.Kind kind) throws Exception {
        return AnswerText.of(file("a.mustache", template, kind));
    }

    @ParameterizedTest
    @CsvSource({"{{#hostname}}", "{{/hostname}}", "{{> /etc/passwd}}"})
    void refusesABrokenTemplate(String template) throws Exception {
        AnswerFile answers = file("a.mustache", template, AnswerFile.Kind.PRESEED);

        assertThatThrownBy(() -> AnswerText.of(answers))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(answers.file().toString());
    }

    @Test
    void refusesWhatIsNoText() throws Exception {
        AnswerFile answers = file("a.ks", "", AnswerFile.Kind.KICKSTART);
        Files.write(answers.file(), new byte[] {(byte) 0xff, 0});

        assertThatThrownBy(() -> AnswerText.of(answers))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("UTF-8");
    }

    /** debconf does not look at what bytes say. */
    @Test
    void preseedFilesHaveAnyEncoding() throws Exception {
        AnswerFile answers = file("a.cfg", "", AnswerFile.Kind.PRESEED);
        Files.write(answers.file(), "# grün".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(AnswerText.of(answers)).isEqualTo("# grün");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, ''",
        "UTF-8, \uFEFF",
        "UTF-16, ''",
        "UTF-16LE, ''",
        "UTF-16LE, \uFEFF",
        "UTF-16BE, ''",
        "ISO-8859-15, ''",
        "windows-1252, ''",
    })
    void xmlSaysWhatItIsWrittenIn(String encoding, String mark) throws Exception {
        AnswerFile answers = file("a.xml", "", AnswerFile.Kind.AUTOYAST);
        String text = "<?xml version=\"1.0\" encoding='%s'?><a>grün</a>".formatted(encoding);
        Files.write(answers.file(), (mark + text).getBytes(encoding));

        assertThat(AnswerText.of(answers)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<?xml version='1.0' encoding='x-klingon'?>", "<?xml encoding='-'?>"})
    void refusesEncodingsThatNobodyKnows(String text) throws Exception {
        AnswerFile answers = file("a.xml", text, AnswerFile.Kind.AUTOYAST);

        assertThatThrownBy(() -> AnswerText.of(answers))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is not known");
    }

    @Test
    void saysThatTheFileIsGone() {
        AnswerFile answers = new AnswerFile(AnswerFile.Kind.PRESEED, folder.resolve("none"));

        assertThatThrownBy(() -> AnswerText.of(answers)).isInstanceOf(NoSuchFileException.class);
    }

    private AnswerFile file(String name, String text, AnswerFile.Kind kind) throws IOException {
        return new AnswerFile(kind, Files.writeString(folder.resolve(name), text), VALUES);
    }
}
