package org.imagefactory.cli;

/** The program's entry. */
public final class Main {

    private Main() {}

    /** Runs one command line and exits with its status. */
    public static void main(String[] arguments) {
        System.exit(new Cli(Invocation.ofThisProcess()).run(arguments).code());
    }
}
