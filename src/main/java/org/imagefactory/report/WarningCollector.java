package org.imagefactory.report;

import java.util.ArrayList;
import java.util.List;

/** Passes events on and remembers the warnings among them. */
public final class WarningCollector implements BuildListener {

    private final BuildListener next;
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param next hears every event
     */
    public WarningCollector(BuildListener next) {
        this.next = next;
    }

    /** Warnings of an earlier attempt, which somebody has heard already. */
    public void earlier(List<String> texts) {
        synchronized (warnings) {
            warnings.addAll(0, texts);
        }
    }

    @Override
    public void on(BuildEvent event) {
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
