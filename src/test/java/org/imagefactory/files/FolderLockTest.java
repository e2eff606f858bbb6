package org.imagefactory.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FolderLockTest {

    private static final String NAME = "lock";

    @TempDir private Path parent;
    private Path folder;

    @BeforeEach
    void name() {
        folder = parent.resolve("folder");
    }

    private Optional<FolderLock> attempt(Path path) throws IOException, InterruptedException {
        return FolderLock.tryAcquire(path, NAME, FolderLock.Use.OWN);
    }

    private boolean isLockedForOthers() throws Exception {
        Process other =
                new ProcessBuilder(
                                "python3",
                                "-c",
                                "import fcntl,sys; f=open(sys.argv[1],'w'); fcntl.lockf(f,"
                                        + " fcntl.LOCK_EX|fcntl.LOCK_NB)",
                                folder.resolve(NAME).toString())
                        .redirectErrorStream(true)
                        .start();
        assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return other.exitValue() != 0;
    }

    @Test
    void whoeverElseAsksInThisProcessDoesNotDropTheLock() throws Exception {
        try (FolderLock held = attempt(folder).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(attempt(folder)).isEmpty();
            assertThat(FolderLock.isHeld(folder, NAME)).isTrue();
            assertThat(isLockedForOthers()).isTrue();
        }
        assertThat(isLockedForOthers()).isFalse();
        assertThat(FolderLock.isHeld(folder, NAME)).isFalse();
        try (FolderLock again = attempt(folder).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void isOneLockByWhateverWayTheFolderIsReached() throws Exception {
        Path link = Files.createSymbolicLink(parent.resolve("way"), parent);
        try (FolderLock held = attempt(folder).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(attempt(link.resolve("folder"))).isEmpty();
            assertThat(attempt(parent.resolve("x/../folder"))).isEmpty();
            assertThat(isLockedForOthers()).isTrue();
        }
    }

    @Test
    void theWaitEndsWithThePatience() throws Exception {
        try (FolderLock held = attempt(folder).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(
                            () ->
                                    FolderLock.acquire(
                                            folder,
                                            NAME,
                                            FolderLock.Use.OWN,
                                            waited -> {
                                                if (waited.compareTo(Duration.ofMillis(150)) >= 0) {
                                                    throw new IOException("enough");
                                                }
                                            }))
                    .hasMessage("enough");
        }
    }

    @Test
    void whoWaitsMakesTheFolderAgain() throws Exception {
        FolderLock held = attempt(folder).orElseThrow();
        Thread remover =
                new Thread(
                        () -> {
                            try (held) {
                                FolderTree.delete(folder);
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        });
        try (FolderLock next =
                FolderLock.acquire(
                        folder,
                        NAME,
                        FolderLock.Use.OWN,
                        waited -> {
                            if (waited.isZero()) {
                                remover.start();
                            }
                        })) {
            assertThat(next).isNotNull();
            assertThat(isLockedForOthers()).isTrue();
        }
    }

    @Test
    void isOfThisUserAlone() throws Exception {
        attempt(folder).orElseThrow().close();
        assertThat(mode(folder)).isEqualTo("rwx--x--x");
        assertThat(mode(folder.resolve(NAME))).isEqualTo("rw-------");

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        attempt(folder).orElseThrow().close();
        assertThat(mode(folder)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void aFolderOfSomebodyElseIsRefused() throws Exception {
        Files.createDirectory(folder);
        Files.setAttribute(folder, "unix:uid", 12345);

        assertThatThrownBy(() -> attempt(folder))
                .isInstanceOf(ForeignFileException.class)
                .hasMessageContaining(folder + " belongs to another user");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLinkIsRefused() throws Exception {
        Path victim = Files.createDirectory(parent.resolve("victim"));
        Files.createSymbolicLink(folder, victim);

        assertThatThrownBy(() -> attempt(folder))
                .isInstanceOf(ForeignFileException.class)
                .hasMessageContaining("is no folder");
        assertThat(victim).isEmptyDirectory();
    }

    @Test
    void aLockFileThatIsALinkOrAPipeIsRefused() throws Exception {
        Files.createDirectory(folder);
        Path victim = Files.createFile(parent.resolve("victim"));
        Path lock = Files.createSymbolicLink(folder.resolve(NAME), victim);
        assertThatThrownBy(() -> attempt(folder)).isInstanceOf(ForeignFileException.class);

        Files.delete(lock);
        assertThat(new ProcessBuilder("mkfifo", lock.toString()).start().waitFor()).isZero();
        assertThatThrownBy(() -> attempt(folder))
                .isInstanceOf(ForeignFileException.class)
                .hasMessageContaining("is no regular file");
        assertThat(FolderLock.isHeld(folder, NAME)).isFalse();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
