package org.imagefactory.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.imagefactory.report.BuildReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A factory whose builds fail, and what builds on the next day make of it. */
abstract class ResumedBuilds {

    /** The first night is that of the 23rd. */
    static final String IMAGE = "debian-13-2026-11-23.qcow2";

    static final String SUM = IMAGE + ".sha256sum";
    static final String REPORT = "debian-13-2026-11-23.json";
    static final String FOLDER = ".debian-13.resume";

    @TempDir Path root;
    Nights nights;

    @BeforeEach
    void makeNights() throws Exception {
        nights = new Nights(root);
    }

    BuildReport failing(String step, boolean resume) {
        nights.failing.add(step);
        BuildReport report = nights.build(resume);
        assertThat(report.outcome().succeeded()).isFalse();
        nights.failing.clear();
        return report;
    }

    void assertBeganAnew(String why) throws Exception {
        BuildReport report = nights.build(true);
        assertThat(report.outcome().succeeded()).isTrue();
        assertThat(nights.ran).startsWith(Nights.INSTALL).endsWith(Nights.HOOK);
        assertThat(nights.warnings)
                .anyMatch(
                        text ->
                                text.startsWith("cannot go on with the failed build: ")
                                        && text.contains(why));
        assertThat(report.values()).doesNotContainKey("resumed-after");
        assertThat(nights.left()).contains("debian-13-2026-11-24.qcow2").doesNotContain(FOLDER);
    }

    void assertResumes(String... steps) throws Exception {
        BuildReport report = nights.build(true);
        assertThat(report.outcome().succeeded()).as(report.outcome().message()).isTrue();
        assertThat(nights.ran).containsExactly(steps);
        assertThat(nights.warnings).isEmpty();
        assertThat(nights.left()).containsExactly(REPORT, IMAGE, SUM);
        assertThat(nights.output.resolve(IMAGE)).hasContent("image of emptied");
    }
}
