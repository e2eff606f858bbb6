package org.imagefactory.tdl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IcicleTest {

    private static Icicle.Item item(String name) {
        return new Icicle.Item(name, Optional.empty());
    }

    @Test
    void packagesWithAndWithoutExtra() {
        assertThat(
                        new Icicle(
                                        Optional.of("a <small> system"),
                                        List.of(
                                                item("bash-5.2"),
                                                new Icicle.Item(
                                                        "a&b", Optional.of("x > \"y\" é 🐧"))))
                                .toXml())
                .isEqualTo(
                        "<icicle><description>a &lt;small&gt; system</description><packages>"
                                + "<package name=\"bash-5.2\"></package><package name=\"a&amp;b\">"
                                + "<extra>x &gt; &quot;y&quot; é 🐧</extra></package></packages>"
                                + "</icicle>");
    }

    @Test
    void nothing() {
        assertThat(new Icicle(Optional.empty(), List.of()).toXml())
                .isEqualTo("<icicle><packages></packages></icicle>");
        assertThat(Icicle.NONE).isEqualTo("<icicle></icicle>");
    }

    /** What a guest prints must not break the document, nor be changed by reading it. */
    @Test
    void isXmlWhateverIsInIt() throws Exception {
        String foreign = "]]>\0\u001b\ud800\uffff\r\n\t</packages>&amp;'\"";
        String xml =
                new Icicle(
                                Optional.of(foreign),
                                List.of(new Icicle.Item(foreign, Optional.of(foreign))))
                        .toXml();

        Element root = XmlReader.parse(xml, new Faults());
        String expected = "]]>\ufffd\ufffd\ufffd\ufffd\r\n\t</packages>&amp;'\"";
        assertThat(root.one("description").orElseThrow().text()).isEqualTo(expected);
        Element item = root.one("packages").orElseThrow().one("package").orElseThrow();
        assertThat(item.required("name")).isEqualTo(expected.replace('\n', ' '));
        assertThat(item.one("extra").orElseThrow().text()).isEqualTo(expected);
    }

    @Test
    void ofATemplate() throws Exception {
        Template template =
                TemplateReader.read(
                        TemplateReaderTest.with("<description>d</description>"),
                        TemplateRules.PLAIN);

        assertThat(Icicle.of(template, List.of("a")).toXml())
                .isEqualTo(
                        "<icicle><description>d</description><packages><package name=\"a\">"
                                + "</package></packages></icicle>");
    }
}
