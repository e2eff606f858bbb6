package org.imagefactory.tdl;

import java.util.List;

/** A text is no valid template; carries all faults, in the order of their lines. */
public final class InvalidTemplateException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<TemplateFault> faults;

    /**
     * @param faults at least one; the message is a sentence about the first
     */
    InvalidTemplateException(List<TemplateFault> faults) {
        super(
                "the template is not valid: %s%s"
                        .formatted(
                                faults.get(0),
                                faults.size() == 1
                                        ? ""
                                        : " (and %d more)".formatted(faults.size() - 1)));
        this.faults = List.copyOf(faults);
    }

    /** All faults. */
    public List<TemplateFault> faults() {
        return faults;
    }
}
