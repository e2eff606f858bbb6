package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builds that are stopped in each step, by each signal; the next one must be green. */
class StoppedIT {

    /** With the exit status; nobody can clean up after the last. */
    private static final Map<String, Integer> POLITE = Map.of("TERM", 143, "INT", 130, "HUP", 129);

    private static final int KILLED = 137;

    private static Path installed;

    private final Factory factory;
    private final Barrier barrier;

    StoppedIT() throws IOException {
        factory = new Factory();
        barrier = new Barrier(factory);
        factory.set("format", "qcow2");
    }

    /** One real installation, as the installer left it; the others are copies of its disk. */
    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Factory first = new Factory("data=1", "deleted=1");
        Barrier barrier = new Barrier(first);
        barrier.stopAt("e2fsck -fn*");
        Build build = first.start(Factory.IMAGE);
        build.waitUntil("the end of the installation", barrier::isReached);
        installed = first.folder().resolve("installed.raw");
        TestHost.onThisHost(
                "cp", "--sparse=always", first.staged(".raw").toString(), installed.toString());
        build.signal("TERM");
        assertThat(build.exitStatus()).as(build::output).isEqualTo(POLITE.get("TERM"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "create the disk,       qemu-img create*",
        "install,               virt-install*--install *",
        "check the disk,        e2fsck -fn*",
        "remove logs,           debugfs -w*",
        "empty free blocks,     e2fsck*discard*",
        "convert,               qemu-img convert*",
        "check the image,       qemu-img check*",
    })
    void inAProgram(String step, String pattern) throws IOException, InterruptedException {
        stoppedAt(pattern);
    }

    @Test
    void whileFetching() throws IOException, InterruptedException {
        try (RsyncDaemon daemon = new RsyncDaemon(TestHost.shared().installer())) {
            factory.set("linux", daemon.url() + "linux").set("initrd", daemon.url() + "initrd.gz");
            stoppedAt("rsync*initrd.gz*");
        }
    }

    @Test
    void whileUploading() throws IOException, InterruptedException {
        try (RsyncDaemon daemon = new RsyncDaemon(TestHost.shared().newFolder("arrived"))) {
            factory.set("upload_destinations", "here")
                    .section("[here]", "upload_type = rsync", "upload_target = " + daemon.url());
            stoppedAt("rsync*" + daemon.url());
        }
    }

    @Test
    void inAHook() throws IOException, InterruptedException {
        Path go = factory.folder().resolve("go");
        factory.set(
                "post-build-command",
                "sh -c \"test -e '%s' || { touch '%s'; sleep 300; }\""
                        .formatted(go, barrier.reached()));
        stopped("", barrier::isReached);
    }

    private void stoppedAt(String pattern) throws IOException, InterruptedException {
        stopped(pattern, barrier::isReached);
    }

    private void stopped(String pattern, BooleanSupplier reached)
            throws IOException, InterruptedException {
        barrier.installed(installed);
        for (Map.Entry<String, Integer> signal : POLITE.entrySet()) {
            Build build = startAndStop(pattern, reached, signal.getKey());
            assertThat(build.exitStatus()).as(build::output).isEqualTo(signal.getValue());
            factory.assertNothingLeft();
        }
        assertThat(startAndStop(pattern, reached, "KILL").exitStatus()).isEqualTo(KILLED);

        barrier.open();
        Files.createFile(factory.folder().resolve("go"));
        factory.build(0);

        assertThat(factory.results())
                .contains("mini-DATE.qcow2", "mini-DATE.qcow2.sha256sum")
                .doesNotContain(".mini.staging");
        factory.assertNothingRuns();
    }

    private Build startAndStop(String pattern, BooleanSupplier reached, String signal)
            throws IOException, InterruptedException {
        barrier.stopAt(pattern);
        Build build = factory.start(Factory.IMAGE);
        build.waitUntil("the place to stop at", reached);
        build.signal(signal);
        return build;
    }
}
