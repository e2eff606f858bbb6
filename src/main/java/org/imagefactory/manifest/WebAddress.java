package org.imagefactory.manifest;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Home pages as packages name them: not all of them are addresses. */
final class WebAddress {

    private static final Pattern WEB = Pattern.compile("https?://[^/]+.*");

    private WebAddress() {}

    /** Whether a document may give the text as the address of a web page. */
    static boolean isValid(String text) {
        try {
            return WEB.matcher(text).matches() && !new URI(text).toASCIIString().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
