package org.imagefactory.scan;

import java.io.IOException;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.imagefactory.xml.UntrustedXml;

/**
 * Elements of a document one after another, whose namespaces make no difference. How much of it is
 * in memory at a time is bounded.
 */
final class XmlStream {

    private static final int DEEPEST = 60;

    private final String form;
    private final Unpacked bytes;
    private final XMLStreamReader xml;
    private int depth;

    /**
     * @param form that the document is to have, for messages
     */
    XmlStream(Content content, String form) throws IOException {
        this.form = form;
        bytes = Unpacked.inPieces(content.open());
        try {
            xml = UntrustedXml.reader(bytes);
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /** How many elements are open, the one that starts included. */
    int depth() {
        return depth;
    }

    /**
     * The next element that starts anywhere below one that is open.
     *
     * @param above how deep that one is; its end is the end
     */
    Optional<String> next(int above) throws IOException, InterruptedException {
        while (true) {
            switch (event()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return Optional.of(xml.getLocalName());
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (depth < above) {
                        return Optional.empty();
                    }
                }
                case XMLStreamConstants.END_DOCUMENT -> {
                    return Optional.empty();
                }
                default -> {
                    // between elements there is nothing to read
                }
            }
        }
    }

    /** Empty for an attribute that is not there. */
    String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    /** The text of the element that has started, up to its end. */
    String text() throws IOException, InterruptedException {
        int here = depth;
        StringBuilder text = new StringBuilder();
        while (depth >= here) {
            int event = event();
            if (event == XMLStreamConstants.END_DOCUMENT) {
                break;
            }
            if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(xml.getText());
            }
        }
        return text.toString().strip();
    }

    /** Over everything below the element that has started, up to its end. */
    void skip() throws IOException, InterruptedException {
        int here = depth;
        while (depth >= here && event() != XMLStreamConstants.END_DOCUMENT) {
            // nothing of it is wanted
        }
    }

    private int event() throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while reading XML");
        }
        try {
            if (!xml.hasNext()) {
                return XMLStreamConstants.END_DOCUMENT;
            }
            bytes.progress();
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (depth > DEEPEST) {
                    throw new IOException("is nested too deep");
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
            return event;
        } catch (XMLStreamException e) {
            throw broken(e);
        } catch (RuntimeException e) {
            // the parser's own bugs, and its answer to what it does not know
            throw new IOException("is no %s: %s".formatted(form, e.getClass().getSimpleName()), e);
        }
    }

    private IOException broken(XMLStreamException e) {
        if (e.getNestedException() instanceof IOException unreadable) {
            return unreadable;
        }
        return new IOException(
                "is no %s: no XML in line %d, column %d"
                        .formatted(
                                form,
                                e.getLocation() == null ? 0 : e.getLocation().getLineNumber(),
                                e.getLocation() == null ? 0 : e.getLocation().getColumnNumber()),
                e);
    }
}
