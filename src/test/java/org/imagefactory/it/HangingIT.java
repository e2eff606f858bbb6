package org.imagefactory.it;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link FailureIT}, of installers that wait for somebody or for nothing at all. */
class HangingIT {

    /** See {@link FailureCase#check}. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # the installer asks
                    mode=question          |                         | 6 | problems | waits for an answer: + Write the changes to disks? + preseed partman/confirm,
                    mode=question-newt     |                         | 6 | problems | waits for an answer: + Write the changes to disks? + preseed partman/confirm,
                    mode=question-download |                         | 6 | -        | debian-installer: Downloading a file failed + is the mirror up
                    # it does nothing any more, or not enough
                    mode=hang-silent       | inactivity-timeout=20s  | 7 | -        | did nothing for 20 s (inactivity-timeout) during: Installing the base system
                    mode=hang-clock        | inactivity-timeout=20s  | 7 | -        | did nothing for 20 s (inactivity-timeout) during: Installing the base system
                    mode=hang-busy         | inactivity-timeout=20s  | 7 | -        | did nothing for 20 s (inactivity-timeout) during: Installing the base system
                    hold=300               | install-timeout=30s     | 7 | -        | longer than 30 s (install-timeout)
                    """)
    void isToldAndLeavesNothingElse(
            String answers, String keys, int exitStatus, String evidence, String message)
            throws IOException, InterruptedException {
        FailureCase.check(answers, keys, exitStatus, evidence, message);
    }
}
