package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands that take minutes where the machine has much else to do. */
final class SlowCommand {

    private static final int LIMIT_MINUTES = 20;

    private SlowCommand() {}

    /**
     * Runs a command as the user that runs the tests.
     *
     * @return what it prints on both streams, without the last line's end
     * @throws AssertionError it fails, or takes too long
     */
    static String run(String... command) throws IOException {
        String line = String.join(" ", List.of(command));
        Path output = Files.createTempFile("slow-command-", ".out");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(output.toFile())
                            .start();
            boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            String text = Files.readString(output).stripTrailing();
            assertThat(ended).as("%s ends: %s", line, text).isTrue();
            assertThat(process.exitValue()).as("%s: %s", line, text).isZero();
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted: " + line, e);
        } finally {
            Files.delete(output);
        }
    }
}
