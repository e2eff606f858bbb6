package org.imagefactory.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagefactory.error.ExitStatus.BUG;
import static org.imagefactory.error.ExitStatus.CONFIGURATION;
import static org.imagefactory.error.ExitStatus.DIFFERENT;
import static org.imagefactory.error.ExitStatus.DONE;
import static org.imagefactory.error.ExitStatus.DOWNLOAD;
import static org.imagefactory.error.ExitStatus.HANGUP;
import static org.imagefactory.error.ExitStatus.HOOK;
import static org.imagefactory.error.ExitStatus.HOST;
import static org.imagefactory.error.ExitStatus.IMAGE_CHECK;
import static org.imagefactory.error.ExitStatus.INSTALLATION;
import static org.imagefactory.error.ExitStatus.INTERRUPTED;
import static org.imagefactory.error.ExitStatus.TERMINATED;
import static org.imagefactory.error.ExitStatus.TIME_LIMIT;
import static org.imagefactory.error.ExitStatus.UPLOAD;
import static org.imagefactory.error.ExitStatus.USAGE;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitStatusTest {

    /** Written down again: a status that moves changes what scripts see. */
    private static final List<ExitStatus> GRAVEST_FIRST =
            List.of(
                    TERMINATED,
                    INTERRUPTED,
                    HANGUP,
                    BUG,
                    USAGE,
                    CONFIGURATION,
                    HOST,
                    TIME_LIMIT,
                    INSTALLATION,
                    IMAGE_CHECK,
                    DOWNLOAD,
                    UPLOAD,
                    HOOK,
                    DIFFERENT,
                    DONE);

    @Test
    void everyStatusHasItsPlace() {
        assertThat(ExitStatus.byGravity())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrder(ExitStatus.values());
    }

    @Test
    void theGraverOfEachPairWins() {
        for (ExitStatus left : ExitStatus.values()) {
            for (ExitStatus right : ExitStatus.values()) {
                int first = Math.min(GRAVEST_FIRST.indexOf(left), GRAVEST_FIRST.indexOf(right));
                assertThat(ExitStatus.worst(List.of(left, right)))
                        .as("%s and %s", left, right)
                        .isEqualTo(GRAVEST_FIRST.get(first));
            }
        }
    }

    @Test
    void nothingToDoIsDone() {
        assertThat(ExitStatus.worst(List.of())).isEqualTo(DONE);
    }
}
