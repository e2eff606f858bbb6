package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stays after builds and after commands; installations are copies of an empty disk. */
class RetentionIT {

    private final LocalDate today = LocalDate.now(ZoneId.systemDefault());

    @Test
    void nightsOfABuilderThatKeepsTwo() throws IOException, InterruptedException {
        Factory factory = new Factory();
        new Barrier(factory).installed(emptyDisk(factory.folder()));
        factory.set("keep", "2").set("keep-failures", "1").set("latest-link", "true");
        for (int night = 4; night > 1; night--) {
            good(factory.output(), "mini", night);
        }
        failed(factory.output(), "mini", 6);
        failed(factory.output(), "mini", 5);
        good(factory.output(), "mini-two", 9);
        Files.writeString(factory.output().resolve(base("mini", 4) + ".notes"), "mine");

        factory.build(0);

        assertThat(builds(factory.output()))
                .containsExactly(
                        base("mini", 5),
                        base("mini", 4), // the notes
                        base("mini", 2),
                        base("mini", 0),
                        "mini-latest.raw",
                        "mini-latest.raw.sha256sum",
                        base("mini-two", 9));
        assertThat(link(factory, "mini-latest.raw")).isEqualTo(base("mini", 0) + ".raw");
        assertThat(factory.output().resolve("mini-latest.raw.sha256sum"))
                .hasSameTextualContentAs(
                        factory.output().resolve(base("mini", 0) + ".raw.sha256sum"));

        failed(factory.output(), "mini", 1);
        Path link = factory.output().resolve("mini-latest.raw");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of(base("mini", 2) + ".raw"));
        Build build = factory.set("post-build-command", "false").set("keep", "1").build(10);

