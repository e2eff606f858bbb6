package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.MissingProgramException;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.Pace;
import org.imagefactory.netboot.fetch.RsyncFailure;
import org.imagefactory.netboot.fetch.RsyncFetcher;
import org.imagefactory.netboot.fetch.TransferLimits;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.report.Facts;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real rsync daemon. */
@Timeout(30)
class RsyncFetchTest {

    private static final byte[] KERNEL = CacheFixture.kernel(1, 100_000);
    private static final byte[] INITRD = CacheFixture.initrd(1, 120_000);

    @TempDir Path folder;
    CacheFixture fixture;
    Path module;
    Process daemon;
    int port;

    @BeforeEach
    void start() throws Exception {
        fixture = new CacheFixture(folder);
        module = Files.createDirectories(folder.resolve("module"));
        Files.write(module.resolve("linux"), KERNEL);
        Files.write(module.resolve("initrd.gz"), INITRD);
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path secrets = Files.writeString(folder.resolve("secrets"), "joe:s3cret\n");
        Path configuration =
                Files.writeString(
                        folder.resolve("rsyncd.conf"),
                        """
                        address = 127.0.0.1
                        port = %d
                        use chroot = no
                        log file = /dev/null
                        strict modes = no
                        reverse lookup = no
                        [d]
                        path = %s
                        [locked]
                        path = %s
                        auth users = joe
                        secrets file = %s
                        """
                                .formatted(port, module, module, secrets));
        daemon =
                new ProcessBuilder("rsync", "--daemon", "--no-detach", "--config=" + configuration)
                        .inheritIO()
                        .start();
        awaitPort();
    }

