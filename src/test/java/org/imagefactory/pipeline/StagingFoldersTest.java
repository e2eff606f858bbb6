package org.imagefactory.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.imagefactory.error.HostException;
import org.imagefactory.history.DayNames;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.RunningBuild;
import org.imagefactory.spec.ImageName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingFoldersTest {

    @TempDir private Path folder;
    private final StagingFolders folders = new StagingFolders(Duration.ZERO);
    private final List<String> warnings = new ArrayList<>();
    private Workspace workspace;

    @BeforeEach
    void nameTheWorkspace() {
        workspace =
                new Workspace(
                        DayNames.of(new ImageName("mini"), LocalDate.of(2026, 11, 22)), folder);
    }

    @Test
    void isMadeAndGoneAgain() throws Exception {
        CleanupStack cleanup = new CleanupStack();

        boolean leftover = folders.acquire(workspace, cleanup);
        Files.writeString(workspace.rawDisk(), "half-made");

        assertThat(leftover).isFalse();
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(workspace.staging())))
                .isEqualTo("rwx--x--x");
        cleanup.unwind(false, warnings::add);
        assertThat(folder).isEmptyDirectory();
        assertThat(warnings).isEmpty();
    }

    @Test
    void isOwnedByOneBuildInThisProcess() throws Exception {
        CleanupStack first = new CleanupStack();
        folders.acquire(workspace, first);
        CleanupStack second = new CleanupStack();

        assertThatThrownBy(() -> folders.acquire(workspace, second))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("another build of mini is running");

        second.unwind(false, warnings::add);
        assertThat(workspace.lockFile()).exists();
        first.unwind(true, warnings::add);
        folders.acquire(workspace, second);
        second.unwind(true, warnings::add);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void isOwnedByOneProcess() throws Exception {
        Files.createDirectory(workspace.staging());
        Files.createFile(workspace.lockFile());
        Process other = lockingProcess();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("locked");
            CleanupStack cleanup = new CleanupStack();

            assertThatThrownBy(() -> folders.acquire(workspace, cleanup))
                    .isInstanceOf(HostException.class);

            cleanup.unwind(false, warnings::add);
            assertThat(workspace.lockFile()).exists();
        } finally {
            other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** The file of a killed build stays, and nobody is taken in by it. */
    @Test
    void tellsWhatRunsAndNothingOfAKilledBuild() throws Exception {
        Instant start = Instant.parse("2026-11-22T10:00:00Z");
        Files.createDirectory(workspace.staging());
        Files.createFile(workspace.lockFile());
        assertThat(folders.running(workspace)).isEmpty();
        Process build = lockingProcess();
        try {
            assertThat(build.inputReader().readLine()).isEqualTo("locked");
            RunningFile file =
                    new RunningFile(
                            workspace,
                            start,
                            Clock.fixed(start.plusSeconds(60), ZoneOffset.UTC),
                            event -> {});
            file.begin();
            assertThat(folders.running(workspace))
                    .contains(new RunningBuild(start, 0, 0, start, "look at the host"));

            file.on(new BuildEvent.StepStarted(4, 12, "install", "install the\nsystem"));

            assertThat(folders.running(workspace))
                    .contains(
                            new RunningBuild(
                                    start, 4, 12, start.plusSeconds(60), "install the system"));
            Files.writeString(workspace.running(), "x".repeat(100_000));
            assertThat(folders.running(workspace)).isEmpty();
            file.begin();
        } finally {
            build.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }

        assertThat(workspace.running()).exists();
        assertThat(folders.running(workspace)).isEmpty();
    }

    private Process lockingProcess() throws IOException {
        return new ProcessBuilder(
                        "python3",
                        "-c",
                        "import fcntl,sys; f=open(sys.argv[1],'w'); fcntl.lockf(f,"
                                + " fcntl.LOCK_EX); print('locked', flush=True);"
                                + " sys.stdin.read()",
                        workspace.lockFile().toString())
                .start();
    }

    @Test
    void emptiesWhatAKilledBuildLeft() throws Exception {
        Files.createDirectories(workspace.staging().resolve("deep/er"));
        Files.writeString(workspace.staging().resolve("deep/er/disk.raw"), "half-made");
        Files.createFile(workspace.lockFile());
        CleanupStack cleanup = new CleanupStack();

        assertThat(folders.acquire(workspace, cleanup)).isTrue();

        assertThat(workspace.staging()).isDirectoryContaining(p -> p.equals(workspace.lockFile()));
        try (var files = Files.list(workspace.staging())) {
            assertThat(files).hasSize(1);
        }
        cleanup.unwind(true, warnings::add);
    }

    @Test
    void saysWhereItCannotWrite() {
        Workspace nowhere = new Workspace(workspace.name(), folder.resolve("missing"));

        assertThatThrownBy(() -> folders.acquire(nowhere, new CleanupStack()))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void holdsTheLockAgainstOtherProcesses() throws Exception {
        CleanupStack cleanup = new CleanupStack();
        folders.acquire(workspace, cleanup);
        Process other =
                new ProcessBuilder(
                                "python3",
                                "-c",
                                "import fcntl,sys; f=open(sys.argv[1],'w'); fcntl.lockf(f,"
                                        + " fcntl.LOCK_EX|fcntl.LOCK_NB)",
                                workspace.lockFile().toString())
                        .redirectErrorStream(true)
                        .start();

        assertThat(other.waitFor()).isNotZero();
        cleanup.unwind(true, warnings::add);
        try (FileChannel gone =
                FileChannel.open(
                        folder.resolve("x"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(gone.tryLock()).isNotNull();
        }
    }
}
