package org.imagefactory.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.imagefactory.terminal.StandardOutput;

/** The program's entry with another time. */
public final class NightMain {

    private NightMain() {}

    /** The first argument is the moment at which the program starts; the others are its own. */
    public static void main(String[] arguments) {
        Duration offset = Duration.between(Instant.now(), Instant.parse(arguments[0]));
        Clock clock = Clock.offset(Clock.systemUTC(), offset);
        Invocation here = Invocation.ofThisProcess(new StandardOutput());
        Invocation then =
                new Invocation(
                        here.variables(),
                        here.home(),
                        here.workingDirectory(),
                        here.temporaryFolder(),
                        here.root(),
                        here.arch(),
                        here.terminal(),
                        here.columns(),
                        () -> clock,
                        here.out(),
                        here.err());
        String[] own = Arrays.copyOfRange(arguments, 1, arguments.length);
        System.exit(new Cli(then).run(own).code());
    }
}