    private void awaitPort() throws Exception {
        for (int i = 0; i < 100; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException("the rsync daemon does not listen");
    }

    @AfterEach
    void stop() throws Exception {
        daemon.destroy();
        daemon.waitFor();
    }

    private String url(String path) {
        return "rsync://127.0.0.1:%d/%s".formatted(port, path);
    }

    private void provide() throws Exception {
        fixture.provide(url("d/linux"), url("d/initrd.gz"), CacheFixture.NORMAL);
    }

    @Test
    void fetchesKeepsAndReplaces() throws Exception {
        provide();
        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        assertThat(fixture.bootedInitrd()).isEqualTo(INITRD);
        assertThat(fixture.facts.values()).containsEntry("netboot-files", "downloaded");

        provide();
        assertThat(fixture.facts.values())
                .containsEntry("netboot-files", "cache, unchanged on the server");
        assertThat(fixture.cacheNames())
                .containsExactly(".current", ".lock", ".set", "initrd.gz", "linux");

        byte[] next = CacheFixture.initrd(2, 110_000);
        Files.write(module.resolve("initrd.gz"), next);
        provide();
        assertThat(fixture.published("initrd.gz")).isEqualTo(next);
        assertThat(fixture.published("linux")).isEqualTo(KERNEL);
    }

    @Test
    void missingFilesAndModulesAreErrors() throws Exception {
        assertThatThrownBy(
                        () ->
                                fixture.provide(
                                        url("d/gone"), url("d/initrd.gz"), CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("no such file")
                .hasMessageContaining("exit status 23");
        assertThatThrownBy(
                        () ->
                                fixture.provide(
                                        url("nope/linux"), url("d/initrd.gz"), CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("Unknown module");
        Files.writeString(module.resolve("page"), "<html>moved</html>");
        assertThatThrownBy(
                        () ->
                                fixture.provide(
                                        url("d/page"), url("d/initrd.gz"), CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("web page");
        Files.createDirectory(module.resolve("folder"));
        assertThatThrownBy(
                        () ->
                                fixture.provide(
                                        url("d/folder"), url("d/initrd.gz"), CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("folder");
    }

    @Test
    void aDeadDaemonMeansTheCachedPair() throws Exception {
        provide();
        daemon.destroy();
        daemon.waitFor();

        provide();

        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        assertThat(fixture.warnings()).singleElement().asString().contains("exit status 10");
        assertThatThrownBy(
                        () ->
                                fixture.provide(
                                        url("d/linux"), url("d/initrd.gz"), CacheFixture.NO_STALE))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("tried 2 times");
    }

    @Test
    void whatIsTooLargeIsNotTakenForUnchanged() throws Exception {
        fixture.provide(url("d/linux"), url("d/initrd.gz"), CacheFixture.NORMAL);
        try (RandomAccessFile sparse =
                new RandomAccessFile(module.resolve("linux").toFile(), "rw")) {
            sparse.setLength(Role.LINUX.longest() + 1);
        }
        assertThatThrownBy(
                        () ->
                                fixture.provide(
                                        url("d/linux"), url("d/initrd.gz"), CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("longer than 1073741824 bytes");
        assertThat(fixture.cacheNames()).noneMatch(name -> name.contains("part"));
        assertThat(fixture.published("linux")).isEqualTo(KERNEL);
    }

    /** To rsync, a greeting that goes on is a sign of life. */
    @Test
    void aServerThatOnlyGreetsIsGivenUp() throws Exception {
        Path server = folder.resolve("server");
        Files.writeString(
                server,
                """
                #!/bin/sh
                printf '@RSYNCD: 31.0 sha512 sha256 sha1 md5 md4\\n'
                while :; do echo welcome; sleep 0.1; done
                """);
        assertThat(server.toFile().setExecutable(true)).isTrue();
        fixture.environment = Map.of("RSYNC_CONNECT_PROG", server.toString());
        TransferLimits usual = CacheFixture.FAST.transfer();
        Pace pace =
                new Pace(
                        Duration.ofMillis(300),
                        1_000,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1));
        fixture.limits =
                new NetbootLimits(
                        new TransferLimits(usual.connect(), usual.silence(), 5, pace),
                        CacheFixture.FAST.retry(),
                        CacheFixture.FAST.lockWait());
        assertThatThrownBy(
                        () ->
                                fixture.provide(
                                        "rsync://h/d/linux",
                                        "rsync://h/d/initrd.gz",
                                        CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("too slow");
    }

    @Test
    void passwordsTravelInTheEnvironment() throws Exception {
        String locked = "rsync://joe:s3cret@127.0.0.1:%d/locked/linux".formatted(port);
        fixture.provide(locked, url("d/initrd.gz"), CacheFixture.NORMAL);
        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);

        Command command =
                new RsyncFetcher(
                                new TestRunner(),
                                Map.of("RSYNC_PROXY", "p:8080", "HOME", "/root"),
                                TransferLimits.DEFAULT)
                        .command(
                                new RemoteFile(Role.LINUX, SourceUri.parse(locked)),
                                Path.of("/c/.part-linux"));
        assertThat(command.argv())
                .containsExactly(
                        "rsync",
                        "--no-motd",
                        "--times",
                        "--copy-links",
                        "--partial",
                        "--contimeout=20",
                        "--timeout=60",
                        "--max-size=1073741824",
                        "--info=skip1",
                        "--",
                        "rsync://joe@127.0.0.1:%d/locked/linux".formatted(port),
                        "/c/.part-linux");
        assertThat(command.environment())
                .containsOnly(
                        Map.entry("RSYNC_PROXY", "p:8080"), Map.entry("RSYNC_PASSWORD", "s3cret"));
        assertThat(command.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "10, UNREACHABLE, x",
        "35, UNREACHABLE, x",
        "12, TRANSIENT, x",
        "30, TRANSIENT, x",
        "5, TRANSIENT, @ERROR: max connections (1) reached -- try again later",
        "5, FINAL, @ERROR: Unknown module",
        "23, FINAL, x",
        "1, FINAL, x",
    })
    void exitStatuses(int status, FetchException.Kind kind, String output) throws Exception {
        Command command = Command.of("rsync");
        CommandFailedException failure =
                new CommandFailedException(command, status, List.of(output, "rsync error: foo"));
        FetchException told = RsyncFailure.of(failure, command);
        assertThat(told.kind()).isEqualTo(kind);
        assertThat(told).hasMessageContaining(output).hasMessageContaining("status " + status);
    }

    @Test
    void aFullDiskOrAMissingProgramIsTheHostsFault() throws Exception {
        Command command = Command.of("rsync");
        assertThatThrownBy(
                        () ->
                                RsyncFailure.of(
                                        new CommandFailedException(
                                                command, 11, List.of("No space left on device")),
                                        command))
                .isInstanceOf(HostException.class);
        NetbootCache cache =
                new NetbootCache(
                        (ran, listener) -> {
                            throw new MissingProgramException("rsync", "apt install rsync");
                        },
                        Map.of());
        assertThatThrownBy(
                        () ->
                                cache.provide(
                                        new NetbootRequest(
                                                List.of(
                                                        new Mirror(
                                                                new InstallerSource.InstallerImage(
                                                                        SourceUri.parse(
                                                                                url("d/linux"))),
                                                                Verification.NONE)),
                                                fixture.cache,
                                                fixture.shared,
                                                CacheFixture.NORMAL,
                                                fixture.targets),
                                        event -> {},
                                        new Facts()))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("apt install rsync");
    }
}
