package org.imagefactory.netboot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.CommandResult;
import org.imagefactory.exec.MissingProgramException;
import org.imagefactory.exec.OutputListener;
import org.imagefactory.exec.ProcessRunner;

/** Just enough to run rsync. */
final class TestRunner implements ProcessRunner {

    final List<Command> commands = new ArrayList<>();

    @Override
    public CommandResult run(Command command, OutputListener listener)
            throws CommandException, InterruptedException {
        commands.add(command);
        ProcessBuilder builder = new ProcessBuilder(command.argv()).redirectErrorStream(true);
        builder.environment().putAll(command.environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new MissingProgramException(command.program(), "install it");
        }
        try {
            int status = process.waitFor();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines = output.lines().toList();
            if (status != 0) {
                throw new CommandFailedException(command, status, lines);
            }
            return new CommandResult(status, lines, Duration.ZERO);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
