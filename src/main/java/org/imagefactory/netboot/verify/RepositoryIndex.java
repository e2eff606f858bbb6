package org.imagefactory.netboot.verify;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.imagefactory.xml.UntrustedXml;
import org.jspecify.annotations.Nullable;

/**
 * A file that the index of a repository of rpm packages names, {@code repomd.xml}.
 *
 * @param place below the folder that the index' own folder is in
 * @param sha256 in small letters
 */
public record RepositoryIndex(String place, String sha256) {

    /** The name of the index. */
    public static final String NAME = "repomd.xml";

    private static final Pattern PLACE =
            Pattern.compile("repodata/[A-Za-z0-9][A-Za-z0-9._+-]{0,250}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * @param kind of the file: {@code updateinfo}
     * @return empty if there is none, or none with a name and a SHA-256
     */
    public static Optional<RepositoryIndex> find(byte[] index, String kind) {
        try {
            XMLStreamReader xml = UntrustedXml.reader(new ByteArrayInputStream(index));
            boolean wanted = false;
            String place = "";
            String sha256 = "";
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "data" -> wanted = kind.equals(xml.getAttributeValue(null, "type"));
                        case "location" ->
                                place = wanted ? text(xml.getAttributeValue(null, "href")) : place;
                        case "checksum" -> {
                            boolean known = "sha256".equals(xml.getAttributeValue(null, "type"));
                            sha256 = wanted && known ? xml.getElementText().strip() : sha256;
                        }
                        default -> {
                            // nothing else is asked for
                        }
                    }
                }
            }
            return PLACE.matcher(place).matches() && SHA256.matcher(sha256).matches()
                    ? Optional.of(new RepositoryIndex(place, sha256))
                    : Optional.empty();
        } catch (XMLStreamException | RuntimeException e) {
            // the parser's own bugs, too: it is no index
            return Optional.empty();
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
