package org.imagefactory.cli;

import org.imagefactory.error.ExitStatus;
import org.imagefactory.terminal.StandardOutput;

/** The program's entry. */
public final class Main {

    private Main() {}

    /** Runs one command line and exits with its status. */
    public static void main(String[] arguments) {
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
