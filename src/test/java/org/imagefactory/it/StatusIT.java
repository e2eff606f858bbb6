package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.status.Exposition;
import org.junit.jupiter.api.Test;

/** Nights of a factory that nobody watches. Installations are copies of a finished disk. */
class StatusIT {

    private final Factory factory;
    private final Path notices;
    private final Path metrics;
    private final Path page;
    private final Barrier barrier;

    StatusIT() throws Exception {
        factory = new Factory();
        notices = factory.folder().resolve("notices");
        metrics = factory.folder().resolve("image-factory.prom");
        page = factory.folder().resolve("index.html");
        Path disk = factory.folder().resolve("installed.raw");
        DiskImages.empty(disk, 64L << 20);
        DiskImages.partition(disk, "label: dos\nstart=2048, type=83, bootable\n");
        Path content = Files.createDirectory(factory.folder().resolve("content"));
        DiskImages.mkfs(disk, "ext4", 1 << 20, 63L << 20, content);
        barrier = new Barrier(factory);
        barrier.installed(disk);
        factory.set("lint", "none")
                .set("image-size", "64M")
                .set("metrics-file", metrics.toString())
                .set("report-html", page.toString())
                .set(
                        "notify-command",
                        "sh -c 'echo ${image} $$IMAGE_FACTORY_OLD_STATE $$IMAGE_FACTORY_STATE"
                                + " $$IMAGE_FACTORY_EXIT_STATUS >>%s'".formatted(notices))
                .section("[never]", "linux = /l", "initrd = /i");
    }

    @Test
    void everyChangeIsToldOnce() throws IOException, InterruptedException {
        night(0);
        assertThat(notices).doesNotExist();
        assertThat(figures()).containsEntry("image_factory_last_build_success{image=mini}", 1.0);
        assertStatus("good", "success");

        night(10);
        night(10);
        assertThat(notices).hasContent("mini good bad 10");
        assertThat(figures())
                .containsEntry("image_factory_last_build_success{image=mini}", 0.0)
                .containsEntry("image_factory_image_size_bytes{image=mini}", (double) (64L << 20))
                .containsKey("image_factory_last_success_time_seconds{image=mini}")
                .containsKey("image_factory_step_duration_seconds{image=mini,step=install}");
        assertStatus("bad", "failure");
        assertThat(page).content().contains("1 bad", "href=\"out/mini-20", ">report</a>");
        assertTable();

        night(0);
        assertThat(Files.readAllLines(notices))
                .containsExactly("mini good bad 10", "mini bad good 0");
        assertStatus("good", "success");
        factory.assertNothingRuns();
    }

    @Test
    void aBuildThatRunsIsToldUntilItIsKilled() throws IOException, InterruptedException {
        barrier.stopAt("virt-install*--install *");
        Build build = factory.start(Factory.IMAGE);
        build.waitUntil("the installation", barrier::isReached);

        List<String> lines = run("status").lines().toList();
        assertThat(lines.get(1)).matches("mini +being built +- .*");
        assertThat(lines)
                .last()
                .asString()
                .matches(
                        "mini is being built since [0-9-]{10} [0-9:]{5}:"
                                + " step [0-9]+ of [0-9]+, install with virt-install \\([0-9]+ s\\)");
        build.signal("KILL");
        build.exitStatus();

        assertThat(run("status").lines().toList())
                .hasSize(3)
                .element(1)
                .asString()
                .matches("mini +never built .*");
        barrier.open();
        factory.build(0);
        factory.assertNothingRuns();
    }

    private void night(int exitStatus) throws IOException, InterruptedException {
        factory.set("post-build-command", "sh -c 'exit " + (exitStatus == 0 ? "0'" : "3'"));
        factory.build(exitStatus);
    }

    private Map<String, Double> figures() throws IOException {
        return Exposition.parse(Files.readString(metrics));
    }

    private void assertStatus(String state, String outcome)
            throws IOException, InterruptedException {
        String json = run("status", "--json");
        Path image = factory.result(".raw");
        assertThat(JSON.std.mapFrom(json))
                .extractingByKey("images", LIST)
                .hasSize(2)
                .first(MAP)
                .containsEntry("image", "mini")
                .containsEntry("state", state)
                .containsEntry("nextRun", null)
                .hasEntrySatisfying(
                        "lastResult",
                        result ->
                                assertThat(result)
                                        .asInstanceOf(MAP)
                                        .containsEntry("outcome", outcome))
                .hasEntrySatisfying(
                        "lastGood",
                        good ->
                                assertThat(good)
                                        .asInstanceOf(MAP)
                                        .containsEntry("file", image.toString()));
        assertThat(JSON.std.mapFrom(json))
                .extractingByKey("images", LIST)
                .last(MAP)
                .containsEntry("image", "never")
                .containsEntry("state", "never-built")
                .containsEntry("lastGood", null)
                .containsEntry("lastResult", null);
    }

    private void assertTable() throws IOException, InterruptedException {
        List<String> lines = run("status", "mini").lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).split(" {2,}"))
                .containsExactly(
                        "IMAGE", "STATE", "LAST GOOD", "AGE", "FILE", "NEXT RUN", "LAST RESULT");
        assertThat(lines.get(1))
                .matches("mini +bad +[0-9-]{10} +[0-9]+ (s|min) +mini-.*\\.raw +- +failure .*");
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        return factory.run(0, arguments).output();
    }
}
