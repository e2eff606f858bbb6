package org.imagefactory.html;

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
 * Fills the templates of pages. The values come from guests, users and providers: they are escaped,
 * and characters that steer a display are replaced.
 */
public final class PageTemplates {

    private final Class<?> owner;
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
     * @param owner the templates lie beside this class
     */
    public PageTemplates(Class<?> owner) {
        this.owner = owner;
    }

    /**
     * @param values what the template has names for, all of them: a map or a record
     */
    public String text(String template, Object values) {
        return templates
                .computeIfAbsent(template, name -> compiler.loadTemplate(name))
                .execute(values);
    }

    /** A file of this program's own. */
    public String file(String name) {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InputStream open(String name) {
        InputStream in = owner.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("the program lacks " + name);
        }
        return in;
    }
}
