package org.imagefactory.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.imagefactory.report.BuildEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleMonitorTest {

    private static final String CLOCK =
            "\u001b[H\u001b[7m\u001b[m\u001b[32m\u001b[40m[      \u001b[37m\u001b[31m"
                    + " (\u001b[37m1*installer\u001b[31m)\u001b[37m  2 shell  3 shell  4- log  "
                    + "\u001b[32m][\u001b[34m Nov 22 \u001b[37m22:%02d \u001b[32m]"
                    + "\u001b[10;38H\u001b[0m";

    private final List<BuildEvent> events = new ArrayList<>();
    private final ConsoleMonitor monitor = new ConsoleMonitor(events::add);

    /** A long line is heard in pieces; none of them is a line of its own. */
    @Test
    void aMarkerAtACutIsNoWordOfTheGuest() {
        String finished = "image-factory: installation finished";
        for (String line :
                List.of(
                        "x".repeat(1000) + finished,
                        "x".repeat(1000) + finished + "\r",
                        "x".repeat(960) + "... " + finished + " or so we hope")) {
            ConsoleMonitor monitor = new ConsoleMonitor(event -> {});
            monitor.feed(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            assertThat(monitor.finished()).isFalse();
            monitor.feed(ByteBuffer.wrap((finished + "\n").getBytes(StandardCharsets.UTF_8)));
            assertThat(monitor.finished()).isTrue();
        }
    }

    @Test
    void aFailureAtACutIsHeard() {
        for (int length : new int[] {10, 960, 985, 990, 997, 1000}) {
            ConsoleMonitor monitor = new ConsoleMonitor(event -> {});
            String line = "x".repeat(length) + "... image-factory: installation failed: no disk\n";
            monitor.feed(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            assertThat(monitor.failure().orElseThrow().message()).contains("no disk");
        }
    }

    @Test
    void followsARealDebianInstaller() {
        for (byte b : sample("debian-installer.raw")) {
            feed(new byte[] {b});
        }

        assertThat(progress())
                .containsSubsequence(
                        "Detecting network hardware 2",
                        "Detecting network hardware 95",
                        "Detecting network hardware 100",
                        "Configuring the network with DHCP 4",
                        "Checking the Debian archive mirror 25",
                        "Loading additional components 0",
                        "Loading additional components 10",
                        "Loading additional components 20",
                        "Loading additional components 100",
                        "Detecting disks and all other hardware 95");
        assertThat(monitor.phase()).contains("Loading additional components");
        assertThat(monitor.failure()).isEmpty();
    }

    @Test
    void showsTheScreenWithoutClockAndEscapes() {
        feed(sample("debian-installer.raw"));

        assertThat(monitor.lastLines(5))
                .contains(
                        "Detecting disks and all other hardware  ... 2%... 95%... 100%",
                        "Loading additional components  ... 12%... 25%")
                .noneMatch(line -> line.contains("22:0"));
    }

    @Test
    void showsAQuestionThatNobodyAnswers() {
        feed(sample("debian-low-memory.raw"));

        assertThat(monitor.lastLines(20))
                .contains("Low memory", "Entering low memory mode")
                .endsWith("[Press enter to continue]");
    }

    @Test
    void aRedrawnClockIsNoNews() {
        feed(CLOCK.formatted(1));
        feed("Loading additional components  ... 0%");
        feed(CLOCK.formatted(2));
        long news = monitor.news();

        for (int minute = 3; minute < 60; minute++) {
            feed(CLOCK.formatted(minute));
        }

        assertThat(monitor.news()).isEqualTo(news);
        feed("... 10%");
        assertThat(monitor.news()).isEqualTo(news + 1);
    }

    @Test
    void aRepetitionIsNoNews() {
        feed("[   12.5] INFO: task dpkg:17 blocked for more than 120 seconds.\r\n");
        long news = monitor.news();

        feed("[  132.5] INFO: task dpkg:17 blocked for more than 240 seconds.\r\n");
        feed("........\r\n-\b\\\b|\b/\r\n12:30\r\n");

        assertThat(monitor.news()).isEqualTo(news);
    }

    @ParameterizedTest
    @CsvSource({
        "'Partitioning disks  ... 10%... 50%', Partitioning disks, 50",
        "'Detecting link on ens2; please wait...  ... 0%', Detecting link on ens2, 0",
        "'image-factory: progress copying files 42%', copying files, 42",
        "'Installing bash.x86_64 (12/345)', Installing packages, 3",
        "'(   7/ 10) x', , ",
        "'  Retrieving: foo (7/10)  ', Retrieving packages, 70",
        "'100% of nothing', , ",
        "'Title  ... 999%', , ",
        "'... 5%', , "
    })
    void understandsProgress(String line, String phase, Integer percent) {
        feed(line + "\n");

        assertThat(progress())
                .isEqualTo(phase == null ? List.of() : List.of(phase + " " + percent));
    }

    @Test
    void findsAPhaseWhoseTitleIsCutOffByTheStatusLine() {
        feed("Detecting disks  ... 2%... 95%\r\n");
        feed("Loading additional components  ");
        feed(CLOCK.formatted(4));
        feed("\u001b[10;32H... 0%... 10%");
        feed(CLOCK.formatted(5));
        feed("\u001b[10;44H... 20%");

        assertThat(progress())
                .containsExactly(
                        "Detecting disks 95",
                        "Loading additional components 10",
                        "Loading additional components 20");
    }

    @Test
    void aLineBetweenPercentagesIsNoTitle() {
        feed("Detecting disks  ... 2%");
        feed("\r\n[   12.5] random: crng init done\r\n");
        feed(CLOCK.formatted(5));
        feed("... 20%");

        assertThat(monitor.phase()).contains("Detecting disks");
    }

    @Test
    void progressNeverGoesBackWithinAPhase() {
        feed("Copying  ... 50%\r\nCopying  ... 20%\r\nCopying  ... 60%\r\nNext  ... 1%\r\n");

        assertThat(progress()).containsExactly("Copying 50", "Copying 60", "Next 1");
    }

    @Test
    void aHalfReadNumberIsNotReported() {
        feed("Copying  ... 1");
        feed("0");
        feed("%... 1");

        assertThat(progress()).containsExactly("Copying 10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b]0;title\u0007Hello w\u00f6rld\n",
                "\u001b]0;title\u001b\\Hello w\u00f6rld\n",
                "\u001bPq#0;2\u001b\\Hello w\u00f6rld\n",
                "\u001b(B\u001b[?25l\u001b[1;31mHello w\u00f6rld\u001b[0m\n",
                "Hello w\u00f6rld\u202e\u200f\u2028\u0000\u009b\n",
                "Hello wx\b\u00f6rld\n",
                "Hello\u001b[Cw\u00f6rld\u001b[K\n",
                "\u001b[\u001b[mHello w\u00f6rld\n",
                "\u001b[12\u0018Hello w\u00f6rld\n",
                "\rHello w\u00f6rld\r\n"
            })
    void stripsWhatATerminalObeys(String bytes) {
        feed(bytes);

        assertThat(monitor.lastLines(9)).containsExactly("Hello w\u00f6rld");
    }

    @Test
    void putsTogetherWhatReadsCutApart() {
        for (byte b : "\u001b[31mfünf\u001b[0m €5\r\n".getBytes(StandardCharsets.UTF_8)) {
            monitor.feed(ByteBuffer.wrap(new byte[] {b}));
        }

        assertThat(monitor.lastLines(1)).containsExactly("fünf €5");
    }

    @Test
    void anEndlessLineAndAnEndlessSequenceAreBounded() {
        feed("x".repeat(100_000));
        feed("\n\u001b]" + "y".repeat(100_000) + "\n\u001b[" + "1".repeat(5000) + "\nend\n");

        List<String> lines = monitor.lastLines(1000);
        assertThat(lines).hasSizeLessThanOrEqualTo(41).endsWith("end");
        assertThat(lines).allMatch(line -> line.length() <= TerminalText.MAX_PIECE);
    }

    @Test
    void garbageGivesTheSameHoweverItIsCut() {
        Random random = new Random(17);
        for (int round = 0; round < 200; round++) {
            byte[] garbage = garbage(random);
            List<String> whole = lines(garbage, garbage.length);
            assertThat(lines(garbage, 1 + random.nextInt(7))).isEqualTo(whole);
            assertThat(String.join("", whole)).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        }
    }

    private static byte[] garbage(Random random) {
        String alphabet = "\u001b\u001b[]P(?;0123mHCJ%. \r\n\b\t\u0007\\abcABC\u00e4\u20ac\u202e";
        StringBuilder builder = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            builder.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        byte[] bytes = builder.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static List<String> lines(byte[] bytes, int step) {
        ConsoleMonitor monitor = new ConsoleMonitor(event -> {});
        for (int i = 0; i < bytes.length; i += step) {
            monitor.feed(ByteBuffer.wrap(bytes, i, Math.min(step, bytes.length - i)));
        }
        monitor.end();
        return monitor.lastLines(1000);
    }

    private List<String> progress() {
        return events.stream()
                .filter(BuildEvent.Progress.class::isInstance)
                .map(BuildEvent.Progress.class::cast)
                .map(progress -> progress.phase() + " " + progress.percent().orElseThrow())
                .toList();
    }

    private void feed(String bytes) {
        feed(bytes.getBytes(StandardCharsets.UTF_8));
    }

    private void feed(byte[] bytes) {
        monitor.feed(ByteBuffer.wrap(bytes));
    }

    private static byte[] sample(String name) {
        try (InputStream in = ConsoleMonitorTest.class.getResourceAsStream("/console/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
