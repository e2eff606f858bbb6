package org.imagefactory.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Passes events on, in the listener's words, and remembers the warnings among them. */
public final class WarningCollector implements BuildListener {

    private final BuildListener next;
    private final UnaryOperator<String> wording;
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param next hears every event
     * @param wording what is told instead of a text
     */
    public WarningCollector(BuildListener next, UnaryOperator<String> wording) {
        this.next = next;
        this.wording = wording;
    }

    /** Warnings of an earlier attempt, which somebody has heard already. */
    public void earlier(List<String> texts) {
        synchronized (warnings) {
            warnings.addAll(0, texts);
        }
    }

    @Override
    public void on(BuildEvent heard) {
        BuildEvent event = heard.told(wording);
        if (event instanceof BuildEvent.Warning warning) {
            synchronized (warnings) {
                warnings.add(warning.text());
            }
        }
        next.on(event);
    }

    /** The warnings so far, in order. */
    public List<String> warnings() {
        synchronized (warnings) {
            return List.copyOf(warnings);
        }
    }
}
