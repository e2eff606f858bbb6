package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.imagefactory.exec.RecordingRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemctlTest {

    private final RecordingRunner runner = new RecordingRunner();
    private final Systemctl systemctl = new Systemctl(runner);

    /** As systemd 252 and 257 print it: in microseconds, null or 0 for never. */
    @Test
    void tellsWhenTimersElapse() throws InterruptedException {
        runner.printing(
                "list-timers",
                "[{\"next\":1763863200000001,\"left\":1,\"last\":null,\"passed\":null,"
                        + "\"unit\":\"image-factory@debian\\\\x2d13.timer\","
                        + "\"activates\":\"image-factory@debian\\\\x2d13.service\"},",
                "{\"next\":null,\"left\":null,\"unit\":\"a.timer\",\"activates\":\"a.service\"},",
                "{\"next\":0,\"left\":0,\"unit\":\"b.timer\",\"activates\":\"b.service\"}]");

        assertThat(systemctl.nextRuns(List.of("a.timer", "image-factory@*.timer")))
                .isEqualTo(
                        Map.of(
                                "image-factory@debian-13.timer",
                                Instant.parse("2025-11-23T02:00:00.000001Z")));
        assertThat(runner.lines())
                .containsExactly(
                        "systemctl --output=json list-timers a.timer 'image-factory@*.timer'");
        assertThat(runner.commands().get(0).timeLimit()).hasSeconds(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 timers listed.", "[", "{}", "[1,null,\"x\"]", "[]"})
    void otherWordsAreNoTimers(String output) throws InterruptedException {
        runner.printing("list-timers", output);
        assertThat(systemctl.nextRuns(List.of("a"))).isEmpty();
    }

    @Test
    void aHostWithoutSystemdHasNoTimers() throws InterruptedException {
        runner.once("", RecordingRunner.fail(1, "not been booted with systemd"));
        assertThat(systemctl.nextRuns(List.of("a"))).isEmpty();
        assertThat(new Systemctl(new RecordingRunner().missing("")).nextRuns(List.of("a")))
                .isEmpty();
        assertThat(new Systemctl(new RecordingRunner().timingOut("")).nextRuns(List.of("a")))
                .isEmpty();
    }

    @Test
    void anInterruptEndsTheWait() {
        Systemctl interrupted = new Systemctl(new RecordingRunner().interrupting(""));
        assertThatThrownBy(() -> interrupted.nextRuns(List.of("a")))
                .isInstanceOf(InterruptedException.class);
    }
}
