package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandResult;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.tools.E2fsck;
import org.imagefactory.tools.ExtFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoveInstallerLogsStepTest {

    @TempDir Path root;
    private StepFixture fixture;

    @BeforeEach
    void makeFixture() throws Exception {
        fixture = new StepFixture(root);
        fixture.file("etc/os-release", "ID=test\n");
        fixture.file("var/log/dpkg.log", "stays\n");
    }

    private void run(boolean print) throws Exception {
        fixture.run(
                new RemoveInstallerLogsStep(
                        fixture.workspace, StepFixture.DISK, print, fixture.tools));
    }

    private String list(String folder) throws Exception {
        return fixture.onDisk("debugfs", "-R", "ls -l " + folder);
    }

    private List<BuildEvent.Output> outputs() {
        return fixture.events.stream()
                .filter(BuildEvent.Output.class::isInstance)
                .map(BuildEvent.Output.class::cast)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext2", "ext3", "ext4"})
    void removesEveryLogAndNothingElse(String type) throws Exception {
        fixture.file("root/anaconda-ks.cfg", "ks\n");
        fixture.file("root/install.log", "x");
        fixture.file("root/install.log.syslog", "x");
        fixture.file("root/.install.log", "stays");
        fixture.file("root/installation", "stays");
        fixture.file("var/adm/autoinstall/logs/a", "x");
        fixture.file("var/adm/stays", "x");
        fixture.file("var/lib/YaST2/deep/er/file", "x".repeat(200_000));
        fixture.file("var/log/anaconda/syslog", "x");
        fixture.file("var/log/installer/cdebconf/templates.dat", "x".repeat(500_000));
        fixture.file("var/log/YaST2/y2log", "x");
        fixture.install(type);
        run(false);
        assertThat(list("/root"))
                .contains(".install.log", "installation")
                .doesNotContain(" install.log", "anaconda");
        assertThat(list("/var/adm")).contains("stays").doesNotContain("autoinstall");
        assertThat(list("/var/lib")).doesNotContain("YaST2");
        assertThat(list("/var/log"))
                .contains("dpkg.log")
                .doesNotContain("anaconda", "installer", "YaST2");
        fixture.assertClean();
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
        assertThat(outputs()).isEmpty();
    }

    /** e2fsck would repair a wrong plan: so it must find nothing to do. */
    @Test
    void leavesAConsistentFileSystemWithoutRepair() throws Exception {
        for (int i = 0; i < 400; i++) {
            fixture.file("var/log/installer/many/a-rather-long-name-of-a-file-" + i, "x");
        }
        fixture.file("var/log/installer/a/b/c/d", "x");
        fixture.file("var/log/anaconda/e/f", "x");
        Path kept = fixture.file("home/kept", "linked");
        Files.createLink(fixture.content.resolve("var/log/installer/linked"), kept);
        Path twice = fixture.file("var/log/installer/twice", "both names go");
        Files.createLink(fixture.content.resolve("var/log/installer/a/twice"), twice);
        fixture.install("ext4");
        fixture.runner.changing(
                "e2fsck -fy",
                command ->
                        E2fsck.check(
                                new ExtFileSystem(
                                        fixture.workspace.rawDisk(), StepFixture.OFFSET)));
        run(false);
        assertThat(list("/var/log")).doesNotContain("installer", "anaconda");
        assertThat(fixture.onDisk("debugfs", "-R", "cat /home/kept")).contains("linked");
    }

    @Test
    void survivesHostileNames() throws Exception {
        for (String name :
                List.of(
                        "-rf",
                        "a b",
                        "q\"uote",
                        "it's",
                        "new\nline",
                        "cr\rx",
                        "<2>",
                        "\\x41",
                        "ü",
                        "*")) {
            fixture.file("var/log/installer/" + name, "x");
            fixture.file("var/log/anaconda/d" + name + "/inner\n" + name, "x");
        }
        fixture.file("root/install.log \"q\" ü \\x", "x");
        fixture.file("root/install.log<2>", "x");
        Files.createSymbolicLink(
                fixture.content.resolve("var/log/installer/link"), Path.of("../../../etc"));
        Files.createSymbolicLink(fixture.content.resolve("var/log/YaST2"), Path.of("../../etc"));
        fixture.install("ext4");
        run(true);
        assertThat(list("/var/log")).doesNotContain("installer", "anaconda", "YaST2");
        assertThat(list("/root")).doesNotContain("install.log");
        assertThat(list("/etc")).contains("os-release");
        fixture.assertClean();
    }

    @Test
    void reportsANameThatItCannotRemove() throws Exception {
        fixture.file("root/install.log\nx", "x");
        fixture.install("ext4");
        assertThatThrownBy(() -> run(false))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("/root/install.log\\x0ax");
        fixture.assertClean();
    }

    @Test
    void followsNoLinkOnTheWay() throws Exception {
        fixture.file("elsewhere/installer/syslog", "stays");
        Files.move(fixture.content.resolve("var/log"), fixture.content.resolve("var/log.old"));
        Files.createSymbolicLink(fixture.content.resolve("var/log"), Path.of("../elsewhere"));
        fixture.install("ext4");
        run(true);
        assertThat(outputs()).isEmpty();
        assertThat(list("/elsewhere/installer")).contains("syslog");
    }

    @Test
    void repairsSharedAttributeBlocks() throws Exception {
        fixture.file("var/log/installer/syslog", "x");
        fixture.install("ext4");
        Path value = Files.writeString(root.resolve("value"), "v".repeat(800));
        fixture.onDisk(
                "debugfs",
                "-w",
                "-R",
                "ea_set -f " + value + " /var/log/installer/syslog user.big");
        fixture.assertClean();
        run(false);
        fixture.assertClean();
    }

    @Test
    void printsLogsHarmlessly() throws Exception {
        fixture.file("var/log/installer/syslog", "one\n\u001b[2Jtwo\tx\u202e\nno end");
        fixture.file("var/log/installer/other", "not printed");
        fixture.file("var/log/anaconda/a.log", "a\n");
        fixture.file("var/log/anaconda/.hidden", "not printed");
        fixture.file("var/log/anaconda/sub/b.log", "not printed");
        fixture.install("ext4");
        run(true);
        assertThat(outputs())
                .containsExactly(
                        new BuildEvent.Output("/var/log/anaconda/a.log", "a"),
                        new BuildEvent.Output("/var/log/installer/syslog", "one"),
                        new BuildEvent.Output("/var/log/installer/syslog", "\\x1b[2Jtwo\tx\\u202e"),
                        new BuildEvent.Output("/var/log/installer/syslog", "no end"));
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
    }

    @Test
    void doesNotPrintHugeLogs() throws Exception {
        Path huge = fixture.file("var/log/installer/syslog", "x");
        DiskImages.empty(huge, 65L << 20);
        fixture.install("ext4");
        run(true);
        assertThat(fixture.warnings()).singleElement().asString().contains("larger than 64 MiB");
    }

    @Test
    void changesNothingWithoutLogs() throws Exception {
        fixture.install("ext4");
        run(true);
        assertThat(fixture.runner.commands()).noneMatch(command -> command.contains("-w"));
    }

    @Test
    void failsWhenToolsFail() throws Exception {
        fixture.file("var/log/installer/syslog", "x");
        fixture.install("ext4");
        fixture.runner.failing("debugfs -w", 1, "write: No space left on device");
        assertThatThrownBy(() -> run(false))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("no space left in");
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
        fixture.assertClean();
    }

    @Test
    void failsWhenDebugfsDoesNothing() throws Exception {
        fixture.file("var/log/installer/syslog", "x");
        fixture.install("ext4");
        fixture.runner.replacing(
                "debugfs -w", command -> new CommandResult(0, List.of(), Duration.ZERO));
        assertThatThrownBy(() -> run(false))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("/var/log/installer");
    }

    @Test
    void cleansUpWhenInterrupted() throws Exception {
        fixture.file("var/log/installer/syslog", "x");
        fixture.install("ext4");
        fixture.runner.interrupting("debugfs -w");
        assertThatThrownBy(() -> run(false)).isInstanceOf(InterruptedException.class);
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
    }
}
