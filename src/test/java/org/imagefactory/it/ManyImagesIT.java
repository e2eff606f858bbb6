package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several images in one run, several at a time, and several runs beside each other. */
class ManyImagesIT {

    private static final String LINE = "^[0-9-]{10} [0-9:]{8},[0-9]{3} image-factory \\[[0-9]+] ";

    private static Path installed;

    private final Factory factory;

    ManyImagesIT() throws IOException {
        factory = new Factory();
        factory.set("cache_dir", factory.folder().resolve("cache").toString());
    }

    /** One real installation, as the installer left it, to make copies of. */
    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Factory first = new Factory();
        Barrier barrier = new Barrier(first);
        barrier.stopAt("e2fsck -fn*");
        Build build = first.start(Factory.IMAGE);
        build.waitUntil("the end of the installation", barrier::isReached);
        installed = first.folder().resolve("installed.raw");
        TestHost.onThisHost(
                "cp", "--sparse=always", first.staged(".raw").toString(), installed.toString());
        build.signal("TERM");
        assertThat(build.exitStatus()).as(build::output).isEqualTo(143);
    }

    @Test
    void twoAtATimeBesideAnotherRun() throws IOException, InterruptedException {
        factory.images("a", "b", "c").set("log-file", "yes");
        factory.answer("hold=3");
        try (MiniMirror mirror = new MiniMirror(TestHost.shared().installer())) {
            factory.set("linux", mirror.url("linux")).set("initrd", mirror.url("initrd.gz"));
            Build two = factory.start("--jobs", "2", "a", "b");
            new Barrier(factory).installed(installed);
            factory.set("boot-test", "console");
            Build third = factory.start("c");
            assertThat(two.exitStatus()).as(two::output).isZero();
            assertThat(third.exitStatus()).as(third::output).isZero();

            assertThat(two.output().lines())
                    .filteredOn(line -> line.matches(LINE + ".*"))
                    .allMatch(line -> line.matches(LINE + "[A-Z]+: [ab]: .*"));
            assertThat(two.output()).contains("IMAGE  RESULT ", "\nall 2 images are well\n");
            assertThat(third.output()).doesNotContain("c: [", "RESULT");
            assertThat(two.output()).containsSubsequence(" b: [1/", "successfully built a");
            assertThat(two.output()).containsSubsequence(" a: [1/", "successfully built b");
            assertThat(time(third, "INFO: [1/")).isLessThan(time(two, "successfully built"));
        }
        assertThat(factory.results())
                .contains("a-DATE.raw.sha256sum", "b-DATE.raw.sha256sum", "c-DATE.raw.sha256sum");
        factory.assertNothingRuns();
        assertThat(log("a")).contains("successfully built a").doesNotContain("-b-", "/.b.");
        assertThat(log("b")).contains("successfully built b").doesNotContain("-a-", "/.a.");
    }

    @Test
    void aNightGoesOnWhateverFails() throws IOException, InterruptedException {
        factory.images("good", "busy", "also-good").set("log-file", "yes");
        factory.section("[late]", "post-build-command=false", "[broken]", "ram=much");
        factory.set("success-marker", "none");
        Barrier barrier = new Barrier(factory);
        barrier.installed(installed);
        barrier.stopAt("qemu-img create*busy*");
        Build other = factory.start("busy");
        other.waitUntil("the other build", barrier::isReached);

        Build night = factory.start("--all", "--jobs", "2", "--quiet");

        assertThat(night.exitStatus()).as(night::output).isEqualTo(3);
        assertThat(night.output())
                .contains("ERROR: late: building late failed: ")
                .contains("ERROR: busy: building busy failed: another build of busy is running")
                .containsPattern("ERROR: broken: building broken failed: .*\\[broken] ram: 'much'")
                .doesNotContain("INFO", "good: ", "\033", "\r")
                .endsWith("\n3 of 5 images failed or were not built\n");
        assertThat(table(night))
                .containsExactly(
                        "IMAGE RESULT",
                        "busy failure (status 4)",
                        "late failure (status 10)",
                        "broken failure (status 3)");
        assertThat(factory.results())
                .contains("good-DATE.raw.sha256sum", "also-good-DATE.raw.sha256sum")
                .doesNotContain("late-DATE.raw");
        other.signal("TERM");
        assertThat(other.exitStatus()).as(other::output).isEqualTo(143);
        // The build that found it locked has left its log alone.
        assertThat(log("busy")).contains("[1/", "SIGTERM").doesNotContain("another build");
        factory.assertNothingRuns();
    }

    @Test
    void aGoodNightIsSilent() throws IOException, InterruptedException {
        factory.set("success-marker", "none").images("mini-2");
        factory.section("[mini-1]", "tags=nightly", "[other]", "tags=nightly");
        new Barrier(factory).installed(installed);

        Build night = factory.start("-q", "--tag", "nightly", "mini-*");

        assertThat(night.exitStatus()).as(night::output).isZero();
        assertThat(night.output()).isEmpty();
        assertThat(factory.results())
                .contains("mini-1-DATE.raw")
                .doesNotContain("mini-2-DATE.raw", "other-DATE.raw");
    }

    @Test
    void aSignalEndsAllThatRunsAndStartsNothingMore() throws IOException, InterruptedException {
        factory.images("a", "b", "c");
        Barrier barrier = new Barrier(factory);
        barrier.installed(installed);
        barrier.stopAt("e2fsck -fn*");
        Build build = factory.start("--all", "-j2");
        build.waitUntil(
                "two builds",
                () ->
                        build.output().contains("INFO: a: e2fsck -fn")
                                && build.output().contains("INFO: b: e2fsck -fn"));

        build.signal("INT");

        assertThat(build.exitStatus()).as(build::output).isEqualTo(130);
        assertThat(table(build))
                .containsExactly("IMAGE RESULT", "a cancelled", "b cancelled", "c not started");
        assertThat(factory.results())
                .allMatch(file -> file.matches("[ab]-DATE\\.(console\\.log|json)"));
        factory.assertNothingRuns();
    }

    /** When a line that contains a text was logged, in a form that sorts. */
    private static String time(Build build, String text) {
        return build.output()
                .lines()
                .filter(line -> line.contains(text))
                .map(line -> line.substring(0, "YYYY-MM-DD HH:MM:SS,mmm".length()))
                .findFirst()
                .orElseThrow();
    }

    private String log(String image) throws IOException {
        try (Stream<Path> files = Files.list(factory.output())) {
            return Files.readString(
                    files.filter(file -> isLog(file, image)).findAny().orElseThrow());
        }
    }

    private static boolean isLog(Path file, String image) {
        return file.getFileName().toString().matches(image + "-[0-9-]{10}\\.log");
    }

    /** The first two columns. */
    private static List<String> table(Build build) {
        return build.output()
                .lines()
                .dropWhile(line -> !line.startsWith("IMAGE "))
                .takeWhile(line -> line.contains("  "))
                .map(line -> line.replaceAll("^(\\S+) +(\\S.*?)  .*", "$1 $2"))
                .toList();
    }
}
