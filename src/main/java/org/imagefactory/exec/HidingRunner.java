package org.imagefactory.exec;

import java.util.HashSet;
import java.util.Set;

/** Masks some texts wherever a command or its output is logged, whoever made the command. */
public final class HidingRunner implements ProcessRunner {

    private final ProcessRunner runner;
    private final Set<String> secrets;

    /**
     * @param runner starts the commands
     * @param secrets to mask, besides those that a command names itself
     */
    public HidingRunner(ProcessRunner runner, Set<String> secrets) {
        this.runner = runner;
        this.secrets = Set.copyOf(secrets);
    }

    @Override
    public CommandResult run(Command command, OutputListener listener)
            throws CommandException, InterruptedException {
        Set<String> all = new HashSet<>(secrets);
        all.addAll(command.secrets());
        return runner.run(command.hiding(all), listener);
    }
}
