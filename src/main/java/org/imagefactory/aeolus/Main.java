package org.imagefactory.aeolus;

/** The entry of the program imagefactory. */
public final class Main {

    private Main() {}

    /** Runs one command line and exits with its status. */
    public static void main(String[] arguments) {
        System.exit(new Aeolus(Invocation.ofThisProcess(), Engines::plugins).run(arguments));
    }
}
