package org.imagefactory.exec;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Starts a program that goes on when this one ends: a daemon. */
public final class DetachedProcess {

    private static final int NOT_READY = 1;

    private DetachedProcess() {}

    /**
     * Returns when the program has said that it is ready, or has ended.
     *
     * @param argv the program and its arguments; it begins in the root folder
     * @param variables beside those of this process
     * @param log standard error is appended to this file
     * @param ready the line of standard output that means so
     * @param patience for that line; a program that takes longer is killed
     * @param said hears the other lines until then
     * @return 0 when it is ready; else its exit status, never 0
     * @throws IOException the file cannot be written to, or the program not be started
     * @throws InterruptedException the calling thread was interrupted; the program is killed
     */
    public static int start(
            List<String> argv,
            Map<String, String> variables,
            Path log,
            String ready,
            Duration patience,
            Consumer<String> said)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(argv)
                        .directory(new File("/"))
                        .redirectInput(new File("/dev/null"))
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(variables);
        Process process = builder.start();
        boolean isReady = false;
        try {
            isReady =
                    CompletableFuture.supplyAsync(() -> listen(process, ready, said))
                            .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return isReady ? 0 : Math.max(NOT_READY, process.waitFor());
        } catch (TimeoutException e) {
            said.accept("it was not ready within %d seconds".formatted(patience.toSeconds()));
            return NOT_READY;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            if (!isReady) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private static boolean listen(Process process, String ready, Consumer<String> said) {
        // Not closed: the program keeps the other end, and might write to it.
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(ready)) {
                    return true;
                }
                said.accept(line);
            }
        } catch (IOException e) {
            said.accept("its messages cannot be read: " + e.getMessage());
        }
        return false;
    }
}
