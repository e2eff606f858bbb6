package org.imagefactory.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntrustedXmlTest {

    private static final String TOTAL = "jdk.xml.totalEntitySizeLimit";
    private static final String ONE = "jdk.xml.maxGeneralEntitySizeLimit";

    @AfterEach
    void forget() {
        System.clearProperty(TOTAL);
        System.clearProperty(ONE);
    }

    /** Whatever a version of Java thinks is enough. */
    @ParameterizedTest
    @ValueSource(strings = {TOTAL, ONE})
    void signsThatStandForThemselvesAreNotCounted(String limit) throws Exception {
        System.setProperty(limit, "100");

        assertThat(text("<a>" + "&lt;&amp;".repeat(1000) + "</a>")).isEqualTo("<&".repeat(1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<a>&b;</a>"})
    void nobodyDefinesEntities(String document) {
        assertThatThrownBy(() -> text(document)).isInstanceOf(XMLStreamException.class);
    }

    private static String text(String document) throws XMLStreamException {
        XMLStreamReader reader = UntrustedXml.reader(new StringReader(document));
        reader.nextTag();
        return reader.getElementText();
    }
}
