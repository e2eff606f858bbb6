package org.imagefactory.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommonsExecRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the mocks make of their parameters. */
class MocksTest {

    private static final long EXABYTE = 1L << 60;

    private final MockOs os = new MockOs(new CommonsExecRunner(System.getenv()));
    private final MockCloud cloud = new MockCloud();

    @TempDir Path folder;

    @Test
    void baseImageIsALineOfText() throws Exception {
        RecordingJob job = new RecordingJob(folder, Parameters.NONE);

        os.createBaseImage(job);

        assertThat(job.body())
                .hasContent(
                        "a mock image of the template name: MockOS_A 1 x86_64 from"
                                + " Tree[url=http://mirror.example.org/]");
        assertThat(job.said)
                .containsEntry(
                        "icicle",
                        "<icicle><description>A &amp; B</description><packages>"
                                + "<package name=\"one\"></package>"
                                + "<package name=\"two\"></package></packages></icicle>");
        assertThat(job.fractions).last().isEqualTo(1.0);
    }

    @Test
    void listOfPackagesCanBeSwitchedOff() throws Exception {
        RecordingJob job = job("generate_icicle", "No");

        os.createBaseImage(job);

        assertThat(job.said).containsEntry("icicle", "<icicle></icicle>");
    }

    @Test
    void copiesHolesAsHoles() throws Exception {
        long size = 1L << 40;
        RecordingJob base = job("mock_size", Long.toString(size));
        os.createBaseImage(base);
        RecordingJob target = new RecordingJob(folder, Parameters.NONE);
        Files.move(
                base.body(), target.baseBody(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        os.createTargetImage(target, CloudContent.NONE);

        assertThat(Files.size(target.body())).isEqualTo(size);
    }

    @Test
    void saysWhyASizeIsNotPossible() throws Exception {
        assertThatThrownBy(() -> os.createBaseImage(job("mock_size", Long.toString(EXABYTE * 7))))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("cannot write the image: ");
    }

    @Test
    void failsAsAskedFor() {
        RecordingJob job = job("mock_error", "no\nluck");

        assertThatThrownBy(() -> os.createBaseImage(job))
                .isInstanceOf(BuildException.class)
                .hasMessage("no\nluck");
        assertThatThrownBy(() -> cloud.createTargetImage(job)).hasMessage("no\nluck");
        assertThatThrownBy(() -> cloud.push(job)).hasMessage("no\nluck");
    }

    @Test
    void tellsOfProgressInManySteps() throws Exception {
        RecordingJob job = job("mock_seconds", "0.01");

        cloud.createTargetImage(job);

        assertThat(job.fractions).hasSizeGreaterThan(10).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @Timeout(60)
    void isCancelledAtOnce() throws Exception {
        RecordingJob job = job("mock_seconds", 1e30);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch ready = new CountDownLatch(1);
        Thread thread =
                new Thread(
                        () -> {
                            ready.countDown();
                            try {
                                cloud.push(job);
                            } catch (BuildException | InterruptedException e) {
                                thrown.set(e);
                            }
                        });
        thread.start();
        ready.await();
        thread.interrupt();
        thread.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void pushTellsAnIdentifier() throws Exception {
        Pushed pushed = cloud.push(new RecordingJob(folder, Parameters.NONE));

        assertThat(UUID.fromString(pushed.identifierOnProvider())).isNotNull();
        assertThat(pushed.accountIdentifier()).isEqualTo("mock_user");
        assertThat(cloud.deletingNeedsCredentials()).isFalse();
    }

    private RecordingJob job(String name, Object value) {
        return new RecordingJob(folder, new Parameters(Map.of(name, value)));
    }
}
