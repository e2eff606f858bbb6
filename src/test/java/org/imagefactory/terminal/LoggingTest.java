package org.imagefactory.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.imagefactory.files.ForeignFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {

    private static final Logger LOG = LoggerFactory.getLogger(LoggingTest.class);

    @TempDir Path folder;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void everyLineNamesItsImage() throws Exception {
        Logging logging = logging(LogFormat.TEXT, true);

        build(logging, "a", () -> LOG.info("one\ntwo\n\nthree"));
        LOG.warn("to all");

        assertThat(withoutTime(text()))
                .containsExactly("INFO: a: one", "a: two", "a: ", "a: three", "WARNING: to all");
    }

    @Test
    void stackTracesNameTheImageToo() throws Exception {
        Logging logging = logging(LogFormat.TEXT, true);

        build(logging, "a", () -> LOG.error("bug", new IllegalStateException("x")));

        assertThat(withoutTime(text()))
                .startsWith("ERROR: a: bug", "a: java.lang.IllegalStateException: x")
                .allMatch(line -> line.startsWith("ERROR: a: ") || line.startsWith("a: "));
    }

    @Test
    void nobodySteersTheTerminal() throws Exception {
        Logging text = logging(LogFormat.TEXT, false);
        String said = "404 \u001b]0;pwned\u0007\u001b[31mRED\u202e\u009b" + "x".repeat(100_000);

        build(text, "a", () -> LOG.error("{}", said, new IllegalStateException(said)));
        Logging json = logging(LogFormat.JSON, false);
        build(
                json,
                "a",
                () -> LOG.error("{}", said, new IllegalStateException("\u001b[31m\u009b")));

        assertThat(text()).doesNotContainPattern("[\\p{Cc}&&[^\\n\\t]]|\u202e");
        assertThat(text().lines().findFirst().orElseThrow())
                .hasSizeLessThan(20_000)
                .contains("404 RED\\u202e\\u009bxxx");
    }

    @Test
    void aLogFileOfSomebodyElseIsNotWritten() throws Exception {
        Logging logging = logging(LogFormat.TEXT, false);
        Path precious = Files.writeString(folder.resolve("precious.log"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("link.log"), precious);
        Files.setAttribute(link, "unix:uid", 12345, LinkOption.NOFOLLOW_LINKS);
        Path theirs = Files.writeString(folder.resolve("theirs.log"), "theirs");
        Files.setAttribute(theirs, "unix:uid", 12345);

        assertThatThrownBy(() -> logging.open(link, "a")).isInstanceOf(ForeignFileException.class);
        assertThatThrownBy(() -> logging.open(theirs, "a"))
                .isInstanceOf(ForeignFileException.class);
        assertThat(precious).hasContent("precious");
        assertThat(theirs).hasContent("theirs");
    }

    @Test
    void aRunOfOneImageLooksAsEver() throws Exception {
        Logging logging = logging(LogFormat.TEXT, false);

        build(logging, "a", () -> LOG.info("one"));

        assertThat(withoutTime(text())).containsExactly("INFO: one");
    }

    @Test
    void jsonHasAFieldForTheImage() throws Exception {
        Logging logging = logging(LogFormat.JSON, false);

        build(logging, "a", () -> LOG.info("one"));
        LOG.info("two");

        List<String> lines = text().lines().toList();
        assertThat(lines.get(0)).endsWith(",\"message\":\"one\",\"image\":\"a\"}");
        assertThat(lines.get(1)).endsWith(",\"message\":\"two\"}");
    }

    @Test
    void aLogFileHasTheLinesOfItsImageAndOfNone() throws Exception {
        Logging logging = logging(LogFormat.TEXT, false);
        Path file = folder.resolve("a.log");
        Files.writeString(file, "of an earlier run\n");

        try (Logging.LogFile open = logging.open(file, "a")) {
            assertThat(open).isNotNull();
            build(logging, "a", () -> LOG.info("mine"));
            build(logging, "b", () -> LOG.info("of another"));
            LOG.info("of all");
        }
        build(logging, "a", () -> LOG.info("too late"));

        assertThat(withoutTime(Files.readString(file)))
                .containsExactly("INFO: mine", "INFO: of all");
    }

    @Test
    void threadsOfABuildWorkForItsImage() throws Exception {
        Logging logging = logging(LogFormat.TEXT, true);

        build(
                logging,
                "a",
                () -> {
                    Thread child = new Thread(() -> LOG.info("from a pump"));
                    child.start();
                    try {
                        child.join();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });

        assertThat(withoutTime(text())).containsExactly("INFO: a: from a pump");
    }

    @Test
    void anInterruptedBuildStillLogs() throws Exception {
        Logging logging = logging(LogFormat.TEXT, false);
        Path file = folder.resolve("a.log");

        try (Logging.LogFile open = logging.open(file, "a")) {
            assertThat(open).isNotNull();
            build(
                    logging,
                    "a",
                    () -> {
                        Thread.currentThread().interrupt();
                        LOG.info("cleaning up");
                        LOG.info("done");
                    });
        }

        assertThat(withoutTime(Files.readString(file)))
                .containsExactly("INFO: cleaning up", "INFO: done");
    }

    @Test
    void imagesMayShareAFile() throws Exception {
        Logging logging = logging(LogFormat.TEXT, true);
        Path file = folder.resolve("all.log");
        Path link = Files.createSymbolicLink(folder.resolve("link.log"), file);

        Logging.LogFile a = logging.open(file, "a");
        Logging.LogFile b = logging.open(link, "b");
        build(logging, "a", () -> LOG.info("one"));
        build(logging, "b", () -> LOG.info("two"));
        a.close();
        b.close();
        Logging.LogFile c = logging.open(file, "c");
        build(logging, "c", () -> LOG.info("three"));
        c.close();

        assertThat(withoutTime(Files.readString(file)))
                .containsExactly("INFO: a: one", "INFO: b: two", "INFO: c: three");
    }

    @Test
    void aFileThatAnotherProcessWritesIsLeftAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("a.log"), "of a build that runs\n");
        Process other = locker(file);
        try {
            Logging logging = logging(LogFormat.TEXT, false);
            Logging.LogFile open = logging.open(file, "a");
            build(logging, "a", () -> LOG.info("mine"));
            open.close();
        } finally {
            other.destroy();
            other.waitFor();
        }

        assertThat(Files.readString(file)).isEqualTo("of a build that runs\n");
        assertThat(text()).contains("WARNING: no log file: another process writes to " + file);
    }

    /** Holds a lock on the file until it is destroyed. */
    private static Process locker(Path file) throws IOException {
        String script =
                """
                import fcntl, sys, time
                log = open(sys.argv[1], 'a')
                fcntl.lockf(log, fcntl.LOCK_EX)
                print('locked', flush=True)
                time.sleep(300)
                """;
        Process process = new ProcessBuilder("python3", "-c", script, file.toString()).start();
        assertThat(process.inputReader().readLine()).isEqualTo("locked");
        return process;
    }

    private static void build(Logging logging, String image, Runnable work) throws Exception {
        FutureTask<Boolean> task =
                new FutureTask<>(
                        () -> {
                            logging.beginWorkFor(image);
                            work.run();
                            return true;
                        });
        new Thread(task).start();
        task.get(1, TimeUnit.MINUTES);
    }

    private Logging logging(LogFormat format, boolean named) {
        return new Logging(
                "image-factory",
                new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, 80),
                Level.INFO,
                format,
                named);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<String> withoutTime(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("^[0-9-]{10} \\S+ image-factory \\[\\d+] ", ""))
                .toList();
    }
}