        assertThat(link(factory, "mini-latest.raw")).isEqualTo(base("mini", 2) + ".raw");
        assertThat(builds(factory.output()))
                .contains(base("mini", 0), base("mini", 1), base("mini", 2))
                .doesNotContain(base("mini", 5));
        assertThat(build.output()).contains("removed the failed build " + base("mini", 5));
        factory.assertNothingRuns();
    }

    @Test
    void pruneTellsWhatStaysAndWhy() throws IOException, InterruptedException {
        Scene scene = new Scene().set("keep", "1").set("keep-failures", "1");
        scene.lines("[mini-two]", "linux=/l", "initrd=/i", "keep=1", "[broken]", "linux=/l");
        for (String image : List.of("mini", "mini-two", "other")) {
            good(scene.output(), image, 5);
            good(scene.output(), image, 3);
        }
        failed(scene.output(), "mini", 4);
        failed(scene.output(), "mini", 2);
        Path staging = Files.createDirectory(scene.output().resolve(".mini.staging"));
        Files.createFile(staging.resolve("lock"));
        Files.writeString(staging.resolve("disk"), "half-made");
        TestHost.onThisHost(
                "chown", "-R", "--reference", scene.folder() + "", scene.output().toString());
        List<String> before = builds(scene.output());

        String dry = scene.arguments("prune", "--dry-run", "mini").run().out();

        assertThat(dry.lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(base("mini", 2) + ": stays: keep-f"),
                        line -> assertThat(line).contains(": stays: newest good image, keep; 4 f"),
                        line -> assertThat(line).contains(": would go: failed build; 2 files"),
                        line -> assertThat(line).contains(": would go: image; 4 files"),
                        line -> assertThat(line).startsWith(".mini.staging: would go: of a killed"),
                        line ->
                                assertThat(line)
                                        .matches("would be removed: .* \\([0-9]+ bytes\\)"));
        assertThat(builds(scene.output())).isEqualTo(before);
        Scene.Outcome outcome = scene.arguments("prune").run();

        assertThat(outcome.exitStatus()).as(outcome.err()).isEqualTo(3);
        assertThat(outcome.out()).contains("broken: error: ", base("mini", 5) + ": removed: image");
        assertThat(builds(scene.output()))
                .containsExactly(
                        base("mini", 3),
                        base("mini", 2),
                        base("mini-two", 3),
                        base("other", 5),
                        base("other", 3));
        assertThat(scene.arguments("prune", "--quiet", "mini").run().out()).isEmpty();
        assertThat(scene.arguments("--quiet", "prune", "--dry-run", "mini").run().out())
                .isNotEmpty();
    }

    @Test
    void theCacheIsListedCheckedAndPruned() throws IOException, InterruptedException {
        Factory factory = new Factory();
        new Barrier(factory).installed(emptyDisk(factory.folder()));
        Path cache = factory.folder().resolve("cache");
        try (MiniMirror mirror = new MiniMirror(TestHost.shared().installer())) {
            factory.set("cache_dir", cache.toString())
                    .set("linux", mirror.url("linux"))
                    .set("initrd", mirror.url("initrd.gz"));
            factory.build(0);

            assertThat(run(factory, 0, "cache", "list"))
                    .contains("mini: ", "linux: ", " from " + mirror.url("initrd.gz"))
                    .contains("verification: none", "total: ");
            assertThat(run(factory, 0, "cache", "verify")).contains("/linux: ok: ");
            assertThat(run(factory, 0, "cache", "prune")).isEqualTo("removed: 0 B (0 bytes)\n");
            assertThat(run(factory, 0, "cache", "prune", "--quiet")).isEmpty();
            assertThat(run(factory, 0, "cache", "verify", "--quiet")).isEmpty();
            assertThat(run(factory, 0, "check", "--quiet", "mini")).doesNotContain(": ok: ");
            assertThat(run(factory, 2, "cache")).contains("cache list", "cache verify");

            Path kernel = cache.resolve("mini/linux").toRealPath();
            Files.write(kernel, new byte[(int) Files.size(kernel)]);
            assertThat(run(factory, 5, "cache", "verify"))
                    .contains(kernel + ": error: ", "/initrd.gz: ok: ");
            factory.set("linux", "http://127.0.0.1:1/l").set("initrd", "http://127.0.0.1:1/i");
            assertThat(run(factory, 0, "cache", "prune", "--dry-run"))
                    .contains("would go: the image has other sources now");
            assertThat(cache.resolve("mini/linux")).exists();
            run(factory, 0, "cache", "prune");
            assertThat(cache.resolve("mini/linux")).doesNotExist();
        }
    }

    @Test
    void listIsNotMisledByLinks() throws IOException, InterruptedException {
        Scene scene = new Scene();
        good(scene.output(), "mini", 3);
        Files.createSymbolicLink(
                scene.output().resolve("mini-latest.raw"), Path.of(base("mini", 3) + ".raw"));

        assertThat(scene.arguments("list").run().out())
                .contains(base("mini", 3) + ".raw")
                .doesNotContain("latest");
    }

    private static String run(Factory factory, int exitStatus, String... arguments)
            throws IOException, InterruptedException {
        return factory.run(exitStatus, arguments).output();
    }

    /** A disk with one partition and an empty file system: what an installer may leave at least. */
    private static Path emptyDisk(Path folder) {
        Path disk = folder.resolve("empty.raw");
        TestHost.onThisHost(
                "sh",
                "-euc",
                """
                PATH=$PATH:/usr/sbin:/sbin
                truncate -s 256M "$1"
                echo 'start=2048, type=83' | sfdisk -q --label dos "$1"
                mke2fs -q -t ext4 -E offset=1048576 "$1" 255M
                """,
                "sh",
                disk.toString());
        return disk;
    }

    private void good(Path folder, String image, int daysAgo) throws IOException {
        for (String suffix : List.of("raw", "raw.sha256sum", "packages", "json")) {
            Files.writeString(folder.resolve(base(image, daysAgo) + "." + suffix), "old");
        }
    }

    private void failed(Path folder, String image, int daysAgo) throws IOException {
        for (String suffix : List.of("failure.tar.gz", "json")) {
            Files.writeString(folder.resolve(base(image, daysAgo) + "." + suffix), "old");
        }
    }

    private String base(String image, int daysAgo) {
        return image + "-" + today.minusDays(daysAgo);
    }

    /** The starts of the names in a folder, the oldest first for each image. */
    private static List<String> builds(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".image-factory"))
                    .map(name -> name.replaceFirst("(-\\d{4}-\\d\\d-\\d\\d)\\..*", "$1"))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static String link(Factory factory, String name) throws IOException {
        Path link = factory.output().resolve(name);
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
        return Files.readSymbolicLink(link).toString();
    }
}
