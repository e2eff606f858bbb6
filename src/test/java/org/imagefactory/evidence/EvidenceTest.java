package org.imagefactory.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandTimeoutException;
import org.imagefactory.guest.RootPlacesTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {

    @TempDir private Path folder;
    private Scrap scrap;

    @BeforeEach
    void prepare() throws IOException {
        scrap = new Scrap(folder);
    }

    @Test
    void readsOnlyLogsThatAreCopied() {
        GuestLogs.PLACES.forEach(RootPlacesTest::assertCopied);
    }

    @Test
    void collectsEverythingThatIsThere() throws Exception {
        console("Booting...\r\npassword=%s\r\n\u001b[1mWhat now?\u001b[0m");
        scrap.qemuLog("2026-11-22 starting up\n-append 'password=%s'\n".formatted(Scrap.SECRET));
        scrap.file("var/log/installer/syslog", "d-i: password=%s\n".formatted(Scrap.SECRET));
        scrap.file("var/log/dpkg.log", "install base-files\n");
        scrap.file("root/install.log", "kickstart\n");
        Path disk = scrap.install();
        byte[] before = Files.readAllBytes(disk);

        collect(false);

        assertThat(scrap.collected())
                .containsExactly(
                        "console.log",
                        "domain.xml",
                        "installer-logs/root/install.log",
                        "installer-logs/var/log/dpkg.log",
                        "installer-logs/var/log/installer/syslog",
                        "qemu.log",
                        "screen.txt");
        assertThat(scrap.collected("console.log"))
                .isEqualTo("Booting...\r\npassword=********\r\n\u001b[1mWhat now?\u001b[0m");
        assertThat(scrap.collected("screen.txt")).contains("What now?").doesNotContain("\u001b");
        assertThat(scrap.collected("domain.xml")).contains("<cmdline>password=********</cmdline>");
        assertThat(scrap.collected("qemu.log")).endsWith("-append 'password=********'\n");
        assertThat(scrap.collected("installer-logs/var/log/installer/syslog"))
                .isEqualTo("d-i: password=********\n");
        assertThat(disk).hasBinaryContent(before);
        assertThat(Files.getPosixFilePermissions(scrap.workspace.evidence()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(scrap.workspace.staging())
                .isDirectoryNotContaining("glob:**/{evidence-dump,debugfs.*}");
    }

    @Test
    void asksForAScreenshotOnlyWhereThereIsAScreen() throws Exception {
        collect(false);
        assertThat(scrap.virsh.lines()).noneMatch(line -> line.contains("screenshot"));

        scrap.virsh.failing("screenshot", 1, "error: domain is not running");
        collect(true);
        assertThat(scrap.virsh.lines()).anyMatch(line -> line.contains("screenshot"));
        assertThat(scrap.collected(EvidenceFolder.PROBLEMS))
                .contains("could not take a screenshot")
                .contains("domain is not running");
    }

    /** Each thing that is missing is a line; the others are there. */
    @Test
    void virshIsMissing() throws Exception {
        console("hello\n");
        scrap.virsh.missing("virsh");

        collect(true);

        assertThat(scrap.collected()).containsExactly("console.log", "problems.txt", "screen.txt");
        assertThat(scrap.collected(EvidenceFolder.PROBLEMS).lines()).hasSize(2);
    }

    /** A hanging program takes the time of those after it, and no more. */
    @Test
    void allProgramsTogetherHaveAMinute() throws Exception {
        scrap.file("var/log/installer/syslog", "text\n");
        scrap.install();
        scrap.virsh.on(
                "dumpxml",
                (command, listener) -> {
                    scrap.clock.addAndGet(Duration.ofSeconds(50).toNanos());
                    throw new CommandTimeoutException(command);
                });

        collect(true);

        assertThat(scrap.virsh.commands())
                .extracting(Command::timeLimit)
                .containsOnly(Duration.ofMinutes(1));
        assertThat(scrap.collected()).contains("installer-logs/var/log/installer/syslog");

        scrap.virsh.on(
                "screenshot",
                (command, listener) -> {
                    scrap.clock.addAndGet(Duration.ofSeconds(60).toNanos());
                    throw new CommandTimeoutException(command);
                });
        int commands = scrap.tools.commands().size();

        collect(true);

        assertThat(scrap.tools.commands()).hasSize(commands);
        assertThat(scrap.collected(EvidenceFolder.PROBLEMS)).contains("was killed after 0 s");
    }

    @Test
    void nothingIsLoggedThatIsSecret() throws Exception {
        collect(false);

        assertThat(scrap.virsh.commands())
                .allSatisfy(
                        command ->
                                assertThat(command.secrets())
                                        .contains(Scrap.SECRET, "s3cr3t&amp;co"));
    }

    /** The thread is interrupted while a program runs: the rest is left alone. */
    @Test
    void anInterruptEndsIt() throws Exception {
        console("hello\n");
        scrap.virsh.interrupting("dumpxml");

        assertThatThrownBy(() -> collect(true)).isInstanceOf(InterruptedException.class);

        assertThat(scrap.collected()).doesNotContain("console.log");
    }

    /** Channels throw an exception of their own when the thread is interrupted. */
    @Test
    void anInterruptWhileCopyingEndsIt() throws Exception {
        console("hello\n");
        scrap.virsh.on(
                "dumpxml",
                (command, listener) -> {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("scripted");
                });

        assertThatThrownBy(() -> collect(false)).isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aGuestCanNeitherLeadAstrayNorFillTheDisk() throws Exception {
        Path log = scrap.file("var/log/installer/syslog", "good\n");
        Path logs = log.getParent();
        Files.createSymbolicLink(logs.resolve("link"), Path.of("syslog"));
        Files.createSymbolicLink(logs.resolve("folder"), Path.of("."));
        Files.writeString(logs.resolve("a\nb\u001b[2J; rm"), "odd\n");
        Files.writeString(logs.resolve("a\nb\u001b[2K; rm"), "odd, too\n");
        Files.writeString(logs.resolve("x".repeat(255)), "long\n");
        try (RandomAccessFile sparse = new RandomAccessFile(logs.resolve("huge").toFile(), "rw")) {
            sparse.setLength(100L << 30);
        }
        Files.createSymbolicLink(scrap.content.resolve("var/log/apt"), Path.of("installer"));
        for (int i = 0; i < GuestLogs.MOST_FILES; i++) {
            scrap.file("root/%d.log".formatted(i), "many\n");
        }
        scrap.install();

        collect(false);

        assertThat(scrap.collected())
                .contains(
                        "installer-logs/var/log/installer/a_x0ab_x1b_2J__rm",
                        "installer-logs/var/log/installer/syslog",
                        "installer-logs/var/log/installer/" + "x".repeat(100))
                .noneMatch(name -> name.contains("link") || name.contains("folder"))
                .noneMatch(name -> name.contains("huge") || name.contains("apt"))
                .allMatch(name -> name.matches("[A-Za-z0-9._/-]+"))
                .filteredOn(name -> name.startsWith("installer-logs/"))
                .hasSize(GuestLogs.MOST_FILES);
        assertThat(scrap.collected(EvidenceFolder.PROBLEMS))
                .contains("left out, too large: /var/log/installer/huge")
                .contains("left out, too much already: /root/")
                .doesNotContain("\u001b");
    }

    @Test
    void readsThroughBitmapsThatDoNotFit() throws Exception {
        scrap.file("var/log/installer/syslog", "the reason\n");
        Path disk = scrap.install();
        scrap.debugfs("-w", "set_bg 0 inode_bitmap_csum 1", "set_bg 0 block_bitmap_csum 1");
        byte[] before = Files.readAllBytes(disk);

        collect(false);

        assertThat(scrap.collected("installer-logs/var/log/installer/syslog"))
                .isEqualTo("the reason\n");
        assertThat(Files.readAllBytes(disk)).isEqualTo(before);
    }

    @Test
    void readsWhatOnlyTheJournalHas() throws Exception {
        scrap.file("var/log/installer/syslog", "old\n");
        Path disk = scrap.install();
        String block = scrap.debugfs("-D", "blocks /var/log/installer/syslog").strip();
        Path news = Files.writeString(folder.resolve("news"), "new\n" + "\0".repeat(1020));
        scrap.debugfs("-w", "jo", "jw -b %s %s".formatted(block, news), "jc");
        byte[] before = Files.readAllBytes(disk);

        collect(false);

        assertThat(scrap.collected("installer-logs/var/log/installer/syslog")).isEqualTo("new\n");
        assertThat(Files.readAllBytes(disk)).isEqualTo(before);
        assertThat(scrap.workspace.staging()).isDirectoryNotContaining("glob:**/evidence-root");
    }

    @Test
    void aNewDiskIsOneLine() throws Exception {
        DiskImages.empty(scrap.workspace.rawDisk(), 64L << 20);

        collect(false);

        assertThat(scrap.collected()).containsExactly("domain.xml", "problems.txt");
        assertThat(scrap.collected(EvidenceFolder.PROBLEMS).lines())
                .singleElement()
                .asString()
                .startsWith("could not read the installer's logs: the disk is empty");
    }

    @Test
    void aBrokenFileSystemIsOneMoreProblem() throws Exception {
        scrap.file("var/log/installer/syslog", "text\n");
        Path disk = scrap.install();
        byte[] rubbish = new byte[1 << 20];
        new Random(1).nextBytes(rubbish);
        DiskImages.write(disk, DiskImages.MIB + 4096, rubbish);
        byte[] before = Files.readAllBytes(disk);

        collect(false);

        assertThat(scrap.collected()).contains("domain.xml");
        assertThat(disk).hasBinaryContent(before);
    }

    @Test
    void theEvidenceOfASecondMachineIsKeptApart() throws Exception {
        console("installing\n");
        collect(false);
        Path log = Files.writeString(scrap.workspace.staging().resolve("boot.log"), "booting\n");

        scrap.evidence().collect(scrap.machine("boot-test", "other", false, log), event -> {});

        assertThat(scrap.collected("console.log")).isEqualTo("installing\n");
        assertThat(scrap.collected("boot-test/console.log")).isEqualTo("booting\n");
    }

    @Test
    void isCollectedOnFailureBeforeTheMachineIsRemoved() throws Exception {
        scrap.cleanup.always("remove", () -> scrap.virsh.run(Command.of("virsh", "undefine")));
        scrap.evidence().collectOnFailure(scrap.machine(false), scrap.cleanup, event -> {});

        scrap.cleanup.unwind(false, scrap.warnings::add);

        assertThat(scrap.virsh.lines().get(0)).contains("dumpxml");
        assertThat(scrap.virsh.lines()).endsWith("virsh undefine");
        assertThat(scrap.warnings).isEmpty();
    }

    private void collect(boolean hasScreen) throws InterruptedException {
        scrap.evidence().collect(scrap.machine(hasScreen), event -> {});
    }

    private void console(String text) throws IOException {
        Files.writeString(scrap.workspace.consoleLog(), text.replace("%s", Scrap.SECRET));
    }
}
