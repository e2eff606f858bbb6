package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagefactory.it.FailureCase.CONTROL_CHARACTER;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The failure zoo: every way in which the mini installer goes wrong, and what the program makes of
 * it. Nothing is published, nothing keeps running, and who reads the last message knows why. Here
 * are installers that break down; {@link HangingIT} and {@link BrokenImageIT} have the others.
 */
class FailureIT {

    /** See {@link FailureCase#check}. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # it breaks down, or says so
                    mode=panic             |                         | 6 | problems | Kernel panic - not syncing
                    mode=out-of-memory     |                         | 6 | -        | Out of memory: Killed process + raise ram
                    mode=fill-disk         |                         | 6 | -        | no space left on device
                    mode=failure-message   |                         | 6 | logs     | late command ended with status 1
                    mode=base-fails        |                         | 6 | log      | the installer's log says: + debootstrap: E: Couldn't download dpkg
                    # it ends before its end
                    mode=poweroff-early    | success-marker=required | 6 | problems | without the line "image-factory: installation finished"
                    mode=no-marker         | success-marker=required | 6 | logs     | without the line "image-factory: installation finished"
                    mode=reboot-forever    | success-marker=required | 6 | problems | without the line "image-factory: installation finished"
                    mode=poweroff-early    |                         | 8 | problems | partition
                    """)
    void isToldAndLeavesNothingElse(
            String answers, String keys, int exitStatus, String evidence, String message)
            throws IOException, InterruptedException {
        FailureCase.check(answers, keys, exitStatus, evidence, message);
    }

    /** Bytes of any kind and escape sequences are no failure, and reach nobody's terminal. */
    @Test
    void garbageOnTheConsoleDoesNoHarm() throws IOException, InterruptedException {
        Factory factory =
                FailureCase.factory("mode=garbage", "log-file=yes success-marker=required");

        Build build = factory.build(0, "--verbose");

        assertThat(build.output())
                .contains("guest | Mini installer on Linux")
                .doesNotContainPattern(CONTROL_CHARACTER);
        for (String suffix : new String[] {".log", ".json"}) {
            assertThat(Files.readString(factory.result(suffix)))
                    .as(suffix)
                    .contains("mini")
                    .doesNotContainPattern(CONTROL_CHARACTER);
        }
        factory.assertLeft(
                "mini-DATE.console.log",
                "mini-DATE.json",
                "mini-DATE.log",
                "mini-DATE.provenance.json",
                "mini-DATE.raw",
                "mini-DATE.raw.sha256sum");
    }
}
