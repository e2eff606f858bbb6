package org.imagefactory.retention;

/** Why a build stays. */
public enum KeepReason {
    NEWEST("newest good image"),
    KEEP("keep"),
    DAILY("keep-daily"),
    WEEKLY("keep-weekly"),
    MONTHLY("keep-monthly"),
    FAILURES("keep-failures"),
    LINKED("a link leads to it"),
    RECENT("of today or later"),
    NO_LIMIT("no key limits it"),
    AMONG_KEPT("between builds that stay"),
    UNCLEAR("neither history nor a checksum file says that it is good");

    private final String text;

    KeepReason(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
