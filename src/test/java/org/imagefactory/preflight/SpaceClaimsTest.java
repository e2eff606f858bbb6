package org.imagefactory.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.DataSize;
import org.junit.jupiter.api.Test;

/** Builds that run at the same time on one file system. */
final class SpaceClaimsTest extends PreflightCase {

    private static final long GIB = 1L << 30;

    private final CleanupStack other = new CleanupStack();

    private Finding space() throws Exception {
        List<Finding> findings =
                preflight().quick(specs.spec()).stream()
                        .filter(finding -> finding.text().contains(" free in "))
                        .toList();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    /** One that takes 1 GiB in any case and 2 at most, like the one that is looked at. */
    private void anotherBegins() throws Exception {
        claims.claim(specs.spec(), folder.resolve("bin"), other);
    }

    @Test
    void twoTakeTwiceAsMuch() throws Exception {
        freeBytes = 3 * GIB;
        assertThat(space().severity()).isEqualTo(Finding.Severity.OK);

        anotherBegins();

        assertThat(space().severity()).isEqualTo(Finding.Severity.WARNING);
        assertThat(space().text())
                .endsWith("besides %s for builds that run".formatted(new DataSize(2 * GIB)));
    }

    @Test
    void thereIsNoRoomForBoth() throws Exception {
        freeBytes = 2 * GIB - 1;
        anotherBegins();

        assertThat(space().isError()).isTrue();
    }

    @Test
    void whatItHasTakenIsNotCountedTwice() throws Exception {
        freeBytes = 3 * GIB;
        anotherBegins();
        freeBytes = 2 * GIB;

        assertThat(space().severity()).isEqualTo(Finding.Severity.WARNING);
        freeBytes = GIB;
        assertThat(space().isError()).isFalse();
    }

    @Test
    void atItsEndItTakesNothing() throws Exception {
        freeBytes = 3 * GIB;
        anotherBegins();

        other.unwind(true, warning -> {});

        assertThat(space().severity()).isEqualTo(Finding.Severity.OK);
    }

    /** Of two that begin together, one has to make do with what is left, and not both. */
    @Test
    void whoCameFirstNeedNotMakeWay() throws Exception {
        freeBytes = 2 * GIB - 1;
        claims.claim(specs.spec(), folder, new CleanupStack());
        anotherBegins();

        assertThat(space().isError()).isFalse();
    }
}
