package org.imagefactory.cli;

import java.util.Locale;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.terminal.StandardOutput;

/** The program's entry. */
public final class Main {

    private Main() {}

    /** Runs one command line and exits with its status. */
    public static void main(String[] arguments) {
        // numbers in messages, and in what is sent and read, look the same everywhere
        Locale.setDefault(Locale.ROOT);
        StandardOutput out = new StandardOutput();
        Invocation invocation = Invocation.ofThisProcess(out);
        ExitStatus status = new Cli(invocation).run(arguments);
        invocation.out().flush();
        if (status == ExitStatus.DONE && out.fault().isPresent()) {
            invocation.err().println(CommandTree.PROGRAM + ": " + out.fault().get());
            status = ExitStatus.HOST;
        }
        System.exit(status.code());
    }
}
