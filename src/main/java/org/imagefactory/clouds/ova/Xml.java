package org.imagefactory.clouds.ova;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.imagefactory.error.PrintableText;

/** Writes a document in memory; texts are of any origin. */
final class Xml {

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter writer;

    Xml() {
        try {
            writer = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            writer.writeStartDocument("UTF-8", "1.0");
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn
     */
    Xml open(String name, String... attributes) {
        return doing(
                () -> {
                    writer.writeCharacters("\n");
                    writer.writeStartElement(name);
                    write(attributes);
                });
    }

    /** Closes the innermost open element. */
    Xml close() {
        return doing(writer::writeEndElement);
    }

    /** An element without content. */
    Xml empty(String name, String... attributes) {
        return doing(
                () -> {
                    writer.writeCharacters("\n");
                    writer.writeEmptyElement(name);
                    write(attributes);
                });
    }

    /** An element with a text. */
    Xml text(String name, String content, String... attributes) {
        open(name, attributes);
        doing(() -> writer.writeCharacters(PrintableText.of(content)));
        return close();
    }

    /** The whole document; closes what is open. */
    String document() {
        doing(writer::writeEndDocument);
        return text + "\n";
    }

    private void write(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            writer.writeAttribute(attributes[i], PrintableText.of(attributes[i + 1]));
        }
    }

    private interface Action {
        void run() throws XMLStreamException;
    }

    private Xml doing(Action action) {
        try {
            action.run();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }
}
