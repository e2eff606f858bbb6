package org.imagefactory.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a netboot file comes from.
 *
 * @param text as the user wrote it, but for a host beyond ASCII: an http, https, rsync or file URI,
 *     or a plain path
 * @param scheme its kind
 */
public record SourceUri(String text, Scheme scheme) {

    /** What every remote source begins with. */
    private static final Pattern REMOTE =
            Pattern.compile("(?:https?|rsync)://", Pattern.CASE_INSENSITIVE);

    /** The supported kinds. */
    public enum Scheme {
        HTTP,
        HTTPS,
        RSYNC,
        FILE
    }

    /**
     * @throws IllegalArgumentException another scheme, or no valid URI
     */
    public static SourceUri parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || text.startsWith("/") || text.startsWith(".")) {
            return new SourceUri(text, Scheme.FILE);
        }
        try {
            Scheme scheme = Choice.parse(Scheme.class, text.substring(0, colon));
            String ascii = scheme == Scheme.FILE ? text : UriHost.inAscii(text);
            URI uri = new URI(ascii);
            boolean complete =
                    scheme == Scheme.FILE
                            ? uri.getPath() != null
                            : !UriHost.server(uri).replaceFirst(":.*", "").isEmpty();
            if (!complete || text.endsWith("/")) {
                throw new IllegalArgumentException(
                        "'%s' does not name a file".formatted(MalformedUri.told(text)));
            }
            return new SourceUri(ascii, scheme);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "'%s' is not a URI: %s".formatted(MalformedUri.told(text), e.getReason()), e);
        }
    }

    /**
     * One source, or several with white space between them. Only remote files can be several, since
     * a path may have blanks of its own.
     *
     * @throws IllegalArgumentException one of them is no valid source, or is a path among others
     */
    public static List<SourceUri> parseAll(String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        long remote = words.stream().filter(word -> REMOTE.matcher(word).lookingAt()).count();
        if (words.size() == 1 || remote == 0) {
            return List.of(parse(text));
        }
        if (remote < words.size()) {
            throw new IllegalArgumentException(
                    "'%s' is not a URI, nor several http:, https: or rsync: URIs with blanks between"
                                    .formatted(MalformedUri.told(text))
                            + " them");
        }
        return words.stream().map(SourceUri::parse).toList();
    }

    /** The local path of a {@link Scheme#FILE} source; empty for the others. */
    public Optional<Path> localPath() {
        if (scheme != Scheme.FILE) {
            return Optional.empty();
        }
        boolean uri = text.toLowerCase(Locale.ROOT).startsWith("file:");
        return Optional.of(Path.of(uri ? URI.create(text).getPath() : text));
    }

    /** The last part of the path: the name of the file, without query or fragment. */
    public String fileName() {
        String path = text.split("[?#]", 2)[0];
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether it is a file of this host. */
    public boolean isLocal() {
        return scheme == Scheme.FILE;
    }

    /** The path, decoded; what identifies the file on its server, or on this host. */
    public String path() {
        return localPath().map(Path::toString).orElseGet(() -> URI.create(text).getPath());
    }

    /**
     * The path of this file relative to the folder that another one is in: {@code
     * images/SHA256SUMS}. Empty if it is elsewhere.
     */
    public Optional<String> relativeToFolderOf(SourceUri other) {
        String folder = other.path().substring(0, other.path().lastIndexOf('/') + 1);
        boolean below =
                scheme == other.scheme
                        && server().equals(other.server())
                        && path().startsWith(folder);
        return below ? Optional.of(path().substring(folder.length())) : Optional.empty();
    }

    /** Host and port in lower case, without credentials; empty for a file of this host. */
    public String server() {
        return isLocal() ? "" : UriHost.server(URI.create(text));
    }

    @Override
    public String toString() {
        return text;
    }
}
