package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.RecordingRunner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real signatures by a real gpg. */
class GpgTest {

    private static final Optional<String> KEY = Optional.of(GpgHome.KEY);
    private static GpgHome home;

    @TempDir Path folder;

    @BeforeAll
    static void makeHome() throws Exception {
        home = new GpgHome();
        home.makeKey("locked@example.org", "hush-hush");
    }

    @AfterAll
    static void removeHome() throws Exception {
        home.close();
    }

    private Gpg gpg() {
        return new Gpg(home.runner());
    }

    private Path file() throws Exception {
        return Files.writeString(folder.resolve("-x y.sha256sum"), "sum");
    }

    @Test
    void argv() {
        Gpg gpg = new Gpg(new RecordingRunner());
        String begin = "gpg --batch --no-tty --pinentry-mode error ";
        String end = "--detach-sign --armor --output /s/x.asc -- /s/x";
        assertThat(gpg.signing(KEY, Path.of("/s/x")))
                .hasToString(begin + "--local-user images@example.org " + end);
        assertThat(gpg.signing(Optional.empty(), Path.of("/s/x"))).hasToString(begin + end);
    }

    @Test
    void signsWhatGpgFindsGood() throws Exception {
        Path file = file();
        gpg().sign(KEY, file);
        Path signature = folder.resolve("-x y.sha256sum.asc");
        assertThat(Files.readString(signature)).startsWith("-----BEGIN PGP SIGNATURE-----");
        assertThat(gpg().verify(signature, file).keys())
                .containsExactly(home.fingerprint(GpgHome.KEY));
        assertThat(home.gpg("--verify", signature.toString(), file.toString())).isNotEmpty();
        Files.writeString(file, "sun");
        assertThat(gpg().verify(signature, file).problem())
                .hasValueSatisfying(
                        problem -> assertThat(problem.verdict()).isEqualTo(Signatures.Verdict.BAD));
    }

    @Test
    void whatIsNoSignatureProvesNothing() throws Exception {
        Path file = file();
        Path junk = Files.writeString(folder.resolve("junk"), "junk");
        assertThat(gpg().verify(junk, file).problem()).isPresent();
    }

    @Test
    void aLockedKeyIsToldAtOnce() throws Exception {
        Path file = file();
        Optional<String> locked = Optional.of("locked@example.org");
        HostException e = catchThrowableOfType(HostException.class, () -> gpg().sign(locked, file));
        assertThat(e)
                .hasMessage(
                        "signing -x y.sha256sum: the key 'locked@example.org' is locked, and"
                                + " gpg-agent does not have its passphrase");
        assertThat(e.exitStatus()).isEqualTo(ExitStatus.HOST);
        assertThat(e.advice().orElseThrow()).contains("gpg-preset-passphrase");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".asc"));
    }

    @Test
    void aKeyThatTheAgentHasUnlockedSigns() throws Exception {
        String user = "unlocked@example.org";
        home.makeKey(user, "hush");
        home.gpg(
                "--passphrase",
                "hush",
                "--local-user",
                user,
                "--output",
                folder + "/unlocking",
                "--sign",
                file().toString());
        gpg().sign(Optional.of(user), file());
        assertThat(folder.resolve("-x y.sha256sum.asc")).exists();
    }

    @Test
    void aMissingKeyIsTold() throws Exception {
        Path file = file();
        assertThatThrownBy(() -> gpg().sign(Optional.of("nobody@example.org"), file))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("there is no secret key for the key 'nobody@example.org'");
    }

    @Test
    void tryingLeavesNothing() throws Exception {
        gpg().trySigning(KEY);
        assertThatThrownBy(() -> gpg().trySigning(Optional.of("locked@example.org")))
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("trying to sign: ");
        assertThat(Path.of("/dev/null.asc")).doesNotExist();
    }

    @Test
    void anAgentThatHangsIsTold() throws Exception {
        Path file = file();
        Gpg hanging = new Gpg(new RecordingRunner().timingOut("gpg"));
        assertThatThrownBy(() -> hanging.sign(KEY, file))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("did not answer within 120 s");
    }

    /** A gpg that tells its process, and nothing more, ever. */
    private Gpg hanging(Duration limit) throws Exception {
        Path program = folder.resolve("bin/gpg");
        Files.createDirectory(folder.resolve("bin"));
        Files.writeString(
                program,
                """
                #!/bin/sh
                echo $$ >'%1$s/new'
                mv '%1$s/new' '%1$s/pid'
                exec sleep 600
                """
                        .formatted(folder));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Gpg(
                new CommonsExecRunner(Map.of("PATH", program.getParent() + ":/usr/bin:/bin")),
                limit);
    }

    @Test
    @Timeout(120)
    void aRealProcessThatHangsIsEnded() throws Exception {
        Path file = file();
        Gpg hanging = hanging(Duration.ofSeconds(1));
        assertThatThrownBy(() -> hanging.sign(KEY, file))
                .isInstanceOf(HostException.class)
                .hasMessage("signing -x y.sha256sum: gpg did not answer within 1 s");
        assertThat(ProcessHandle.current().descendants().map(ProcessHandle::info))
                .noneMatch(info -> info.commandLine().orElse("").contains("sleep 600"));
    }

    @Test
    @Timeout(120)
    void interruptEndsARealProcess() throws Exception {
        Path file = file();
        Path pid = folder.resolve("pid");
        Gpg hanging = hanging(Duration.ofMinutes(10));
        FutureTask<InterruptedException> signing =
                new FutureTask<>(
                        () ->
                                catchThrowableOfType(
                                        InterruptedException.class, () -> hanging.sign(KEY, file)));
        Thread build = new Thread(signing);
        build.start();
        while (!Files.exists(pid)) {
            Thread.sleep(10);
        }
        build.interrupt();

        assertThat(signing.get()).hasMessageContaining("was interrupted");
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
                .matches(process -> process.filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void missingGpgNamesThePackage() {
        Gpg missing = new Gpg(new RecordingRunner().missing("gpg"));
        assertThatThrownBy(() -> missing.trySigning(KEY))
                .isInstanceOfSatisfying(
                        HostException.class,
                        e -> assertThat(e.advice()).contains("apt install gpg"));
    }

    @Test
    void interruptEndsIt() throws Exception {
        Path file = file();
        Gpg interrupted = new Gpg(new RecordingRunner().interrupting("gpg"));
        assertThatThrownBy(() -> interrupted.sign(KEY, file))
                .isInstanceOf(InterruptedException.class);
    }
}
