package org.imagefactory.it;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@link FailureIT}, of installations that come to their end but leave no image, or one that does
 * not boot.
 */
class BrokenImageIT {

    /** See {@link FailureCase#check}. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # what it leaves is no image
                    mode=empty-disk        |                         | 8 | problems | partition
                    mode=two-partitions    |                         | 8 | logs     | partition
                    mode=damaged-fs        |                         | 8 | logs     | file system
                    mode=unknown-fs        |                         | 8 | problems | nobody can look into it
                    mode=dirty             | on-finding=fail         | 8 | -        | machine-id: /etc/machine-id: + ssh-host-keys: /etc/ssh/ssh_host_ed25519_key: + lint-ignore=
                    # the image does not boot
                    mode=no-boot-loader    | boot-test=auto boot-timeout=15s    | 8 | boot | within 15 s (boot-timeout)
                    mode=kernel-panics     | boot-test=auto                     | 8 | boot | Kernel panic - not syncing
                    mode=no-power-button   | boot-test=console boot-timeout=30s | 8 | boot | was not off 30 s after its power button was pressed
                    mode=no-login          | boot-test=console boot-timeout=30s | 8 | boot | no login prompt on the serial console
                    """)
    void isToldAndLeavesNothingElse(
            String answers, String keys, int exitStatus, String evidence, String message)
            throws IOException, InterruptedException {
        FailureCase.check(answers, keys, exitStatus, evidence, message);
    }
}
