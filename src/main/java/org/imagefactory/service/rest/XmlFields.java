package org.imagefactory.service.rest;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.xml.UntrustedXml;
import org.jspecify.annotations.Nullable;

/**
 * Bodies in XML: the root is the wrapper, its children are the fields, those of {@code parameters}
 * its entries. Elements that repeat become a list.
 */
final class XmlFields {

    private static final int DEEPEST = 20;
    private static final int MOST_ELEMENTS = 10_000;

    private final XMLStreamReader reader;
    private int elements;

    private XmlFields(XMLStreamReader reader) {
        this.reader = reader;
    }

    /**
     * @throws RequestException the body is no XML, or has a document type
     */
    static Map<String, @Nullable Object> read(byte[] body) throws RequestException {
        try {
            XMLStreamReader reader = UntrustedXml.reader(new ByteArrayInputStream(body));
            try {
                return new XmlFields(reader).document();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new RequestException(
                    Fault.BAD_BODY,
                    "The body is not well-formed XML, at line %d."
                            .formatted(
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNumber()));
        }
    }

    private Map<String, @Nullable Object> document() throws XMLStreamException, RequestException {
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.DTD) {
                throw new RequestException(
                        Fault.BAD_BODY, "A document type is not permitted in a body.");
            }
        }
        Map<String, @Nullable Object> whole = new LinkedHashMap<>();
        whole.put(reader.getLocalName(), fields(value(0)));
        while (reader.hasNext()) {
            reader.next();
        }
        return whole;
    }

    /** XML has texts only; what has to be something else is recognised by its name. */
    private static Map<String, @Nullable Object> fields(Object root) {
        Map<String, @Nullable Object> fields = object(root);
        Object parameters = fields.get("parameters");
        if (parameters instanceof Map || (parameters instanceof String text && text.isBlank())) {
            Map<String, @Nullable Object> entries = object(parameters);
            entries.computeIfPresent("callbacks", (name, value) -> list(value));
            entries.computeIfPresent(
                    "snapshot",
                    (name, value) ->
                            value.equals("true") || value.equals("false")
                                    ? Boolean.valueOf(value.toString())
                                    : value);
            fields.put("parameters", entries);
        }
        return fields;
    }

    private static Map<String, @Nullable Object> object(Object value) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> object.put(String.valueOf(name), inner));
        }
        return object;
    }

    private static Object list(Object value) {
        if (value instanceof Map<?, ?> map && map.size() == 1) {
            return list(map.values().iterator().next());
        }
        return value instanceof List<?> ? value : List.of(value);
    }

    /** The element's text, or its children by name. */
    private Object value(int depth) throws XMLStreamException, RequestException {
        elements++;
        if (elements > MOST_ELEMENTS) {
            throw new RequestException(Fault.BAD_BODY, "The body has too many elements.");
        }
        if (depth > DEEPEST) {
            throw new RequestException(Fault.BAD_BODY, "The elements of the body nest too deeply.");
        }
        Map<String, @Nullable Object> children = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.START_ELEMENT) {
                String name = reader.getLocalName();
                children.merge(name, value(depth + 1), XmlFields::both);
            } else if (reader.isCharacters()) {
                text.append(reader.getText());
            }
        }
        if (children.isEmpty()) {
            return text.toString();
        }
        if (!text.toString().isBlank()) {
            throw new RequestException(
                    Fault.BAD_BODY, "There is text between the elements of the body.");
        }
        return children;
    }

    /** Values are texts or objects, so that a list is one of several of the same name. */
    @SuppressWarnings("unchecked")
    private static Object both(Object one, Object other) {
        List<Object> list =
                one instanceof List ? (List<Object>) one : new ArrayList<>(List.of(one));
        list.add(other);
        return list;
    }
}
