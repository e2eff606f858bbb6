package org.imagefactory.tdl;

/**
 * What is wrong with a template, or useless in it.
 *
 * @param line of the element concerned, of its parent when it is missing; from 1, 0 if unknown
 * @param element its path, for example {@code /template/os/arch}; empty if the text is not XML
 * @param message one printable line: what is wrong, and what would be right
 */
public record TemplateFault(int line, String element, String message) {

    /** As one clause of a sentence. */
    @Override
    public String toString() {
        return (line > 0 ? "line %d: ".formatted(line) : "")
                + (element.isEmpty() ? "" : element + ": ")
                + message;
    }
}
