package org.imagefactory.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.imagefactory.error.ExitStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose fault it is that something ended as nobody expected. */
class OutcomeTest {

    @ParameterizedTest
    @CsvSource({
        "Java heap space, IMAGE_FACTORY_HEAP",
        "'unable to create native thread: possibly out of memory or process/resource limits"
                + " reached', ulimit -u",
    })
    void whatTheHostLacksHasAnAdviceOfItsOwn(String message, String advice) {
        Outcome outcome =
                Outcome.unexpected(new IllegalStateException("x", new OutOfMemoryError(message)));

        assertThat(outcome.status()).isEqualTo(ExitStatus.HOST);
        assertThat(outcome.advice()).contains(advice);
    }
}
