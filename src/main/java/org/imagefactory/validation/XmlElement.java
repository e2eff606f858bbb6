package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An element of an XML document that knows where it stands. */
final class XmlElement {

    private final String namespace;
    private final String name;
    private final Map<String, String> attributes;
    private final int line;
    private final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int textLine;

    /**
     * @param attributes by their names without prefix
     * @param line of the end of its start tag, from 1
     */
    XmlElement(String namespace, String name, Map<String, String> attributes, int line) {
        this.namespace = namespace;
        this.name = name;
        this.attributes = Map.copyOf(attributes);
        this.line = line;
        this.textLine = line;
    }

    void add(XmlElement child) {
        children.add(child);
    }

    /** Blank lines before the text are left out. */
    void add(String more) {
        if (!text.isEmpty()) {
            text.append(more);
            return;
        }
        int start = 0;
        while (start < more.length() && more.charAt(start) == '\n') {
            start++;
        }
        textLine += start;
        text.append(more, start, more.length());
    }

    String namespace() {
        return namespace;
    }

    String name() {
        return name;
    }

    int line() {
        return line;
    }

    /** The line that its text begins on. */
    int textLine() {
        return textLine;
    }

    /** Its own text, without that of its children. */
    String text() {
        return text.toString();
    }

    Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    List<XmlElement> children() {
        return children;
    }

    /** Its children of that name. */
    Stream<XmlElement> all(String child) {
        return children.stream().filter(element -> element.name.equals(child));
    }

    /** What is at the end of a path of names, whichever way there is first. */
    Optional<XmlElement> find(String... path) {
        Optional<XmlElement> found = Optional.of(this);
        for (String step : path) {
            found = found.flatMap(element -> element.all(step).findFirst());
        }
        return found;
    }

    /** This one and all below it, in the order of the document. */
    Stream<XmlElement> tree() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(XmlElement::tree));
    }

    /** Whether its text says that. */
    boolean says(String value) {
        return text().strip().equals(value);
    }
}
