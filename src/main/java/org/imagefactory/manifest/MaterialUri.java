package org.imagefactory.manifest;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imagefactory.spec.Secrets;

/** The source of a material as a URI that may be published: without user and password. */
final class MaterialUri {

    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:.*");
    private static final Pattern USER = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@");

    private MaterialUri() {}

    /**
     * @param source a URI or an absolute path
     * @return empty if it cannot be made a URI
     */
    static Optional<String> of(String source) {
        try {
            if (!SCHEME.matcher(source).matches()) {
                return Optional.of(new URI("file", "", source, null).toASCIIString());
            }
            String anonymous = USER.matcher(source).replaceFirst("$1");
            return Optional.of(new URI(Secrets.mask(anonymous)).toASCIIString());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
