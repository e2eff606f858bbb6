package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.report.FindingFact;
import org.imagefactory.spec.LintPolicy;
import org.imagefactory.spec.LintRule;
import org.imagefactory.spec.OnFinding;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LintStepTest {

    private static final String TEXT = "holds an ID that every copy of the image would have";

    @TempDir Path root;
    private StepFixture fixture;

    @BeforeEach
    void makeFixture() throws Exception {
        fixture = new StepFixture(root);
        fixture.file("etc/os-release", "ID=test\n");
        fixture.file("boot/vmlinuz", "x");
    }

    private void install() throws Exception {
        Path disk = fixture.install("ext4");
        DiskImages.write(disk, 0, new byte[] {1});
    }

    private LintStep step(OnFinding onFinding, LintRule... ignored) {
        Set<LintRule> all = EnumSet.allOf(LintRule.class);
        return new LintStep(
                fixture.workspace,
                StepFixture.DISK,
                LintPolicy.of(all, Set.of(ignored), onFinding),
                Specs.machine(),
                fixture.tools);
    }

    @Test
    void isQuietAboutACleanImage() throws Exception {
        install();
        fixture.run(step(OnFinding.FAIL));
        assertThat(fixture.warnings()).isEmpty();
        assertThat(fixture.facts.findings()).isEmpty();
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
    }

    @Test
    void warns() throws Exception {
        fixture.file("etc/machine-id", "0123\n");
        install();
        fixture.run(step(OnFinding.WARN));
        assertThat(fixture.warnings()).containsExactly("machine-id: /etc/machine-id: " + TEXT);
        assertThat(fixture.facts.findings())
                .containsExactly(new FindingFact("machine-id", "/etc/machine-id", TEXT));
    }

    @Test
    void fails() throws Exception {
        fixture.file("etc/machine-id", "0123\n");
        fixture.file("root/.bash_history", "ls\n");
        install();
        assertThatThrownBy(() -> fixture.run(step(OnFinding.FAIL)))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("machine-id: /etc/machine-id: " + TEXT)
                .hasMessageContaining("shell-history: /root/.bash_history")
                .satisfies(
                        e ->
                                assertThat(((ImageCheckException) e).advice())
                                        .hasValueSatisfying(
                                                advice ->
                                                        assertThat(advice)
                                                                .endsWith(
                                                                        "‹lint-exceptions›=machine-id,"
                                                                                + "shell-history")));
        assertThat(fixture.facts.findings()).hasSize(2);
        fixture.run(step(OnFinding.FAIL, LintRule.MACHINE_ID, LintRule.SHELL_HISTORY));
    }

    @Test
    void leavesNothingWhenTheToolFailsOrIsInterrupted() throws Exception {
        install();
        fixture.runner.failing("debugfs", 1, "broken");
        assertThatThrownBy(() -> fixture.run(step(OnFinding.WARN)))
                .isInstanceOf(HostException.class);
        fixture.runner.interrupting("debugfs");
        assertThatThrownBy(() -> fixture.run(step(OnFinding.WARN)))
                .isInstanceOf(InterruptedException.class);
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
    }

    @Test
    void previewsWhatItWouldDo() {
        assertThat(step(OnFinding.WARN, LintRule.BOOT_LOADER).preview())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("check answer-files, build-logs, ");
    }
}
