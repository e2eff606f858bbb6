package org.imagefactory.xml;

import java.io.InputStream;
import java.io.Reader;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * Parsers for documents from anywhere. They fetch neither entities nor document types; how deep and
 * how large a document may be, and whether it may have a document type, is for who reads it to say.
 */
public final class UntrustedXml {

    private static final String NO_LIMIT = "0";

    private UntrustedXml() {}

    /**
     * A parser that calls back, with names in their namespaces.
     *
     * @param handler hears of comments and document types, too
     * @throws SAXException the parser does not know one of the settings
     */
    public static SAXParser parser(DefaultHandler2 handler) throws SAXException {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setValidating(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature(
                    "http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            SAXParser parser = factory.newSAXParser();
            parser.setProperty("http://xml.org/sax/properties/lexical-handler", handler);
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return parser;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e); // every Java has these features
        }
    }

    /**
     * A parser that is asked for one thing after another; texts come in one piece.
     *
     * @param bytes whose encoding the document tells
     * @throws XMLStreamException it cannot be begun
     */
    public static XMLStreamReader reader(InputStream bytes) throws XMLStreamException {
        return streams().createXMLStreamReader(bytes);
    }

    /** As {@link #reader(InputStream)}. */
    public static XMLStreamReader reader(Reader text) throws XMLStreamException {
        return streams().createXMLStreamReader(text);
    }

    private static XMLInputFactory streams() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // Without document types nobody can define entities; but each &amp; counts as one, of which
        // Java 24 and later let a document have 100,000.
        factory.setProperty("jdk.xml.totalEntitySizeLimit", NO_LIMIT);
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", NO_LIMIT);
        return factory;
    }
}
