package org.imagefactory.tdl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.imagefactory.spec.Sha256;

/**
 * The text that a template was read from.
 *
 * @param sizeBytes its length in UTF-8
 * @param sha256 its digest in UTF-8
 * @param lines where the elements begin that a template has once, by their paths below the root:
 *     {@code os/install/url}
 */
public record TemplateSource(long sizeBytes, Sha256 sha256, Map<String, Integer> lines) {

    private static final int PIECE = 1 << 16;

    /** Of a template that was never written down. */
    public static final TemplateSource NONE = new TemplateSource(0, Sha256.of(""), Map.of());

    public TemplateSource {
        lines = Map.copyOf(lines);
    }

    static TemplateSource of(String text, Element root) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (Element part : root.children()) {
            if (part.isNamed("os") || part.isNamed("disk")) {
                add(part, "", lines);
            }
        }
        // Piece by piece, as the bytes of the whole would take as much memory again.
        MessageDigest digest = Sha256.newDigest();
        long size = 0;
        int end = 0;
        for (int begin = 0; begin < text.length(); begin = end) {
            end = Math.min(text.length(), begin + PIECE);
            if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                end++;
            }
            byte[] bytes = text.substring(begin, end).getBytes(StandardCharsets.UTF_8);
            digest.update(bytes);
            size += bytes.length;
        }
        return new TemplateSource(size, Sha256.ofBytes(digest.digest()), lines);
    }

    private static void add(Element element, String parent, Map<String, Integer> lines) {
        String path = parent + element.name();
        lines.putIfAbsent(path, element.line());
        element.children().forEach(child -> add(child, path + "/", lines));
    }
}
