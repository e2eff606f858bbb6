package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.history.History;
import org.junit.jupiter.api.Test;

/**
 * Fourteen nights of a factory that nobody watches, from Monday, 2 March 2026. The first
 * installation is a real one, the others are copies of its disk.
 */
class FortnightIT {

    private static final LocalDate EVE = LocalDate.of(2026, 3, 1);
    private static final String MAIN = "org/imagefactory/cli/NightMain.class";
    private static final int HOST = 4;
    private static final int HOOK = 10;
    private static final int KILLED = 137;

    private final Factory factory = new Factory("data=1");
    private final Barrier barrier = new Barrier(factory);
    private final Path notices = factory.folder().resolve("notices");
    private final Path broken = factory.folder().resolve("broken");
    private final Path page = factory.folder().resolve("index.html");
    private final Path metrics = factory.folder().resolve("factory.prom");
    private final Path classes = factory.folder().resolve("classes");
    private final Path answersOfTheOther = factory.folder().resolve("other.cfg");
    private int changes;

    FortnightIT() throws IOException {
        Files.createDirectories(classes.resolve(MAIN).getParent());
        Files.copy(Path.of("target/test-classes").resolve(MAIN), classes.resolve(MAIN));
        Files.writeString(answersOfTheOther, "data=1\n");
        factory.set("keep", "3")
                .set("keep-weekly", "2")
                .set("keep-failures", "1")
                .set("latest-link", "true")
                .set("log-file", "true")
                .set("lint", "none")
                .set("success-marker", "none")
                .set("sbom", "none")
                .set("metrics-file", metrics.toString())
                .set("report-html", page.toString())
                .set("post-build-command", "sh -c \"test ! -e '%s'\"".formatted(broken))
                .set(
                        "notify-command",
                        "sh -c 'echo $$IMAGE_FACTORY_IMAGE $$IMAGE_FACTORY_STATE"
                                + " $$IMAGE_FACTORY_EXIT_STATUS >>%s'".formatted(notices))
                .section("[other]", "preseed = " + answersOfTheOther);
    }

    @Test
    void endsWithTheRightImagesAndNotices() throws IOException, InterruptedException {
        firstWeek();
        assertThat(Files.readAllLines(notices)).containsExactly("mini bad 10", "mini good 0");
        secondWeek();

        assertThat(Files.readAllLines(notices))
                .containsExactly("mini bad 10", "mini good 0", "mini bad 4", "mini good 0");
        assertThat(dates("mini-(.*)[.]raw"))
                .containsExactly("2026-03-05", "2026-03-13", "2026-03-14", "2026-03-15");
        assertThat(dates("mini-(.*)[.]failure.tar.gz")).containsExactly("2026-03-12");
        assertThat(dates("mini-([0-9-]+)[.]json"))
                .containsExactly(
                        "2026-03-05", "2026-03-12", "2026-03-13", "2026-03-14", "2026-03-15");
        assertThat(dates("other-(.*)[.]raw")).containsExactly("2026-03-03");
        assertThat(link("mini-latest.raw")).isEqualTo("mini-2026-03-15.raw");
        assertThat(link("other-latest.raw")).isEqualTo("other-2026-03-03.raw");
        assertThat(names().filter(name -> name.startsWith("."))).containsExactly(History.FOLDER);
        assertThat(run(15, 0, "status").lines())
                .anyMatch(line -> line.matches("mini +good +2026-03-15 .* success"))
                .anyMatch(line -> line.matches("other +good +2026-03-03 .* success"));
        assertThat(metrics)
                .content()
                .contains("image_factory_last_build_success{image=\"mini\"} 1");
        assertThat(page).content().contains("mini-2026-03-15.json", "2026-03-12.failure.tar.gz");
        factory.assertNothingRuns();
    }

    private void firstWeek() throws IOException, InterruptedException {
        assertThat(run(1, 0, "--quiet", "mini")).isEmpty();
        barrier.installed(factory.output().resolve("mini-2026-03-02.raw"));
        assertThat(night(2, 0)).isEmpty(); // the other image is new
        assertThat(dates("(.*)[.]raw")).containsExactly("mini-2026-03-02", "other-2026-03-03");
        change();
        assertThat(night(3, 0)).isEmpty();

        change();
        Files.createFile(broken);
        assertThat(night(4, HOOK)).contains("mini").doesNotContain("other");
        assertThat(night(5, HOOK)).contains("mini");
        Files.delete(broken);
        // Everything but the command was done three nights ago.
        assertThat(run(6, 0, "--all", "--if-changed", "--resume"))
                .contains("going on with the build of 2026-03-05", "other: nothing changed")
                .doesNotContain("] install with virt-install");
        assertThat(night(7, 0)).isEmpty();
        assertThat(dates("mini-(.*)[.]raw"))
                .containsExactly("2026-03-02", "2026-03-04", "2026-03-05");
    }

    private void secondWeek() throws IOException, InterruptedException {
        change();
        assertThat(night(8, 0)).isEmpty();

        change();
        barrier.stopAt("e2fsck -fn*");
        Build killed = start(9, "--all", "--if-changed", "--resume");
        killed.waitUntil("the end of the installation", barrier::isReached);
        killed.signal("KILL");
        assertThat(killed.exitStatus()).isEqualTo(KILLED);
        barrier.open();
        assertThat(night(10, 0)).contains("removed what an earlier build left");

        change();
        barrier.failAt("virt-install*--install *");
        assertThat(night(11, HOST)).contains("mini").doesNotContain("other");
        barrier.open();
        assertThat(night(12, 0)).isEmpty();
        for (int last = 13; last <= 14; last++) {
            change();
            assertThat(night(last, 0)).isEmpty();
        }
    }

    /** What cron or a timer runs, and what it tells. */
    private String night(int number, int exitStatus) throws IOException, InterruptedException {
        return run(number, exitStatus, "--all", "--if-changed", "--resume", "--quiet");
    }

    private String run(int night, int exitStatus, String... arguments)
            throws IOException, InterruptedException {
        Build build = start(night, arguments);
        assertThat(build.exitStatus())
                .as("night %d:%n%s", night, build.output())
                .isEqualTo(exitStatus);
        return build.output();
    }

    private Build start(int night, String... arguments) throws IOException {
        Path jars = TestHost.shared().launcher().resolve("../../lib/*").normalize();
        factory.program(
                "java",
                "-Xmx64m",
                "-cp",
                classes + ":" + jars,
                "org.imagefactory.cli.NightMain",
                EVE.plusDays(night) + "T01:30:00Z");
        return factory.start(arguments);
    }

    /** Only of the one image: the other one has answers of its own. */
    private void change() throws IOException {
        changes++;
        factory.answer("data=1", "# change " + changes);
    }

    private List<String> dates(String pattern) throws IOException {
        List<String> dates = new ArrayList<>();
        names().filter(name -> name.matches(pattern) && !name.contains("latest"))
                .forEach(name -> dates.add(name.replaceFirst(pattern, "$1")));
        return dates;
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(factory.output())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    private String link(String name) throws IOException {
        return Files.readSymbolicLink(factory.output().resolve(name)).toString();
    }
}
