package org.imagefactory.tdl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.imagefactory.spec.DataSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateReaderTest {

    private static final String OS =
            "<os><name>Debian</name><version>13</version><arch>x86_64</arch>"
                    + "<install type='url'><url>http://example.org/</url></install></os>";

    /** A template with more elements. */
    static String with(String more) {
        return "<template><name>a</name>" + OS + more + "</template>";
    }

    private static Template read(String text) throws InvalidTemplateException {
        return TemplateReader.read(text, TemplateRules.PLAIN);
    }

    private static List<TemplateFault> faults(String text) {
        try {
            read(text);
            return List.of();
        } catch (InvalidTemplateException e) {
            return e.faults();
        }
    }

    @Test
    void everythingATemplateCanSay() throws Exception {
        Template template =
                read(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <template version="1.0">
                          <name> everything </name>
                          <description> to the letter
                        </description>
                          <os>
                            <name>Fedora</name>
                            <version>
                              41
                            </version>
                            <arch>aarch64</arch>
                            <install type="iso">
                              <sha256sum> http://example.org/SUMS </sha256sum>
                              <iso>http://example.org/a.iso</iso>
                              <extras>
                                <directory source="http://example.org/d/" destination="d"/>
                                <file source="http://example.org/f" destination="e/f"/>
                              </extras>
                            </install>
                            <rootpw> a b </rootpw>
                            <key>1-2-3</key>
                            <kernelparam>console=ttyS0</kernelparam>
                            <icicle><extra_command>rpm -qai</extra_command></icicle>
                          </os>
                          <disk><size>20 GB</size></disk>
                          <packages>
                            <package name="vim"/>
                            <package name="mc"><arguments>-x</arguments></package>
                            <package name="vim"/>
                          </packages>
                          <repositories>
                            <repository name="a b"><url>http://example.org/1</url></repository>
                            <repository name="c">
                              <url> http://example.org/2 </url>
                              <signed>Yes</signed><persisted>NO</persisted><sslverify>true</sslverify>
                            </repository>
                            <repository name="a b">
                              <url>http://example.org/3</url>
                            </repository>
                          </repositories>
                          <files>
                            <file name="/etc/motd">
                              Hällo <![CDATA[<you> &]]><!-- all --> &amp; me
                            </file>
                            <file name="/b" type="base64"> /+8
                              = </file>
                            <file name="/c" type="url">
                              http://example.org/c
                            </file>
                            <file name="/d"/>
                          </files>
                          <precommands>
                            <command name="p">first</command>
                            <command name="p">second</command>
                          </precommands>
                          <commands>
                            <command name="c" position="02">two</command>
                            <command name="d" position="3" type="base64">ZWNobyAzCg==</command>
                            <command name="e" position="1" type="url">http://example.org/e</command>
                          </commands>
                        </template>
                        """);

        assertThat(template.name()).isEqualTo("everything");
        assertThat(template.description()).contains(" to the letter\n");
        assertThat(template.os())
                .isEqualTo(
                        new TemplateOs(
                                "Fedora",
                                "41",
                                "aarch64",
                                new TemplateInstall.Disc(
                                        "http://example.org/a.iso",
                                        Optional.of(
                                                new TemplateInstall.Checksums(
                                                        TemplateInstall.Algorithm.SHA256,
                                                        "http://example.org/SUMS")),
                                        List.of(
                                                new TemplateInstall.Extra(
                                                        true, "http://example.org/d/", "d"),
                                                new TemplateInstall.Extra(
                                                        false, "http://example.org/f", "e/f"))),
                                Optional.of(" a b "),
                                Optional.of("1-2-3"),
                                Optional.of("console=ttyS0"),
                                Optional.of("rpm -qai")));
        assertThat(template.diskSize()).contains(new DataSize(20_000_000_000L));
        assertThat(template.packages()).containsExactly("vim", "mc", "vim");
        assertThat(template.repositories())
                .containsExactly(
                        new TemplateRepository("a b", "http://example.org/3", false, true, false),
                        new TemplateRepository("c", "http://example.org/2", true, false, true));
        assertThat(template.files())
                .extracting(TemplateFile::name)
                .containsExactly("/etc/motd", "/b", "/c", "/d");
        assertThat(template.files().get(0).content().bytes())
                .asString(UTF_8)
                .isEqualTo("Hällo <you> & & me");
        assertThat(template.files().get(1).content().bytes()).containsExactly(0xff, 0xef);
        assertThat(template.files().get(2).content())
                .isEqualTo(new TemplateContent(TemplateContent.Type.URL, "http://example.org/c"));
        assertThat(template.files().get(3).content().bytes()).isEmpty();
        assertThat(template.precommands())
                .extracting(command -> command.content().text())
                .containsExactly("first", "second");
        assertThat(template.commands())
                .extracting(TemplateCommand::name)
                .containsExactly("e", "c", "d");
        assertThat(template.commands().get(2).content().bytes())
                .asString(UTF_8)
                .isEqualTo("echo 3\n");
        assertThat(template.commands())
                .extracting(TemplateCommand::line)
                .containsExactly(59, 57, 58);
        assertThat(template.warnings())
                .extracting(TemplateFault::toString)
                .containsExactly(
                        "line 20: /template/os/rootpw: the blanks at the end of the password are"
                                + " part of it",
                        "line 28: /template/packages/package/arguments: <arguments> has no effect;"
                                + " packages are installed by their names");
        assertThat(template.toString()).doesNotContain(" a b ").doesNotContain("1-2-3");
    }

    @Test
    void whatATemplateLeavesOpen() throws Exception {
        Template template = read(with("<disk><size/></disk><description/>"));

        assertThat(template.description()).isEmpty();
        assertThat(template.diskSize()).isEmpty();
        assertThat(template.isCustomised()).isFalse();
        assertThat(template.os().rootPassword()).isEmpty();
        assertThat(read(with("<files><file name='/a'/></files>")).isCustomised()).isTrue();
        assertThat(
                        read(with(
                                        "<precommands><command name='a'>b</command>"
                                                + "</precommands><repositories/>"))
                                .isCustomised())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7516192768",
        "0, 0",
        "1 T, 1099511627776",
        "2tib, 2199023255552",
        "1kB, 1000",
        "1KiB, 1024",
        "3 PB, 3000000000000000",
        "7EiB, 8070450532247928832",
        "8EiB, 9223372036854775807",
        "1YB, 9223372036854775807",
        "999999999999999999999999999999 B, 9223372036854775807",
        "0000000000000000000000000000001 B, 1",
    })
    void sizes(String text, long bytes) throws Exception {
        assertThat(read(with("<disk><size>" + text + "</size></disk>")).diskSize())
                .contains(new DataSize(bytes));
    }

    @Test
    void anElementBeginsWhereItsTagDoes() {
        String text =
                """

                <files>

                <file
                 type='x'
                 name='a'>
                b
                </file>
                <!-- a
                 b --><?c
                ?><![CDATA[
                ]]>
                <file/></files>""";

        assertThat(faults(with(text))).extracting(TemplateFault::line).containsExactly(4, 13);
        assertThat(faults(with(text.replace("\n", "\r\n"))))
                .extracting(TemplateFault::line)
                .containsExactly(4, 13);
    }

    @Test
    void faultsAreToldInTheOrderOfTheLinesAndNotWithoutEnd() {
        assertThat(faults(with("\n<disk/>\n<commands>\n" + "<command/>\n".repeat(1000))))
                .hasSize(1);
        List<TemplateFault> faults =
                faults(with("\n<commands>\n" + "<command/>\n".repeat(1000) + "</commands>"));

        assertThat(faults).hasSize(1001).isSortedAccordingTo((a, b) -> a.line() - b.line());
        assertThat(faults.get(1000).message()).contains("more faults");
    }

    @Test
    void theMessageOfTheExceptionIsASentence() {
        assertThatThrownBy(() -> read(with("<disk/><disk/>")))
                .hasMessage(
                        "the template is not valid: line 1: /template/disk: <template> has more"
                                + " than one <disk>, the first in line 1; one is allowed (and 1"
                                + " more)");
    }

    @Test
    void foreignTextIsShownHarmlessAndShort() {
        String longWord = "x".repeat(5000);
        List<TemplateFault> faults =
                faults(
                        with(
                                "<disk><size>&#x202e;1\n"
                                        + longWord
                                        + "</size></disk><"
                                        + "y".repeat(900)
                                        + "/>"));

        assertThat(faults).hasSize(2);
        assertThat(faults.get(0).message())
                .startsWith("'\\u202e1\\nxxx")
                .doesNotContain("\n")
                .hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/imagefactory/web.tdl",
                " http://example.org/web.tdl",
                "4e3f1d7c-5f3a-4a35-9b3c-0b1ce0a6f7e1",
                "{}",
                "<tdl/>",
                "<template xmlns='urn:x'/>",
                "<a><b>",
                ""
            })
    void whatIsNoTemplate(String text) {
        assertThatThrownBy(() -> read(text)).hasMessageContaining("not a TDL document");
    }

    @Test
    void messagesOfTheParserAreInOneLanguage() {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.JAPAN);
            assertThat(faults("<a>\n</b>"))
                    .extracting(TemplateFault::toString)
                    .containsExactly(
                            "line 2: not a TDL document: The element type \"a\" must"
                                    + " be terminated by the matching end-tag \"</a>\".");
        } finally {
            Locale.setDefault(usual);
        }
    }
}
