package org.imagefactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.terminal.LogFormat;
import org.imagefactory.terminal.Logging;
import org.imagefactory.terminal.Screen;
import org.junit.jupiter.api.Test;

class EventPrinterTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong now = new AtomicLong();

    @Test
    void logsAPhaseOnceAndAgainAfterAWhile() {
        EventPrinter printer = printer(false, Level.INFO);
        printer.on(new BuildEvent.StepStarted(4, 9, "install", "install with virt-install"));

        progress(printer, "Partitioning", 10);
        progress(printer, "Partitioning", 20);
        now.addAndGet(Duration.ofMinutes(2).toNanos());
        progress(printer, "Partitioning", 30);
        progress(printer, "Installing", 1);

        assertThat(messages())
                .containsExactly(
                        "[4/9] install with virt-install",
                        "Partitioning 10%",
                        "Partitioning 30%",
                        "Installing 1%");
    }

    @Test
    void tellsTheEndOfAPhase() {
        EventPrinter printer = printer(false, Level.INFO);
        progress(printer, "DHCP", 4);
        progress(printer, "DHCP", 50);
        progress(printer, "DHCP", 100);
        now.addAndGet(Duration.ofMinutes(5).toNanos());
        progress(printer, "Installing", 1);
        progress(printer, "Installing", 99);
        printer.on(new BuildEvent.StepFinished("install", Duration.ofSeconds(1), true));
        progress(printer, "Converting", 1);

        assertThat(messages())
                .containsExactly(
                        "DHCP 4%", "DHCP 100%", "Installing 1%", "Installing 99%", "Converting 1%");
    }

    @Test
    void tellsEveryMinuteThatItGoesOn() {
        EventPrinter printer = printer(false, Level.INFO);
        printer.on(new BuildEvent.StepStarted(4, 9, "install", "install"));
        pulses(printer, 13, OptionalLong.empty());
        progress(printer, "Installing", 20);
        pulses(printer, 13, OptionalLong.of(3L << 29));
        progress(printer, "Installing", 21);

        assertThat(messages())
                .containsExactly(
                        "[4/9] install",
                        "nothing said yet, for 1 min 0 s",
                        "nothing said yet, for 2 min 0 s",
                        "Installing 20%",
                        "Installing 20%, for 1 min 0 s; 1.5 GiB written",
                        "Installing 20%, for 2 min 0 s; 1.5 GiB written");
    }

    private void pulses(EventPrinter printer, int count, OptionalLong written) {
        for (int i = 0; i < count; i++) {
            now.addAndGet(Duration.ofSeconds(10).toNanos());
            printer.on(new BuildEvent.Pulse(written));
        }
    }

    @Test
    void drawsAStatusLineOnATerminal() {
        EventPrinter printer = printer(true, Level.INFO);
        printer.on(new BuildEvent.StepStarted(4, 9, "install", "install"));

        progress(printer, "Partitioning", 10);
        printer.on(new BuildEvent.Note("a note"));
        printer.on(new BuildEvent.StepFinished("install", Duration.ofSeconds(1), true));

        assertThat(text())
                .contains("\r\033[K[4/9] install: Partitioning 10%")
                .contains("INFO: a note\n[4/9] install: Partitioning 10%")
                .endsWith("\r\033[K");
    }

    @Test
    void quietShowsWarningsOnly() {
        EventPrinter printer = printer(false, Level.WARN);
        printer.on(new BuildEvent.StepStarted(1, 1, "a", "a"));
        printer.on(new BuildEvent.Warning("look"));

        assertThat(messages()).containsExactly("look");
        assertThat(text()).contains(" WARNING: look");
    }

    @Test
    void showsWhyInDetailsAndBugs() {
        BuildListener printer = printer(false, Level.DEBUG);
        printer.detail("going on at byte 5");
        printer.detail("try 1 failed", new IOException("no route"));
        printer.on(new BuildEvent.Bug("the build ends", new IllegalStateException("odd")));

        assertThat(text())
                .contains(" DEBUG: going on at byte 5\n")
                .containsSubsequence(
                        " DEBUG: try 1 failed\n",
                        "java.io.IOException: no route\n",
                        "\tat ",
                        " ERROR: the build ends\n",
                        "java.lang.IllegalStateException: odd\n",
                        "\tat ");
    }

    @Test
    void ordinaryLogsHaveNoDetails() {
        BuildListener printer = printer(false, Level.INFO);
        printer.detail("going on at byte 5");
        printer.on(new BuildEvent.Bug("the build ends", new IllegalStateException("odd")));

        assertThat(text()).doesNotContain("byte 5").contains("IllegalStateException: odd");
    }

    @Test
    void linesHaveTheFormOfTheOriginal() {
        printer(false, Level.INFO).on(new BuildEvent.Note("text"));

        assertThat(text())
                .matches(
                        "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} image-factory \\[\\d+\\]"
                                + " INFO: text\n");
    }

    @Test
    void tellsHowLongALongStepTook() {
        EventPrinter printer = printer(false, Level.INFO);
        printer.on(new BuildEvent.StepFinished("checksum", Duration.ofSeconds(59), true));
        printer.on(new BuildEvent.StepFinished("install", Duration.ofSeconds(5172), true));

        assertThat(messages()).containsExactly("install done after 1 h 26 min");
    }

    private EventPrinter printer(boolean terminal, Level level) {
        Screen screen =
                new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, 80);
        new Logging(CommandTree.PROGRAM, screen, level, LogFormat.TEXT);
        return new EventPrinter(screen, now::get);
    }

    private static void progress(EventPrinter printer, String phase, int percent) {
        printer.on(new BuildEvent.Progress(phase, OptionalInt.of(percent)));
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private java.util.List<String> messages() {
        return text().lines().map(line -> line.replaceFirst("^.*? [A-Z]+: ", "")).toList();
    }
}
