package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which the mini installer fails: the exit status, the message, what is left. */
class FailureIT {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "mode=empty-disk,     8, install-timeout=5min,    partition",
        "mode=two-partitions, 8, install-timeout=5min,    partition",
        "mode=damaged-fs,     8, install-timeout=5min,    file system",
        "mode=unknown-fs,     8, install-timeout=5min,    file system",
        "mode=poweroff-early, 8, install-timeout=5min,    partition",
        "mode=panic,          6, install-timeout=5min,    Kernel panic",
        "mode=question,       6, install-timeout=5min,    preseed partman/confirm",
        "mode=question-newt,  6, install-timeout=5min,    preseed partman/confirm",
        "mode=question-download, 6, install-timeout=5min, Downloading a file failed",
        "mode=out-of-memory,  6, install-timeout=5min,    raise ram",
        "mode=failure-message, 6, install-timeout=5min,   late command ended with status 1",
        "mode=hang-silent,    7, inactivity-timeout=20s,  inactivity-timeout",
        "mode=hang-clock,     7, inactivity-timeout=20s,  inactivity-timeout",
        "mode=fill-disk,      6, install-timeout=5min,    no space left on device",
        "hold=300,            7, install-timeout=30s,     install-timeout",
    })
    void failsAndLeavesNothing(String answer, int exitStatus, String limit, String message)
            throws IOException, InterruptedException {
        Factory factory = new Factory(answer);
        String[] key = limit.split("=", 2);
        factory.set(key[0], key[1]);

        Build build = factory.build(exitStatus);

        assertThat(build.output()).contains(message).doesNotContain("\tat org.imagefactory");
        assertThat(build.output()).contains("see " + factory.result(".failure.tar.gz"));
        factory.assertOnlyEvidenceLeft();
    }
}
