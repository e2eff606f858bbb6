package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.error.TimeLimitException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.OutputListener;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.spec.VirtType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without an appliance; the tests of the steps have one. */
final class GuestfishTest {

    @TempDir Path folder;
    private final RecordingRunner recorder = new RecordingRunner();

    private GuestfishScript script() {
        return GuestfishScript.reading(folder.resolve("disk.raw"));
    }

    private BuildException failure(ProcessRunner runner) {
        BuildException e =
                catchThrowableOfType(
                        BuildException.class,
                        () -> new Guestfish(runner, VirtType.QEMU).run("looking", script()));
        assertThat(folder).isEmptyDirectory();
        return e;
    }

    /** guestfish that ends with an error. */
    private static ProcessRunner ending(String error, String... printed) {
        return (command, listener) -> {
            for (String line : printed) {
                listener.line(OutputListener.Stream.OUT, line);
            }
            throw new CommandFailedException(command, 1, List.of(error));
        };
    }

    @Test
    void oneCommandOnALine() {
        GuestfishScript script =
                GuestfishScript.changing(Path.of("/out?put/img-2026-11-22.raw"))
                        .attach(Path.of("/out?put/copy.ext4"))
                        .needing("xfs")
                        .needing("xfs")
                        .then("glob", "rm-rf", "/p1/root/install.log*");
        assertThat(script.text("here"))
                .isEqualTo(
                        """
                        add img-2026-11-22.raw format:raw discard:besteffort
                        add copy.ext4 format:raw
                        run
                        available xfs
                        echo here
                        glob rm-rf /p1/root/install.log*
                        """);
        assertThat(script().text("here")).startsWith("add disk.raw format:raw readonly:true\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "'", "\"", "!", "|", "#", "a;b", "<", "\\", "$"})
    void takesNoWordThatMeansMore(String word) {
        assertThatThrownBy(() -> script().then("echo", word))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void runsWithoutLibvirtInTheFolderOfTheImage() {
        Command command = Guestfish.command(folder, true);
        assertThat(command).hasToString("guestfish -f guestfish-requests");
        assertThat(command.workingDirectory()).contains(folder);
        assertThat(command.environment())
                .containsEntry("LIBGUESTFS_BACKEND", "direct")
                .containsEntry("LIBGUESTFS_TMPDIR", folder.toString())
                .containsEntry("LIBGUESTFS_BACKEND_SETTINGS", "force_tcg");
        assertThat(Guestfish.command(folder, false).environment())
                .doesNotContainKey("LIBGUESTFS_BACKEND_SETTINGS");
    }

    @Test
    void returnsWhatIsPrintedByTheWork() throws Exception {
        recorder.printing("guestfish", Guestfish.MARK, "true", "5");
        assertThat(new Guestfish(recorder, VirtType.QEMU).run("looking", script()))
                .containsExactly("true", "5");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theRequestsAreThereWhileItRuns() throws Exception {
        recorder.on(
                "guestfish",
                (command, listener) -> {
                    assertThat(folder.resolve(Guestfish.REQUESTS))
                            .content()
                            .endsWith("echo " + Guestfish.MARK + "\nexists /etc\n");
                    return RecordingRunner.print().to(command, listener);
                });
        new Guestfish(recorder, VirtType.QEMU).run("looking", script().then("exists", "/etc"));
    }

    @Test
    void anApplianceThatDoesNotStartIsTheHostsFault() {
        BuildException e = failure(ending("libguestfs: error: supermin exited"));
        assertThat(e)
                .isInstanceOf(HostException.class)
                .hasMessageContainingAll("looking: libguestfs does not work here", "supermin");
        assertThat(e.advice().orElse(""))
                .contains("libguestfs-test-tool", "a kernel in /boot", "libguestfs-xfs");
    }

    @Test
    void whatGoesWrongLaterIsTheImagesFault() {
        assertThat(failure(ending("libguestfs: error: mount_options: bad", Guestfish.MARK)))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContainingAll("looking: guestfish says", "mount_options: bad");
    }

    @Test
    void anApplianceThatDiesIsTheHostsFault() {
        String error = "libguestfs: error: appliance closed the connection unexpectedly.";
        assertThat(failure(ending(error, Guestfish.MARK))).isInstanceOf(HostException.class);
    }

    @Test
    void itMayHang() {
        assertThat(failure(recorder.timingOut("guestfish"))).isInstanceOf(TimeLimitException.class);
    }

    @Test
    void itMayBeMissing() throws Exception {
        recorder.missing("guestfish");
        assertThat(failure(recorder)).isInstanceOf(HostException.class);
        assertThat(new Guestfish(recorder, VirtType.QEMU).isInstalled()).isFalse();
        assertThat(new Guestfish(new RecordingRunner(), VirtType.QEMU).isInstalled()).isTrue();
    }

    @Test
    void itCanBeInterrupted() {
        recorder.interrupting("guestfish");
        assertThatThrownBy(() -> new Guestfish(recorder, VirtType.QEMU).run("looking", script()))
                .isInstanceOf(InterruptedException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theFolderMustBeWritable() throws Exception {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        Files.delete(gone);
        assertThatThrownBy(
                        () ->
                                new Guestfish(recorder, VirtType.QEMU)
                                        .run("looking", GuestfishScript.reading(gone.resolve("d"))))
                .isInstanceOf(HostException.class);
    }
}
