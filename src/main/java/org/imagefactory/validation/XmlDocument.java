package org.imagefactory.validation;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.xml.parsers.SAXParser;
import org.imagefactory.xml.UntrustedXml;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * Reads XML that nobody vouches for. A document type may be named, as it is in many AutoYaST files,
 * but nothing is loaded for it, and a document that declares entities is refused: they could name
 * files of this host, or grow without end.
 */
final class XmlDocument {

    /** No answer file is nested like that; more would be too much for the walk through it. */
    private static final int DEEPEST = 200;

    private static final int MOST_ELEMENTS = 50_000;

    private XmlDocument() {}

    /**
     * The root of a document.
     *
     * @throws XmlException it is no well-formed document, or declares entities
     */
    static XmlElement parse(String text) throws XmlException {
        Reader reader = new Reader();
        try {
            SAXParser parser = UntrustedXml.parser(reader);
            parser.setProperty("http://xml.org/sax/properties/declaration-handler", reader);
            parser.parse(new InputSource(new StringReader(text)), reader);
            return reader.root.orElseThrow(() -> new XmlException(0, "there is no element"));
        } catch (SAXParseException e) {
            throw new XmlException(Math.max(0, e.getLineNumber()), String.valueOf(e.getMessage()));
        } catch (SAXException e) {
            throw new XmlException(0, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text in memory
        }
    }

    /** Makes the tree. */
    private static final class Reader extends DefaultHandler2 {

        private final Deque<XmlElement> open = new ArrayDeque<>();
        private Optional<XmlElement> root = Optional.empty();
        private int elements;
        private @Nullable Locator locator;

        @Override
        public void setDocumentLocator(Locator where) {
            locator = where;
        }

        @Override
        public void startElement(String uri, String name, String qName, Attributes attributes)
                throws SAXException {
            if (open.size() >= DEEPEST) {
                throw wrong("elements are nested too deeply");
            }
            if (++elements > MOST_ELEMENTS) {
                throw wrong("there are too many elements");
            }
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < attributes.getLength(); i++) {
                values.put(attributes.getLocalName(i), attributes.getValue(i));
            }
            XmlElement element = new XmlElement(uri, name, values, line());
            if (open.isEmpty()) {
                root = Optional.of(element);
            } else {
                open.element().add(element);
            }
            open.push(element);
        }

        @Override
        public void endElement(String uri, String name, String qName) {
            open.pop();
        }

        @Override
        public void characters(char[] text, int start, int length) {
            open.element().add(new String(text, start, length));
        }

        @Override
        public void internalEntityDecl(String name, String value) throws SAXException {
            throw wrong("the entity '%s' is declared, which is not allowed".formatted(name));
        }

        @Override
        public void externalEntityDecl(
                String name, @Nullable String publicId, @Nullable String systemId)
                throws SAXException {
            throw wrong("the entity '%s' is declared, which is not allowed".formatted(name));
        }

        @Override
        public InputSource resolveEntity(
                @Nullable String name,
                @Nullable String publicId,
                @Nullable String baseUri,
                String systemId) {
            return new InputSource(new StringReader(""));
        }

        @Override
        public void error(SAXParseException problem) throws SAXException {
            throw problem;
        }

        private int line() {
            return Objects.requireNonNull(locator).getLineNumber();
        }

        private SAXParseException wrong(String message) {
            return new SAXParseException(message, locator);
        }
    }
}
