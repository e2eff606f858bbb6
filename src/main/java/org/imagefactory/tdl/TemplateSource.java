package org.imagefactory.tdl;

import java.nio.charset.StandardCharsets;
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
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new TemplateSource(
                bytes.length, Sha256.ofBytes(Sha256.newDigest().digest(bytes)), lines);
    }

    private static void add(Element element, String parent, Map<String, Integer> lines) {
        String path = parent + element.name();
        lines.putIfAbsent(path, element.line());
        element.children().forEach(child -> add(child, path + "/", lines));
    }
}
