package org.imagefactory.aeolus;

import java.util.Locale;
import org.imagefactory.terminal.StandardOutput;

/** The entry of the program imagefactory. */
public final class Main {

    private Main() {}

    /** Runs one command line and exits with its status. */
    public static void main(String[] arguments) {
        // numbers in messages, and in what is sent and read, look the same everywhere
        Locale.setDefault(Locale.ROOT);
        StandardOutput out = new StandardOutput();
        Invocation invocation = Invocation.ofThisProcess(out);
        int status = new Aeolus(invocation, Engines::plugins).run(arguments);
        if (status == Ending.DONE.code() && out.fault().isPresent()) {
            invocation.err().print(CommandTree.PROGRAM + ": " + out.fault().get() + "\n");
            invocation.err().flush();
            status = Ending.FAILED.code();
        }
        System.exit(status);
    }
}
