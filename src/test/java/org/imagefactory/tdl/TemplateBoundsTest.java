package org.imagefactory.tdl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Templates that want too much of their reader. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TemplateBoundsTest {

    private static Template read(String text) throws InvalidTemplateException {
        return TemplateReader.read(text.getBytes(UTF_8), TemplateRules.PLAIN);
    }

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidTemplateException.class)
                .hasMessageContaining(why);
    }

    @Test
    void twentyMegabytesAreFine() throws Exception {
        byte[] content = new byte[14_500_000];
        String base64 = Base64.getMimeEncoder().encodeToString(content);
        Template template =
                read(
                        TemplateReaderTest.with(
                                "<files><file name='/a' type='base64'>"
                                        + base64
                                        + "</file></files>"));

        assertThat(template.files().get(0).content().bytes()).isEqualTo(content);
    }

    @Test
    void manyElementsAreFine() throws Exception {
        assertThat(
                        read(TemplateReaderTest.with(
                                        "<packages>"
                                                + "<package name='a'/>".repeat(200_000)
                                                + "</packages>"))
                                .packages())
                .hasSize(200_000);
    }

    @Test
    void moreThanThatIsNotRead() {
        refused(" ".repeat(TemplateReader.LONGEST + 1), "more than 20 MiB");
        refused(
                TemplateReaderTest.with("<a/>".repeat(250_001)),
                "there are more than 250000 elements");
        refused("<a>".repeat(1_000_000), "nested more than 64 deep");
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            attributes.append(" xmlns:a%d='%d'".formatted(i, i));
        }
        refused("<template" + attributes + "/>", "line 1");
        refused("<" + "a".repeat(1_000_000) + "/>", "line 1");
        refused(
                TemplateReaderTest.with("<disk><size>" + "9".repeat(1_000_000) + "</size></disk>")
                        .replace("</template>", "<a/></template>"),
                "/template/a");
    }

    @Test
    void entitiesDoNotGrow() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE template [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 10; i++) {
            laughs.append("<!ENTITY a%d \"%s\">".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
        }
        refused(
                laughs + "]>" + TemplateReaderTest.with("<description>&a9;</description>"),
                "line 1: not a TDL document: there is a DOCTYPE, which templates must"
                        + " not have");
    }

    @Test
    void nothingIsFetched(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(300);
            String url = "http://127.0.0.1:%d/a".formatted(server.getLocalPort());
            for (String address : new String[] {secret.toUri().toString(), url}) {
                refused(
                        "<!DOCTYPE template SYSTEM '%s'>".formatted(address)
                                + TemplateReaderTest.with(""),
                        "DOCTYPE");
                refused(
                        "<!DOCTYPE template [<!ENTITY %% a SYSTEM '%s'> %%a;]>".formatted(address)
                                + TemplateReaderTest.with(""),
                        "DOCTYPE");
                refused(
                        TemplateReaderTest.with(
                                ("<x:include xmlns:x='http://www.w3.org/2001/XInclude' href='%s'"
                                                + " parse='text'/>")
                                        .formatted(address)),
                        "/template/x:include");
                read(
                        "<?xml-stylesheet href='%s'?>".formatted(address)
                                + TemplateReaderTest.with(
                                        "<files><file name='a' type='url'>%s</file></files>"
                                                .formatted(address)));
                read(
                        TemplateReaderTest.with("")
                                .replace(
                                        "<template>",
                                        ("<template xmlns:i='http://www.w3.org/2001/XMLSchema-instance'"
                                                        + " xmlns:a='%s'>")
                                                .formatted(address)));
            }
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }
}
