package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "create the disk,       qemu-img create*,         '',         ''",
        "install,               virt-install*--install *, '',         ''",
        "check the disk,        e2fsck -fn*,              '',         ''",
        "remove logs,           debugfs -w*,              '',         ''",
        "check the content,     debugfs -f*,              e2fsck -fy*, lint=all",
        "list the packages,     debugfs -f*,              e2fsck -fy*, lint=none",
        "empty free blocks,     e2fsck*discard*,          '',         ''",
        "convert,               qemu-img convert*,        '',         ''",
        "check the image,       qemu-img check*,          '',         ''",
        "boot test,             virt-install*--import *,  '',         boot-test=console",
    })
    void inAProgram(String step, String pattern, String after, String setting)
            throws IOException, InterruptedException {
        if (!setting.isEmpty()) {
            String[] key = setting.split("=", 2);
            factory.set(key[0], key[1]);
        }
        stopped(pattern, after);
    }

    @Test
    void whileFetching() throws IOException, InterruptedException {
        try (RsyncDaemon daemon = new RsyncDaemon(TestHost.shared().installer())) {
            factory.set("linux", daemon.url() + "linux").set("initrd", daemon.url() + "initrd.gz");
            stopped("rsync*initrd.gz*", "");
        }
    }

    @Test
    void whileUploading() throws IOException, InterruptedException {
        try (RsyncDaemon daemon = new RsyncDaemon(TestHost.shared().newFolder("arrived"))) {
            factory.set("upload_destinations", "here")
                    .section("[here]", "upload_type = rsync", "upload_target = " + daemon.url());
            stopped("rsync*" + daemon.url(), "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign-command", "post-build-command"})
    void inACommandOfTheUser(String key) throws IOException, InterruptedException {
        factory.set(
                key,
                "sh -c \"test -e '%s' || { touch '%s'; sleep 300; }\""
                        .formatted(factory.folder().resolve("go"), barrier.reached()));
        stopped("", "");
    }

    private void stopped(String pattern, String after) throws IOException, InterruptedException {
        barrier.installed(installed);
        for (Map.Entry<String, Integer> signal : POLITE.entrySet()) {
            Build build = startAndStop(pattern, after, signal.getKey());
            assertThat(build.exitStatus()).as(build::output).isEqualTo(signal.getValue());
            factory.assertNothingLeft();
        }
        assertThat(startAndStop(pattern, after, "KILL").exitStatus()).isEqualTo(KILLED);

        barrier.open();
        Files.createFile(factory.folder().resolve("go"));
        factory.build(0);

        assertThat(factory.results())
                .contains("mini-DATE.qcow2", "mini-DATE.qcow2.sha256sum")
                .doesNotContain(".mini.staging");
        factory.assertNothingRuns();
    }

    private Build startAndStop(String pattern, String after, String signal)
            throws IOException, InterruptedException {
        barrier.stopAt(pattern, after);
        Build build = factory.start(Factory.IMAGE);
        build.waitUntil("the place to stop at", barrier::isReached);
        build.signal(signal);
        return build;
    }
}
