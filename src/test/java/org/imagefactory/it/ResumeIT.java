package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.imagefactory.disk.DiskImages;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Builds that fail behind the installation, and builds that go on with them. */
class ResumeIT {

    private static final String[] IMAGE = {"mini-DATE.qcow2", "mini-DATE.qcow2.sha256sum"};
    private static final String CONSOLE = "mini-DATE.console.log";
    private static final String REPORT = "mini-DATE.json";
    private static final String PROVENANCE = "mini-DATE.provenance.json";
    private static final String KEPT = ".mini.resume";
    private static final String CONVERT = "qemu-img convert*";

    private static final int HOST = 4;
    private static final int UPLOAD = 9;
    private static final int HOOK = 10;
    private static final int KILLED = 137;

    private static Path installed;

    private final Factory factory;
    private final Barrier barrier;
    private final Path arrived;

    ResumeIT() throws IOException {
        factory = new Factory();
        barrier = new Barrier(factory);
        factory.set("format", "qcow2");
        arrived = factory.folder().resolve("not/yet/there");
    }

    /** What an installer would leave: a disk with a file system. */
    @BeforeAll
    static void install() throws Exception {
        Path folder = TestHost.shared().newFolder("installed");
        Path content = Files.createDirectory(folder.resolve("content"));
        Files.writeString(content.resolve("data"), "installed once\n");
        installed =
                DiskImages.installed(
                        folder.resolve("installed.raw"), 64L * DiskImages.MIB, "ext4", content);
    }

    @BeforeEach
    void installOnce() {
        barrier.installed(installed);
    }

    /** A destination that does not exist yet. */
    private void uploadToNowhere() {
        factory.set("upload_destinations", "there")
                .section("[there]", "upload_type = rsync", "upload_target = " + arrived + "/");
    }

    private void makeDestination() throws IOException {
        Files.createDirectories(arrived);
        Files.setOwner(arrived, Files.getOwner(factory.output()));
    }

    /** It may begin with the installation only if nothing was kept. */
    private static void assertInstalled(Build build, boolean expected) {
        assertThat(build.output().contains("] install with virt-install"))
                .as(build::output)
                .isEqualTo(expected);
    }

    private String report() throws IOException {
        try (Stream<Path> files = Files.list(factory.output())) {
            Path file =
                    files.filter(path -> path.toString().matches(".*/mini-[0-9-]+[.]json"))
                            .findAny()
                            .orElseThrow();
            return Files.readString(file);
        }
    }

    private Build resume(int exitStatus) throws IOException, InterruptedException {
        Build build = factory.build(exitStatus, "--resume");
        assertInstalled(build, false);
        return build;
    }

    private void assertDone() throws IOException {
        factory.assertLeft(CONSOLE, REPORT, PROVENANCE, IMAGE[0], IMAGE[1]);
        TestHost.onThisHost(
                "sh", "-c", "cd '%s' && sha256sum -c *.sha256sum".formatted(factory.output()));
        Path raw = factory.folder().resolve("check.raw");
        TestHost.onThisHost(
                "qemu-img", "convert", "-O", "raw", factory.result(".qcow2") + "", raw + "");
        assertThat(new Guest(raw).lines("/data")).contains("installed once");
    }

    @Test
    void uploadsAgainWhatCouldNotBeUploaded() throws IOException, InterruptedException {
        uploadToNowhere();
        Build failed = factory.build(UPLOAD);
        assertInstalled(failed, true);
        assertThat(failed.error())
                .contains("'image-factory build --resume mini' goes on after step 'provenance'");
        // What nobody could fetch is not published.
        factory.assertLeft(KEPT, CONSOLE, REPORT);

        makeDestination();
        Build build = resume(0);

        assertThat(build.output()).contains("] upload to there").doesNotContain("] convert");
        assertDone();
        try (Stream<Path> files = Files.list(arrived)) {
            assertThat(files).hasSize(3);
        }
        assertThat(report()).contains("\"resumed-after\" : \"provenance\"", "\"first-attempt\" :");
    }

    @Test
    void convertsAgainWhatCouldNotBeConverted() throws IOException, InterruptedException {
        barrier.failAt(CONVERT);
        factory.build(HOST);
        factory.assertLeft(KEPT, CONSOLE, "mini-DATE.failure.tar.gz", REPORT);

        barrier.open();
        assertThat(resume(0).output()).contains("] convert the disk to qcow2");
        Files.delete(factory.result(".failure.tar.gz"));
        assertDone();
    }

    @Test
    void goesOnAfterEachFailure() throws IOException, InterruptedException {
        uploadToNowhere();
        factory.set("post-build-command", "false");
        barrier.failAt(CONVERT);
        factory.build(HOST);
        resume(HOST);
        barrier.open();
        resume(UPLOAD);
        makeDestination();
        resume(HOOK);
        factory.set("post-build-command", "true");

        Build last = resume(0);

        assertThat(last.output()).doesNotContain("] upload to there");
        Files.delete(factory.result(".failure.tar.gz"));
        assertDone();
    }

    @Test
    void installsAgainAcrossAChangedKey() throws IOException, InterruptedException {
        barrier.failAt(CONVERT);
        factory.build(HOST);
        barrier.open();
        factory.set("ram", "300M");

        Build build = factory.build(0, "build", "--resume");

        assertInstalled(build, true);
        assertThat(build.output())
                .contains("cannot go on with the failed build: not the same any more: ram");
        Files.delete(factory.result(".failure.tar.gz"));
        assertDone();
    }

    @Test
    void installsAgainWithoutTheOption() throws IOException, InterruptedException {
        barrier.failAt(CONVERT);
        factory.build(HOST);
        barrier.open();

        Build build = factory.build(0);

        assertInstalled(build, true);
        Files.delete(factory.result(".failure.tar.gz"));
        assertDone();
    }

    @Test
    void losesNothingWhenItIsKilled() throws IOException, InterruptedException {
        uploadToNowhere();
        barrier.failAt(CONVERT);
        factory.build(HOST);
        barrier.open();
        Files.delete(factory.result(".failure.tar.gz"));
        for (String place : new String[] {CONVERT, "qemu-img check*", "rsync*" + arrived + "*"}) {
            barrier.stopAt(place);
            Build build = factory.start("--resume", Factory.IMAGE);
            build.waitUntil("the place to stop at", barrier::isReached);
            build.signal("KILL");
            assertThat(build.exitStatus()).isEqualTo(KILLED);
            assertInstalled(build, false);
            assertThat(factory.results()).contains(KEPT, ".mini.staging");
        }
        barrier.open();
        makeDestination();

        resume(0);

        assertDone();
    }
}
