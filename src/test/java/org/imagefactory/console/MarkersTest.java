package org.imagefactory.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkersTest {

    private static final String FINISHED = "image-factory: installation finished";

    private final ConsoleMonitor monitor = new ConsoleMonitor(event -> {});

    @ParameterizedTest
    @ValueSource(
            strings = {
                FINISHED,
                "  " + FINISHED + "  ",
                "[  301.123456] " + FINISHED,
                "[  301.123456][  T412] " + FINISHED,
                "Finishing the installation  ... 95%" + FINISHED,
                "Finishing the installation  ... 95%... " + FINISHED,
                FINISHED + "[  301.123456] reboot: Power down"
            })
    void isSeen(String piece) {
        assertThat(new Markers(Optional.empty()).finished(piece)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo \"" + FINISHED + "\"",
                "echo '" + FINISHED + "' >/dev/ttyS0",
                "+ echo " + FINISHED,
                "printf '\\n" + FINISHED + "\\n'",
                "d-i preseed/late_command string echo " + FINISHED,
                "# " + FINISHED,
                FINISHED + " later",
                FINISHED + "\"",
                "not-" + FINISHED,
                "image-factory: installation failed: no",
                "image-factory: installation"
            })
    void isNotSeen(String piece) {
        assertThat(new Markers(Optional.empty()).finished(piece)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "image-factory 0123456789abcdef: installation finished, true",
        "[  301.123456] image-factory 0123456789abcdef: installation finished, true",
        "Copying ... 95%image-factory 0123456789abcdef: installation finished, true",
        "image-factory: installation finished, false",
        "Copying ... image-factory: installation finished, false",
        "image-factory 0123456789abcdee: installation finished, false",
        "+ echo image-factory 0123456789abcdef: installation finished, false"
    })
    void whoWasToldANonceRepeatsIt(String piece, boolean seen) {
        assertThat(new Markers(Optional.of("0123456789abcdef")).finished(piece)).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "image-factory: installation failed: late command ended with status 1, "
                + "late command ended with status 1",
        "[   3.141592] image-factory: installation failed: no space, no space",
        "Copying  ... 10%image-factory: installation failed: no space, no space",
        "echo \"image-factory: installation failed: no space\", ",
        "image-factory: installation failed:, "
    })
    void tellsTheReason(String piece, String reason) {
        assertThat(Markers.failed(piece).orElse(null)).isEqualTo(reason);
    }

    @Test
    void isReadOffTheConsole() {
        feed("\u001b[32mFinishing the installation  ... 95%\r\n" + FINISHED + "\r\n");
        assertThat(monitor.finished()).isTrue();

        feed("Finishing the installation  ... 95%... 100%\r\nThe system is going down NOW!\r\n");
        assertThat(monitor.finished()).isTrue();
        assertThat(monitor.failure()).isEmpty();
    }

    @Test
    void anAnswerFileThatIsPrintedBeforeTheWorkSaysNothing() {
        feed("cat <<EOF\r\n" + FINISHED + "\r\nEOF\r\nPartitioning disks  ... 10%\r\n");

        assertThat(monitor.finished()).isFalse();
    }

    @Test
    void aRepaintOfAnEarlierPhaseTakesNothingBack() {
        feed("Partitioning disks  ... 100%\r\nFinishing  ... 10%\r\n" + FINISHED + "\r\n");
        feed("\u001b[H\u001b[JPartitioning disks  ... 100%\r\nFinishing  ... 10%\r\n");

        assertThat(monitor.finished()).isTrue();
    }

    @Test
    void aFailureMarkerIsAFailure() {
        feed("\r\nimage-factory: installation failed: no \u001b[31mspace\r\n");

        assertThat(monitor.failure())
                .map(ConsoleFailure::message)
                .contains("the answer file: no space");
    }

    private void feed(String text) {
        monitor.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
