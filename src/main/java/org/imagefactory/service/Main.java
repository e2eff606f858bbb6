package org.imagefactory.service;

/** The entry of the program imagefactoryd. */
public final class Main {

    private Main() {}

    /** Runs the daemon, or starts one, and exits with its status. */
    public static void main(String[] arguments) {
        System.exit(new Imagefactoryd(Start.ofThis()).run(arguments));
    }
}
