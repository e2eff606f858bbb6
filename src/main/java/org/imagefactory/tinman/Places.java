package org.imagefactory.tinman;

import org.imagefactory.tdl.TemplateFault;

/**
 * Says where in a template something stands, for messages and origins.
 *
 * @param template its name, or that of its file
 */
record Places(String template) {

    /**
     * @param what an element by its path, or words
     */
    String of(String what) {
        return template + ": " + what;
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
