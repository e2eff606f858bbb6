package org.imagefactory.tdl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.error.PrintableText;
import org.jspecify.annotations.Nullable;

/**
 * An element of a template. Its readers ask for what the language knows, and faults are noted for
 * what they do not get, or get too often.
 */
final class Element {

    private final @Nullable Element parent;
    private final String namespace;
    private final String name;
    private final String[] attributes;
    private final int line;
    private final Faults faults;
    private List<Element> children = List.of();
    private String text = "";

    /**
     * @param parent none for the root
     * @param namespace empty for the language's own
     * @param name with its prefix, if it has one
     * @param attributes names with their prefixes, and values, in turn
     * @param line at which it begins
     * @param faults get what is wrong with it
     */
    Element(
            @Nullable Element parent,
            String namespace,
            String name,
            String[] attributes,
            int line,
            Faults faults) {
        this.parent = parent;
        this.namespace = namespace;
        this.name = name;
        this.attributes = attributes;
        this.line = line;
        this.faults = faults;
        if (parent != null) {
            parent.add(this);
        }
    }

    private void add(Element child) {
        if (children.isEmpty()) {
            children = new ArrayList<>(2);
        }
        children.add(child);
    }

    /** What stands directly in it, without comments and instructions; once. */
    void text(String all) {
        text = all;
    }

    int line() {
        return line;
    }

    String name() {
        return name;
    }

    boolean isNamed(String other) {
        return name.equals(other) && namespace.isEmpty();
    }

    /** From the root down to it. */
    String path() {
        return (parent == null ? "" : parent.path()) + "/" + PrintableText.exact(name);
    }

    void fault(String message) {
        faults.add(line, path(), message);
    }

    /** Faults for all attributes but these. */
    Element attributes(String... known) {
        for (int i = 0; i < attributes.length; i += 2) {
            if (!List.of(known).contains(attributes[i])) {
                fault(
                        "the attribute %s is not known here; <%s> has %s"
                                .formatted(
                                        Faults.quote(attributes[i]),
                                        name,
                                        known.length == 0 ? "none" : String.join(", ", known)));
            }
        }
        return this;
    }

    Optional<String> attribute(String wanted) {
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i].equals(wanted)) {
                return Optional.of(attributes[i + 1]);
            }
        }
        return Optional.empty();
    }

    /** The value; a fault and an empty text if there is none. */
    String required(String attribute) {
        Optional<String> value = attribute(attribute);
        if (value.isEmpty()) {
            fault("the attribute '%s' is missing".formatted(attribute));
        }
        return value.orElse("");
    }

    /** Faults for all elements in it but these, and for text between them. */
    Element holds(String... known) {
        if (!Blanks.isXml(text)) {
            fault(
                    "the text %s stands between the elements; <%s> holds %s only"
                            .formatted(Faults.quote(Blanks.strip(text)), name, tags(known)));
        }
        for (Element child : children) {
            if (!faults.isFull() && Stream.of(known).noneMatch(child::isNamed)) {
                child.unknown("<%s> holds %s only".formatted(name, tags(known)));
            }
        }
        return this;
    }

    /** A fault for it because of where it is. */
    void unknown(String right) {
        fault(
                "<%s>%s is not known here; %s"
                        .formatted(
                                PrintableText.exact(name),
                                namespace.isEmpty()
                                        ? ""
                                        : " of the namespace " + Faults.quote(namespace),
                                right));
    }

    /** The one child of this name; a fault for none, and for each further one. */
    Optional<Element> one(String child) {
        Optional<Element> found = atMostOne(child);
        if (found.isEmpty()) {
            faults.add(
                    line,
                    path() + "/" + child,
                    "<%s> is missing; <%s> has exactly one".formatted(child, name));
        }
        return found;
    }

    /** The first child of this name, if there is one; a fault for each further one. */
    Optional<Element> atMostOne(String child) {
        List<Element> all = all(child);
        all.stream()
                .skip(1)
                .forEach(
                        more ->
                                more.fault(
                                        ("<%s> has more than one <%s>, the first in line %d;"
                                                        + " one is allowed")
                                                .formatted(name, child, all.get(0).line)));
        return all.stream().findFirst();
    }

    List<Element> all(String child) {
        return children.stream().filter(any -> any.isNamed(child)).toList();
    }

    List<Element> children() {
        return children;
    }

    /** Its text; faults for attributes and elements. */
    String text() {
        return attributes().onlyText();
    }

    /** Its text; faults for elements in it. */
    String onlyText() {
        for (Element child : children) {
            child.unknown("<%s> holds text only".formatted(name));
        }
        return text;
    }

    /** A fault if there is anything in it. */
    void empty() {
        if (!children.isEmpty() || !Blanks.isXml(text)) {
            fault("<%s> has a content, but may have attributes only".formatted(name));
        }
    }

    private static String tags(String... names) {
        return Stream.of(names).map("<%s>"::formatted).collect(Collectors.joining(" "));
    }
}
