package org.imagefactory.tdl;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What is in a file or a command of a template. It is as long as the template, so that it is
 * decoded only when somebody wants it.
 *
 * @param type how the text is to be understood
 * @param text the content itself without blanks around, its valid Base64 form, or its address
 */
public record TemplateContent(Type type, String text) {

    /** How a content is written down. */
    public enum Type {
        RAW,
        BASE64,
        URL
    }

    /**
     * The bytes of a content that is in the template.
     *
     * @throws IllegalStateException it is at an address
     */
    public byte[] bytes() {
        return switch (type) {
            case RAW -> text.getBytes(UTF_8);
            case BASE64 -> Base64Text.bytes(text);
            case URL -> throw new IllegalStateException("the content is at " + text);
        };
    }
}
