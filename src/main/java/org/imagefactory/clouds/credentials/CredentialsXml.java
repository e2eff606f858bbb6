package org.imagefactory.clouds.credentials;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.xml.UntrustedXml;

/**
 * Credentials as the older imagefactory had them: {@code <provider_credentials>} with an element
 * for the cloud, and one in that for each value.
 */
public final class CredentialsXml {

    private CredentialsXml() {}

    /** Whether a text is such a document, for this cloud. */
    public static boolean isFor(String text, String element) {
        return text.stripLeading().startsWith("<") && text.contains("<" + element + ">");
    }

    /**
     * The values by the names of their elements, the first of each.
     *
     * @param element of the cloud
     * @return empty if the text is not well-formed; why is not said, for that could quote a secret
     */
    public static Optional<Map<String, String>> read(String text, String element) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            XMLStreamReader reader = UntrustedXml.reader(new StringReader(text));
            boolean inside = false;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (inside) {
                        values.putIfAbsent(reader.getLocalName(), reader.getElementText().strip());
                    }
                    inside = inside || reader.getLocalName().equals(element);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    inside = false;
                }
            }
            return Optional.of(values);
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    /**
     * What is said where a value is missing.
     *
     * @param cloud for people
     * @param element of the cloud
     * @param name of the value's element
     * @param variables that may have it where the credentials are empty
     */
    public static ConfigurationException missing(
            String cloud, String element, String name, String variables) {
        return new ConfigurationException(
                ("the credentials for %s need <%s> in <provider_credentials><%s>,"
                                + " or be empty, with %s in the environment")
                        .formatted(cloud, name, element, variables),
                "");
    }
}
