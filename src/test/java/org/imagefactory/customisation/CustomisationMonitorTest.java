package org.imagefactory.customisation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.imagefactory.console.ConsoleReader;
import org.imagefactory.report.BuildEvent;
import org.junit.jupiter.api.Test;

class CustomisationMonitorTest {

    private static final CustomisationScript SCRIPT =
            new CustomisationScript(
                    "", List.of(item(Item.Kind.COMMAND, "one"), item(Item.Kind.FACTS, "two")));

    private final List<BuildEvent> events = new ArrayList<>();
    private final CustomisationMonitor monitor =
            new CustomisationMonitor(SCRIPT, "n0", Set.of("hush-hush"), events::add);
    private final ConsoleReader port = monitor.reader();

    private static Item item(Item.Kind kind, String name) {
        return new Item(kind, name, name, Duration.ofMinutes(1));
    }

    private void say(String text) {
        port.feed(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private static String word(String text) {
        return "\030\nn0 " + text + "\n";
    }

    @Test
    void hearsHowFarItIs() {
        assertThat(monitor.heard()).isFalse();
        say(word("hello") + word("begin 0"));
        assertThat(monitor.heard()).isTrue();
        assertThat(monitor.current()).hasValue(0);
        say("some output\nhush-hush, and no end" + word("end 0 0") + "not told\n");
        assertThat(monitor.current()).isEmpty();
        assertThat(monitor.finished()).isEqualTo(1);
        say(word("done"));
        assertThat(monitor.done()).isFalse();
        say(word("begin 1") + "a|1\nb|2\n" + word("end 1 0") + word("done"));
        assertThat(monitor.done()).isTrue();
        assertThat(monitor.facts()).containsExactly("a|1", "b|2");
        assertThat(events)
                .containsExactly(
                        new BuildEvent.Progress("customising: one", OptionalInt.of(0)),
                        new BuildEvent.Output("one", "some output"),
                        new BuildEvent.Output("one", "********, and no end"),
                        new BuildEvent.Progress("customising: two", OptionalInt.of(50)),
                        new BuildEvent.Output("two", "a|1"),
                        new BuildEvent.Output("two", "b|2"));
    }

    @Test
    void aFailureHasItsLastLines() {
        say(word("hello") + word("begin 0") + "a\nb\n\033]0;title" + word("end 0 3"));
        assertThat(monitor.failure()).hasValue(3);
        assertThat(monitor.latest().title()).isEqualTo("one");
        assertThat(monitor.lastLines(1)).containsExactly("b");
        assertThat(monitor.done()).isFalse();
    }

    @Test
    void wordsThatNobodyHeardAreMadeUpFor() {
        say(word("hello") + word("begin 0") + "a\n");
        port.missed();
        say(word("begin 1") + "a|1\n" + word("end 1 0") + word("done"));
        assertThat(monitor.done()).isTrue();
        assertThat(monitor.factsWhole()).isTrue();
        assertThat(monitor.facts()).containsExactly("a|1");
    }

    @Test
    void halfOfTheFactsAreNotWhole() {
        say(word("hello") + word("begin 0") + word("end 0 0") + word("begin 1") + "a|1\n");
        assertThat(monitor.factsWhole()).isFalse();
        port.missed();
        say("z|9\n" + word("end 1 0") + word("done"));
        assertThat(monitor.done()).isTrue();
        assertThat(monitor.factsWhole()).isFalse();
    }

    @Test
    void factsThatNobodyHeardAreNotWhole() {
        say(word("hello") + word("begin 0"));
        port.missed();
        say(word("end 1 0") + word("done"));
        assertThat(monitor.done()).isTrue();
        assertThat(monitor.factsWhole()).isFalse();
    }

    @Test
    void aFailureIsHeardAfterWordsThatNobodyHeard() {
        port.missed();
        say(word("end 1 4") + word("failed"));
        assertThat(monitor.heard()).isTrue();
        assertThat(monitor.failure()).hasValue(4);
        assertThat(monitor.latest().title()).isEqualTo("two");
    }

    @Test
    void wordsThatMakeNoSenseAreNotTaken() {
        say(word("hello") + word("begin 1") + word("begin x") + word("end 0 0") + word("begin"));
        say(word("begin 99999999999999") + word("end -1 0") + word("done"));
        assertThat(monitor.current()).isEmpty();
        assertThat(monitor.finished()).isZero();
        assertThat(monitor.done()).isFalse();
    }

    @Test
    void aSecondBeginningIsARestart() {
        say(word("hello"));
        assertThat(monitor.restarted()).isFalse();
        say(word("hello"));
        assertThat(monitor.restarted()).isTrue();
    }

    @Test
    void whatBeginsAnewAfterARestartIsNoReasonToStopListening() {
        say(word("hello") + word("begin 0") + "a\n" + word("hello") + word("begin 0") + "b\n");
        assertThat(monitor.restarted()).isTrue();
        assertThat(monitor.current()).hasValue(0);
        assertThat(monitor.lastLines(9)).containsExactly("a", "b");
    }

    /** Others speak on a console; where the script speaks, what follows is its own. */
    @Test
    void onlyWhatStandsWhereItSpeaksIsItsOutput() {
        ConsoleReader console = monitor.reader();
        say(word("hello") + word("begin 0"));
        console.feed(ByteBuffer.wrap("login: \n".getBytes(UTF_8)));
        assertThat(monitor.lastLines(9)).isEmpty();
    }

    @Test
    void noOutputIsTooMuch() {
        say(word("hello") + word("begin 0"));
        for (int i = 0; i < 2 * CustomisationMonitor.MOST_TOLD; i++) {
            say("line " + i + "\n");
        }
        say("x".repeat(3_000_000));
        assertThat(events.stream().filter(BuildEvent.Output.class::isInstance))
                .hasSize(CustomisationMonitor.MOST_TOLD);
        assertThat(events).anyMatch(BuildEvent.Note.class::isInstance);
        assertThat(monitor.lastLines(100)).hasSizeLessThan(50);
        say(word("end 0 0"));
        assertThat(monitor.finished()).isEqualTo(1);
    }
}
