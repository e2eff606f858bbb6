package org.imagefactory.clouds.vsphere;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.imagefactory.xml.UntrustedXml;

/**
 * An element of an answer of vSphere. Namespaces are left out, but for types, whose prefixes are
 * those of our own envelopes: so an element can be sent back as it came.
 *
 * @param name without prefix
 * @param type of {@code xsi:type}, with the prefix {@code xsd:} if it is one of the schema's own;
 *     empty without
 * @param ref of the attribute {@code type}, which references have; empty without
 * @param text of an element without others in it
 * @param children in order
 */
record SoapXml(String name, String type, String ref, String text, List<SoapXml> children) {

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final int DEEPEST = 64;

    SoapXml {
        children = List.copyOf(children);
    }

    /**
     * @throws XMLStreamException it is not well-formed, or deeper than any answer
     */
    static SoapXml parse(String document) throws XMLStreamException {
        XMLStreamReader reader = UntrustedXml.reader(new StringReader(document));
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            // the prologue
        }
        return element(reader, 0);
    }

    private static SoapXml element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("it is too deep");
        }
        String name = reader.getLocalName();
        String type = type(reader);
        String ref = Optional.ofNullable(reader.getAttributeValue("", "type")).orElse("");
        StringBuilder text = new StringBuilder();
        List<SoapXml> children = new ArrayList<>();
        for (int event = reader.next();
                event != XMLStreamConstants.END_ELEMENT;
                event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                children.add(element(reader, depth + 1));
            } else if (event == XMLStreamConstants.CHARACTERS
                    || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
            }
        }
        return new SoapXml(name, type, ref, children.isEmpty() ? text.toString() : "", children);
    }

    private static String type(XMLStreamReader reader) {
        String value = reader.getAttributeValue(XSI, "type");
        if (value == null) {
            return "";
        }
        int colon = value.indexOf(':');
        if (colon < 0) {
            return value;
        }
        QName name =
                new QName(
                        reader.getNamespaceURI(value.substring(0, colon)),
                        value.substring(colon + 1));
        return XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(name.getNamespaceURI())
                ? "xsd:" + name.getLocalPart()
                : name.getLocalPart();
    }

    /** The first element of that name below this one, however deep. */
    Optional<SoapXml> find(String wanted) {
        return all().filter(element -> element.name.equals(wanted)).findFirst();
    }

    /** Its elements of that name. */
    List<SoapXml> each(String wanted) {
        return children.stream().filter(child -> child.name.equals(wanted)).toList();
    }

    /** The text of the first element of that name below this one; empty without. */
    String textOf(String wanted) {
        return find(wanted).map(SoapXml::text).orElse("");
    }

    /** The reference in the first element of that name. */
    Optional<ObjectRef> reference(String wanted) {
        return find(wanted).map(SoapXml::asReference);
    }

    ObjectRef asReference() {
        return new ObjectRef(ref, text);
    }

    private Stream<SoapXml> all() {
        return children.stream().flatMap(child -> Stream.concat(Stream.of(child), child.all()));
    }

    /** The same element by another name, to be sent. */
    String write(String as) {
        StringBuilder out = new StringBuilder();
        write(as, out);
        return out.toString();
    }

    private void write(String as, StringBuilder out) {
        out.append('<').append(as);
        if (!type.isEmpty()) {
            out.append(" xsi:type=\"").append(text(type)).append('"');
        }
        if (!ref.isEmpty()) {
            out.append(" type=\"").append(text(ref)).append('"');
        }
        out.append('>').append(text(text));
        children.forEach(child -> child.write(child.name, out));
        out.append("</").append(as).append('>');
    }

    /** Text in XML; what XML cannot hold is left out. */
    static String text(String plain) {
        StringBuilder out = new StringBuilder();
        plain.codePoints()
                .filter(c -> c >= ' ' || c == '\n' || c == '\t')
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> out.append("&amp;");
                                case '<' -> out.append("&lt;");
                                case '>' -> out.append("&gt;");
                                case '"' -> out.append("&quot;");
                                default -> out.appendCodePoint(c);
                            }
                        });
        return out.toString();
    }
}
