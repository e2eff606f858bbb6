package org.imagefactory.aeolus;

/** The documented exit statuses of imagefactory, signals aside. */
enum Ending {
    DONE(0, "done"),
    FAILED(1, "failed: a build, or a file or an image that is named"),
    USAGE(2, "the command line is wrong"),
    INVALID(3, "a template that was to be checked or shown is not valid");

    private final int code;
    private final String meaning;

    Ending(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number that the process exits with. */
    int code() {
        return code;
    }

    /** One clause for the manual page and for {@code --help}. */
    String meaning() {
        return meaning;
    }
}
