package org.imagefactory.tdl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.imagefactory.spec.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as editors save them. */
final class TemplateTextTest {

    private static final String NAME = "Grüße aus Köln";

    private static String template(String declaration) {
        return TemplateReaderTest.with("")
                .replace("<name>a</name>", "<name>" + NAME + "</name>")
                .replaceFirst("^", declaration);
    }

    private static String declared(String encoding) {
        return "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>\n";
    }

    private static byte[] marked(String text, Charset charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("\ufeff".getBytes(charset));
        bytes.writeBytes(text.getBytes(charset));
        return bytes.toByteArray();
    }

    private static String name(byte[] file) throws InvalidTemplateException {
        Template template = TemplateReader.read(file, TemplateRules.PLAIN);
        // what a record keeps means the same
        assertThat(TemplateReader.read(TemplateReader.text(file), TemplateRules.PLAIN))
                .isEqualTo(template);
        return template.name();
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UTF-8",
        "utf-8, UTF-8",
        "ISO-8859-1, ISO-8859-1",
        "iso-8859-15, ISO-8859-15",
        "latin1, ISO-8859-1",
        "windows-1252, windows-1252",
        "UTF-16, UTF-16BE",
        "UTF-16, UTF-16LE",
        "UTF-16LE, UTF-16LE",
        "UTF-32, UTF-32BE",
        "UTF-32LE, UTF-32LE",
    })
    void declarationsCount(String declared, String used) throws Exception {
        assertThat(name(template(declared(declared)).getBytes(Charset.forName(used))))
                .isEqualTo(NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void marksCount(String used) throws Exception {
        Charset charset = Charset.forName(used);

        assertThat(name(marked(template(""), charset))).isEqualTo(NAME);
        assertThat(name(marked(template("<?xml version='1.0'?>"), charset))).isEqualTo(NAME);
        assertThat(name(marked(template(declared(used)), charset))).isEqualTo(NAME);
        assertThat(name(marked(template(declared("ISO-8859-1")), charset))).isEqualTo(NAME);
    }

    @Test
    void withoutMarkAndDeclaration() throws Exception {
        assertThat(name(template("").getBytes(UTF_8))).isEqualTo(NAME);
        assertThat(name(template("").getBytes(UTF_16LE))).isEqualTo(NAME);
        assertThat(name(template("").getBytes(UTF_16BE))).isEqualTo(NAME);
        assertThat(name(template("<?xml version='1.0'?>").getBytes(UTF_8))).isEqualTo(NAME);
        assertThatThrownBy(() -> name(template("\n").getBytes(ISO_8859_1)))
                .hasMessage(
                        "the template is not valid: line 2: the bytes at 19 are not UTF-8; save"
                                + " the file as UTF-8, or declare its encoding");
    }

    @Test
    void aDeclarationThatIsWrong() {
        assertThatThrownBy(() -> name(template(declared("no-such-thing")).getBytes(UTF_8)))
                .hasMessageContaining(
                        "line 1: the encoding 'no-such-thing' is not known; save the file as"
                                + " UTF-8");
        assertThatThrownBy(() -> name(template(declared("!")).getBytes(UTF_8)))
                .hasMessageContaining("the encoding '!' is not known");
        assertThatThrownBy(() -> name(template(declared("UTF-16")).getBytes(UTF_8)))
                .hasMessageContaining("the file says that it is 'UTF-16', which it is not");
        assertThatThrownBy(() -> name(template(declared("US-ASCII")).getBytes(UTF_8)))
                .hasMessageContaining("are not US-ASCII");
        assertThatThrownBy(() -> name(template(declared("UTF-8")).getBytes(ISO_8859_1)))
                .hasMessageContaining("are not UTF-8");
    }

    @Test
    void brokenBytes() {
        byte[] wide = marked(template(""), UTF_16LE);
        assertThatThrownBy(() -> name(Arrays.copyOf(wide, wide.length - 1)))
                .hasMessageContaining("are not UTF-16LE");
        assertThatThrownBy(() -> name(new byte[0])).isInstanceOf(InvalidTemplateException.class);
        assertThatThrownBy(() -> name(new byte[] {(byte) 0xff, (byte) 0xfe}))
                .isInstanceOf(InvalidTemplateException.class);
        assertThatThrownBy(() -> name(new byte[100])).isInstanceOf(InvalidTemplateException.class);
    }

    @Test
    void theEncodingOfATextIsIgnored() throws Exception {
        for (String encoding : new String[] {"UTF-16", "ISO-8859-1", "no-such-thing"}) {
            assertThat(
                            TemplateReader.read(
                                            "\ufeff" + template(declared(encoding)),
                                            TemplateRules.PLAIN)
                                    .name())
                    .isEqualTo(NAME);
        }
    }

    /** Pieces of the decoder's buffer must not cut a character. */
    @Test
    void longFilesArriveWhole() throws Exception {
        String content = "ü🐧".repeat(50_000);
        String text =
                TemplateReaderTest.with("<files><file name='a'>" + content + "</file></files>");
        for (String encoding : new String[] {"UTF-8", "UTF-16LE", "UTF-32BE", "GB18030"}) {
            String whole = declared(encoding) + text;
            Template template =
                    TemplateReader.read(
                            whole.getBytes(Charset.forName(encoding)), TemplateRules.PLAIN);
            assertThat(template.files().get(0).content().text()).isEqualTo(content);
            assertThat(template.source().sha256()).isEqualTo(Sha256.of(whole));
            assertThat(template.source().sizeBytes()).isEqualTo(whole.getBytes(UTF_8).length);
        }
    }
}
