package org.imagefactory.service.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.imagefactory.error.PrintableText;

/**
 * Fills the pages' templates. The values come from guests, users and providers: they are escaped,
 * and characters that steer a display are replaced.
 */
final class Rendering {

    private final Map<String, Template> templates = new ConcurrentHashMap<>();
    private final Mustache.Compiler compiler =
            Mustache.compiler()
                    .withEscaper(PrintableText::html)
                    .nullValue("")
                    .emptyStringIsFalse(true)
                    .zeroIsFalse(true)
                    .withLoader(
                            name ->
                                    new InputStreamReader(
                                            open(name + ".mustache"), StandardCharsets.UTF_8));

    /**
     * @param values what the template has names for; all of them
     */
    String text(String template, Map<String, Object> values) {
        return templates
                .computeIfAbsent(template, name -> compiler.loadTemplate(name))
                .execute(values);
    }

    /** A file of this program's own. */
    static String file(String name) {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        InputStream in = Rendering.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("the program lacks " + name);
        }
        return in;
    }
}
