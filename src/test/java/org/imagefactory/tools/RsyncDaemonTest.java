package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.history.DayNames;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.UploadDestination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real rsync against a real daemon on the loopback interface. */
@Timeout(60)
class RsyncDaemonTest {

    @TempDir Path folder;

    private final List<BuildEvent> events = new ArrayList<>();
    private final List<Process> daemons = new ArrayList<>();
    private int port;
    private HookSubject subject;
    private List<String> documents = List.of();

    @BeforeEach
    void makeImage() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.createDirectory(folder.resolve("store"));
        Path out = Files.createDirectory(folder.resolve("out"));
        subject =
                new HookSubject(
                        DayNames.of(new ImageName("x"), LocalDate.of(2026, 11, 22)),
                        "raw",
                        Files.writeString(out.resolve("x.raw"), "image"),
                        Files.writeString(out.resolve("x.raw.sha256sum"), "sum"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process daemon : daemons) {
            daemon.destroyForcibly().waitFor();
        }
    }

    @Test
    void uploadsImageAndChecksum() throws Exception {
        startDaemon();
        awaitDaemon();
        upload("good/", List.of());
        assertThat(folder.resolve("store/x.raw")).hasContent("image");
        assertThat(folder.resolve("store/x.raw.sha256sum")).hasContent("sum");
    }

    @Test
    void uploadsDocumentsIntoAFolderThatIsMadeForThem() throws Exception {
        startDaemon();
        awaitDaemon();
        Files.writeString(subject.folder().resolve("x.packages"), "a 1 all");
        documents = List.of("x.packages");
        upload("good/new", List.of());
        assertThat(folder.resolve("store/new/x.raw")).hasContent("image");
        assertThat(folder.resolve("store/new/x.packages")).hasContent("a 1 all");
        assertThat(folder.resolve("store/new/x.raw.sha256sum")).hasContent("sum");
    }

    @Test
    void noChecksumArrivesWithoutTheDocuments() throws Exception {
        startDaemon();
        awaitDaemon();
        documents = List.of("missing");
        assertThatThrownBy(() -> upload("good/", List.of()))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("missing");
        assertThat(folder.resolve("store/x.raw.sha256sum")).doesNotExist();
    }

    @Test
    void refusalsAreNotRepeated() throws Exception {
        startDaemon();
        awaitDaemon();
        List<Duration> never = Collections.nCopies(1, Duration.ofHours(1));
        assertThatThrownBy(() -> upload("nowhere/", never))
                .isInstanceOf(UploadException.class)
                .hasMessageContainingAll("no such module", "nowhere");
        assertThatThrownBy(() -> upload("fixed/", never))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("read only");
    }

    @Test
    void waitsForADaemonThatComesUpLater() throws Exception {
        Thread later =
                new Thread(
                        () -> {
                            try {
                                awaitWarning();
                                startDaemon();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        later.start();
        upload("good/", Collections.nCopies(50, Duration.ofMillis(200)));
        assertThat(folder.resolve("store/x.raw")).hasContent("image");
        later.join();
    }

    private void upload(String module, List<Duration> delays) throws Exception {
        Rsync rsync = new Rsync(new CommonsExecRunner(Map.of("PATH", "/usr/bin:/bin")), delays);
        String target = "rsync://127.0.0.1:%d/%s".formatted(port, module);
        rsync.upload(
                subject,
                documents,
                new UploadDestination("test", target, List.of(), List.of()),
                event -> {
                    synchronized (events) {
                        events.add(event);
                    }
                });
    }

    private void startDaemon() throws IOException {
        Path config = folder.resolve("rsyncd.conf");
        boolean root = Files.getAttribute(folder, "unix:uid").equals(0);
        String modules =
                """
                use chroot = no
                %1$s
                [good]
                path = %2$s
                read only = no
                [fixed]
                path = %2$s
                read only = yes
                """;
        // As root the daemon would become nobody, who may not write here.
        String owner = root ? "uid = 0\ngid = 0" : "";
        Files.writeString(config, modules.formatted(owner, folder.resolve("store")));
        daemons.add(
                new ProcessBuilder(
                                "rsync",
                                "--daemon",
                                "--no-detach",
                                "--address=127.0.0.1",
                                "--port=" + port,
                                "--config=" + config,
                                "--log-file=" + folder.resolve("log"))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    private void awaitDaemon() throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
        throw new AssertionError("the daemon does not come up");
    }

    private void awaitWarning() throws InterruptedException {
        while (true) {
            synchronized (events) {
                if (events.stream().anyMatch(BuildEvent.Warning.class::isInstance)) {
                    return;
                }
            }
            Thread.sleep(20);
        }
    }
}
