package org.imagefactory.tinman;

import java.util.Optional;
import org.imagefactory.tdl.TemplateFault;
import org.imagefactory.tdl.TemplateSource;

/**
 * Says where in a template something stands, for messages and origins.
 *
 * @param template its name, or that of its file
 * @param source knows lines
 */
record Places(String template, TemplateSource source) {

    /**
     * @param what an element by its path, or words
     */
    String of(String what) {
        return Optional.ofNullable(source.lines().get(what))
                .map(line -> "%s:%d: %s".formatted(template, line, what))
                .orElseGet(() -> template + ": " + what);
    }

    String of(int line) {
        return template + ":" + line;
    }

    String text(TemplateFault fault) {
        return fault.line() > 0
                ? "%s:%d: %s: %s"
                        .formatted(template, fault.line(), fault.element(), fault.message())
                : of(fault.toString());
    }
}
