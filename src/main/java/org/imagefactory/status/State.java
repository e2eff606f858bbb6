package org.imagefactory.status;

import org.imagefactory.history.BuildRecord;

/** What the latest build of an image says about it. A cancelled build says nothing. */
public enum State {
    /** The latest build succeeded. */
    GOOD("good"),
    /** The latest build failed; there may be an older image. */
    BAD("bad"),
    /** No build came to an end. */
    NEVER_BUILT("never built");

    private final String word;

    State(String word) {
        this.word = word;
    }

    /** For people and for their commands. */
    public String word() {
        return word;
    }

    /**
     * @param verdict the latest build that was not cancelled
     */
    static State after(BuildRecord verdict) {
        return verdict.outcome().succeeded() ? GOOD : BAD;
    }
}
