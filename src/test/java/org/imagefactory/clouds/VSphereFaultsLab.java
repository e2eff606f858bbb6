package org.imagefactory.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.imagefactory.error.UploadException;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.Pushed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong at a vSphere, which is that of govmomi's simulator. */
@Timeout(1200)
class VSphereFaultsLab {

    private static final String NO_SPACE = "Insufficient disk space on datastore 'LocalDS_0'.";

    @TempDir static Path folder;

    private static VSphereSimulator vsphere;

    private final CloudPlugin plugin = VSphereSimulator.plugin(Map.of());
    private FakePushJob job;

    @BeforeAll
    static void start() throws Exception {
        vsphere = new VSphereSimulator(folder);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        vsphere.close();
    }

    @BeforeEach
    void begin() throws Exception {
        job = vsphere.job("LocalDS_0", VSphereSimulator.PASSWORD);
    }

    @AfterEach
    void right() throws Exception {
        vsphere.goesWrong("");
    }

    @Test
    void anUploadThatBreaksOffBeginsAnew() throws Exception {
        vsphere.goesWrong("break");

        Pushed pushed = plugin.push(job);

        assertThat(job.log)
                .singleElement()
                .asString()
                .startsWith("the import breaks off, and begins anew: ");
        assertThat(vsphere.look().lines())
                .singleElement()
                .asString()
                .startsWith(pushed.identifierOnProvider() + " ");
        plugin.delete(job.deletion(pushed.identifierOnProvider()));
    }

    @Test
    void aServerThatAlwaysBreaksOffIsGivenUp() throws Exception {
        vsphere.goesWrong("dead");

        assertThatThrownBy(() -> plugin.push(job))
                .isInstanceOf(UploadException.class)
                .hasMessageStartingWith("vSphere does not answer: ");

        assertThat(job.log).hasSize(4).allMatch(line -> line.contains("begins anew"));
        assertThat(vsphere.look()).isEmpty();
    }

    @Test
    void aServerThatDiesIsTold(@TempDir Path other) throws Exception {
        try (VSphereSimulator dying = new VSphereSimulator(other)) {
            FakePushJob lost = dying.job("LocalDS_0", VSphereSimulator.PASSWORD);
            lost.onProgress =
                    () -> {
                        try {
                            dying.close();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    };

            assertThatThrownBy(() -> plugin.push(lost))
                    .isInstanceOf(UploadException.class)
                    .hasMessageStartingWith("vSphere does not answer: ");

            assertThat(lost.log)
                    .anyMatch(line -> line.matches("the machine vm-[0-9]+ is left in vSphere.*"));
        }
    }

    @Test
    void aDatastoreWithoutSpaceIsToldInItsWords() throws Exception {
        vsphere.goesWrong("refuse");
        assertThatThrownBy(() -> plugin.push(job))
                .isInstanceOf(UploadException.class)
                .hasMessage("vSphere refuses ImportVApp: " + NO_SPACE);

        vsphere.goesWrong("full");
        assertThatThrownBy(() -> plugin.push(job))
                .isInstanceOf(UploadException.class)
                .hasMessage("vSphere does not take the disk: " + NO_SPACE);

        assertThat(job.log).isEmpty();
        assertThat(vsphere.look()).isEmpty();
    }

    @Test
    void aSessionThatEndsDuringTheUploadIsRenewed() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        job.onProgress =
                () -> {
                    if (!ended.getAndSet(true)) {
                        endSessions();
                    }
                };

        Pushed pushed = plugin.push(job);

        assertThat(job.log).singleElement().asString().contains("begins anew");
        assertThat(vsphere.look().lines())
                .singleElement()
                .asString()
                .startsWith(pushed.identifierOnProvider() + " ");
        plugin.delete(job.deletion(pushed.identifierOnProvider()));
    }

    @Test
    void otherBytesAreNoticed() throws Exception {
        vsphere.goesWrong("alter");

        assertThatThrownBy(() -> plugin.push(job))
                .isInstanceOf(UploadException.class)
                .hasMessageStartingWith("other bytes have arrived at vSphere than were sent");

        assertThat(vsphere.look()).isEmpty();
    }

    @Test
    void aServerThatComputesNoChecksumsWillDo() throws Exception {
        vsphere.goesWrong("old");

        Pushed pushed = plugin.push(job);

        plugin.delete(job.deletion(pushed.identifierOnProvider()));
        assertThat(vsphere.look()).isEmpty();
    }

    @Test
    void aSlowServerHearsHowFarItIs() throws Exception {
        vsphere.goesWrong("slow");

        plugin.delete(job.deletion(plugin.push(job).identifierOnProvider()));

        assertThat(job.log).isEmpty();
    }

    @Test
    void whoCancelsWhileAServerIsSilentLeavesNothing() throws Exception {
        vsphere.goesWrong("hold");
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread pushing =
                new Thread(
                        () -> {
                            try {
                                plugin.push(job);
                                end.complete(new IllegalStateException("it was not cancelled"));
                            } catch (Exception e) {
                                end.complete(e);
                            }
                        });
        pushing.start();
        vsphere.awaitHeld();
        assertThat(vsphere.look()).contains("web server-7d8b7b1f");

        pushing.interrupt();

        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(vsphere.look()).isEmpty();
    }

    private static void endSessions() {
        try {
            vsphere.endSessions();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
