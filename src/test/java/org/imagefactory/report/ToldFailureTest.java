package org.imagefactory.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.imagefactory.error.HostException;
import org.junit.jupiter.api.Test;

/** Traces for who looks for a fault: with the asker's words, without secrets. */
class ToldFailureTest {

    @Test
    void theTraceIsTheSameInOtherWords() {
        IOException cause = new IOException("s3cret is wrong");
        HostException failure = new HostException("set \u2039kernel\u203a", "", cause);
        failure.addSuppressed(new IOException("s3cret again"));

        BuildEvent told =
                new BuildEvent.Detail("the build failed", Optional.of(failure))
                        .told(
                                text ->
                                        text.replace("s3cret", "***")
                                                .replace("\u2039kernel\u203a", "linux"));

        StringWriter trace = new StringWriter();
        ((BuildEvent.Detail) told)
                .cause()
                .orElseThrow()
                .printStackTrace(new PrintWriter(trace, true));
        StringWriter before = new StringWriter();
        failure.printStackTrace(new PrintWriter(before, true));
        assertThat(trace.toString())
                .isEqualTo(
                        before.toString()
                                .replace("s3cret", "***")
                                .replace("\u2039kernel\u203a", "linux"));
    }

    @Test
    void causesInACircleEnd() {
        IOException one = new IOException("a");
        IOException other = new IOException("b", one);
        one.initCause(other);

        assertThat(ToldFailure.of(one, text -> text)).hasToString("java.io.IOException: a");
    }

    @Test
    void bugsAreToldSo() {
        BuildEvent told =
                new BuildEvent.Bug("x", new IllegalStateException("s3cret"))
                        .told(text -> text.replace("s3cret", "***"));

        assertThat(((BuildEvent.Bug) told).cause())
                .hasToString("java.lang.IllegalStateException: ***");
    }
}
