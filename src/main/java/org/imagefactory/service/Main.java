package org.imagefactory.service;

import java.util.Locale;

/** The entry of the program imagefactoryd. */
public final class Main {

    private Main() {}

    /** Runs the daemon, or starts one, and exits with its status. */
    public static void main(String[] arguments) {
        // numbers in messages, and in what is sent and read, look the same everywhere
        Locale.setDefault(Locale.ROOT);
        System.exit(new Imagefactoryd(Start.ofThis()).run(arguments));
    }
}
