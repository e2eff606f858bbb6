package org.imagefactory.tdl;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;
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
 * Reads XML that nobody vouches for into elements. A document type is refused at its first word, so
 * that there are no entities; nothing is included; there are bounds to everything that a parser
 * could stumble over.
 */
final class XmlReader extends DefaultHandler2 {

    /** Elements further inside are in one that the language does not know. */
    private static final int DEEPEST_KEPT = 6;

    private static final int DEEPEST = 64;

    private static final int MOST_ELEMENTS = 250_000;

    /** Declarations of namespaces are searched one by one for each element. */
    private static final int MOST_ATTRIBUTES = 32;

    private final Faults faults;
    private final Deque<Element> open = new ArrayDeque<>();
    private final Deque<LongText> texts = new ArrayDeque<>();
    private int depth;
    private int elements;
    private int line = 1;
    private @Nullable Element root;
    private @Nullable Locator locator;

    private XmlReader(Faults faults) {
        this.faults = faults;
    }

    /**
     * The root of a document.
     *
     * @param text may declare any encoding, which means nothing here
     * @param faults for those of its elements
     * @throws InvalidTemplateException it is not XML as it is allowed here
     */
    static Element parse(String text, Faults faults) throws InvalidTemplateException {
        if (text.chars().filter(any -> !Blanks.isXml((char) any)).findFirst().orElse('<') != '<') {
            throw Faults.fatal(
                    1,
                    "not a TDL document: it is no XML; the template itself is wanted, not its file,"
                            + " address or id");
        }
        XmlReader reader = new XmlReader(faults);
        try {
            SAXParser parser = UntrustedXml.parser(reader);
            parser.setProperty("http://apache.org/xml/properties/locale", Locale.ROOT);
            parser.setProperty("jdk.xml.elementAttributeLimit", Integer.toString(MOST_ATTRIBUTES));
            parser.parse(new InputSource(new StringReader(text)), reader);
            return Objects.requireNonNull(reader.root);
        } catch (SAXParseException e) {
            throw Faults.fatal(Math.max(1, e.getLineNumber()), message(e));
        } catch (SAXException e) {
            throw Faults.fatal(1, message(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text in memory
        }
    }

    private static String message(SAXException e) {
        return "not a TDL document: " + e.getMessage();
    }

    @Override
    public void setDocumentLocator(Locator where) {
        locator = where;
    }

    @Override
    public void startDTD(String name, @Nullable String publicId, @Nullable String systemId)
            throws SAXException {
        throw wrong("there is a DOCTYPE, which templates must not have; remove it");
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes)
            throws SAXException {
        if (++depth > DEEPEST) {
            throw wrong("elements are nested more than %d deep".formatted(DEEPEST));
        }
        if (++elements > MOST_ELEMENTS) {
            throw wrong("there are more than %d elements".formatted(MOST_ELEMENTS));
        }
        if (depth <= DEEPEST_KEPT) {
            Element element = new Element(open.peek(), uri, name, copy(attributes), line, faults);
            if (root == null) {
                root = element;
            }
            open.push(element);
            texts.push(new LongText());
        }
        moved();
    }

    private static String[] copy(Attributes attributes) {
        String[] copy = new String[2 * attributes.getLength()];
        for (int i = 0; i < attributes.getLength(); i++) {
            copy[2 * i] = attributes.getQName(i);
            copy[2 * i + 1] = attributes.getValue(i);
        }
        return copy;
    }

    @Override
    public void endElement(String uri, String local, String name) {
        if (depth-- <= DEEPEST_KEPT) {
            open.pop().text(texts.pop().toString());
        }
        moved();
    }

    @Override
    public void characters(char[] text, int start, int length) {
        if (depth <= DEEPEST_KEPT) {
            texts.element().append(text, start, length);
        }
        moved();
    }

    @Override
    public void processingInstruction(String target, String data) {
        moved();
    }

    @Override
    public void comment(char[] text, int start, int length) {
        moved();
    }

    @Override
    public void startCDATA() {
        moved();
    }

    @Override
    public void endCDATA() {
        moved();
    }

    @Override
    public void fatalError(SAXParseException problem) throws SAXException {
        throw problem;
    }

    @Override
    public void error(SAXParseException problem) throws SAXException {
        throw problem;
    }

    /** An element begins where what was before it ended; parsers tell only where its tag ends. */
    private void moved() {
        line = Objects.requireNonNull(locator).getLineNumber();
    }

    private SAXParseException wrong(String message) {
        return new SAXParseException(message, locator);
    }
}
