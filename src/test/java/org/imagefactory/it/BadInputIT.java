package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.error.ExitStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that may be wrong with what the program is given: the exit status, what it says, and
 * that nothing is left that looks like an image. What may be wrong with an installation is the
 * matter of {@link FailureIT}.
 */
class BadInputIT {

    /** What a build keeps that can be gone on with. */
    private static final String KEPT = ".mini.resume";

    private static BadMirror mirror;

    @BeforeAll
    static void startMirror() throws IOException {
        mirror = new BadMirror();
    }

    @AfterAll
    static void stopMirror() {
        mirror.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"names", "configurations", "values", "downloads", "hosts", "installations"})
    void endsWithAClearError(Row row) throws IOException, InterruptedException {
        Scene.Outcome outcome = row.setting().apply(new Scene()).run();

        assertThat(outcome.err()).contains(row.texts());
        assertThat(outcome.exitStatus()).as(outcome.err()).isEqualTo(row.status().code());
        assertThat(outcome.err() + outcome.out()).doesNotContainPattern("(?m)^\\s+at [\\w.$]+\\(");
        assertThat(TestHost.shared().processes()).isEmpty();
        assertThat(outcome.left().contains(KEPT)).as(KEPT).isEqualTo(row.keeps());
        assertThat(outcome.left())
                .allMatch(
                        name ->
                                name.matches(
                                        "mini-\\d{4}-\\d\\d-\\d\\d\\."
                                                + "(json|(console\\.)?log|failure\\.tar\\.gz)"
                                                + "|[.]mini[.]resume"));
    }

    static Stream<Row> names() {
        String form = "is not an image name: letters, digits,";
        return Stream.of(
                configuration("no such image, one is near", s -> s.arguments("minni"))
                        .says("no image 'minni'", "did you mean 'mini'?", "image-factory list"),
                configuration("no such image, none is near", s -> s.arguments("debian"))
                        .says("no image 'debian': no such section in", "image-factory list"),
                configuration("name with /", s -> s.named("mi/ni")).says("'mi/ni' " + form),
                configuration("name with ..", s -> s.named("mi..ni")).says("'mi..ni' " + form),
                configuration("name is ..", s -> s.named("..")).says("'..' " + form),
                configuration("name with a blank", s -> s.named("mi ni")).says("'mi ni' " + form),
                configuration("name with a leading -", s -> s.named("-mini"))
                        .says("'-mini' " + form),
                row("option for a name", ExitStatus.USAGE, s -> s.arguments("-mini"))
                        .says("Unknown option", "image-factory --help"));
    }

    static Stream<Row> configurations() {
        return Stream.of(
                configuration(
                                "missing configuration",
                                s -> s.environment("IMAGE_FACTORY_CONFIG", "no.conf"))
                        .says("no.conf: not a file", "set IMAGE_FACTORY_CONFIG"),
                configuration("unreadable configuration", Scene::unreadable)
                        .says("image-factory.conf: cannot be read: permission denied"),
                configuration("broken line", s -> s.configuration("[mini]", "linux"))
                        .says("image-factory.conf:2: ", "'linux' is neither key=value nor [sec"),
                configuration("no section", s -> s.configuration("ram=1G"))
                        .says("image-factory.conf:1: 'ram=1G' stands before the first [section]"),
                configuration(
                                "duplicate key",
                                s -> s.configuration("[mini]", "ram=1G", "linux=/l", "RAM=2G"))
                        .says("image-factory.conf:4: ", "key 'ram' stands already in line 2"),
                configuration(
                                "duplicate section",
                                s -> s.configuration("[mini]", "ram=1G", "[mini]"))
                        .says("image-factory.conf:3: section [mini] stands already in line 1"),
                configuration("unknown variable", s -> s.lines("mac=${nothing}"))
                        .says("image-factory.conf:11: [mini] mac: unknown variable '${nothing}'"),
                configuration("cyclic variable", s -> s.lines("mac=${a}", "a=${b}", "b=${a}"))
                        .says(
                                "image-factory.conf:13: [mini] mac: ",
                                "in a circle: mini:b -> mini:a"));
    }

    static Stream<Row> values() {
        return Stream.of(
                configuration("bad size", s -> s.set("image-size", "12Q"))
                        .says("image-factory.conf:6: [mini] image-size: '12Q'", "for example 2G"),
                configuration("bad boolean", s -> s.lines("keep-raw=perhaps"))
                        .says(".conf:11: [mini] keep-raw: 'perhaps' is not one of yes, true, on"),
                configuration("bad MAC", s -> s.lines("mac=52:54:00"))
                        .says("[mini] mac: '52:54:00' is not a MAC address such as 52:54:00:12"),
                configuration("bad port", s -> s.lines("vnc=localhost:65536"))
                        .says("[mini] vnc: 'localhost:65536' is not HOST:N", "up to 59635"),
                configuration("bad format", s -> s.lines("format=vmdk"))
                        .says("[mini] format: 'vmdk' is not one of raw, qcow2"),
                row(
                                "bad option",
                                ExitStatus.USAGE,
                                s -> s.arguments("--format", "vmdk", Scene.IMAGE))
                        .says("option --format: 'vmdk' is not one of raw, qcow2"),
                configuration("bad URI scheme", s -> s.set("linux", "gopher://host/linux"))
                        .says("[mini] linux: 'gopher' is not one of http, https, rsync, file"),
                configuration("answer file missing", s -> s.set("preseed", "/nothing/a.cfg"))
                        .says(".conf:4: ", "'/nothing/a.cfg' does not exist", "check the path"),
                configuration("kernel missing", s -> s.set("linux", "file:///nothing/linux"))
                        .says(".conf:2: ", "'/nothing/linux' does not exist", "check the path"));
    }

    /** Troubles that may pass are waited for: half a minute, unless the mirror says how long. */
    static Stream<Row> downloads() {
        return Stream.of(
                download("404", s -> s.set("linux", mirror.url("missing")))
                        .says("/missing", "answered 404", "check the URL"),
                download("500", s -> s.set("linux", mirror.url("broken")))
                        .says("/broken", "answered 500", "tried 6 times", "try again later"),
                download("connection refused", s -> s.set("linux", "http://127.0.0.1:1/linux"))
                        .says("http://127.0.0.1:1/linux", "refused", "tried 3 times"),
                download("truncated", s -> s.set("linux", mirror.url("truncated")))
                        .says("/truncated", "tried 6 times"),
                download("HTML for a kernel", s -> s.set("linux", mirror.url("page")))
                        .says("/page", "it is a web page (HTML or XML), not a Linux kernel"),
                download("offline and nothing cached", BadInputIT::offline).says("offline"));
    }

    private static Scene offline(Scene scene) {
        return scene.set("linux", mirror.url("large")).arguments("--offline", Scene.IMAGE);
    }

    static Stream<Row> hosts() {
        return Stream.of(
                host("program missing", s -> s.without("virt-install"))
                        .says("missing programs: virt-install", "apt install virtinst"),
                host("output folder not writable", Scene::readOnlyOutput)
                        .says("/out", "change to a folder that you may write to"),
                host("disk full at the start", s -> s.smallOutput("100m", ":"))
                        .says("100.0 MiB free in", "free some space or build in another folder"),
                host("disk full while fetching", BadInputIT::smallCache)
                        .says("no space left in", "free some space there"),
                host("two builds at once", s -> s.besideAnother().set("linux", silent()))
                        .says("another build of mini is running", "wait for it to end"));
    }

    private static String silent() {
        return mirror.url("silent");
    }

    /** The cache is in the small folder, which is large enough for the disk but not for both. */
    private static Scene smallCache(Scene scene) throws IOException {
        return scene.set("linux", mirror.url("large"))
                .set("cache_dir", scene.output().resolve("mini-2000-01-01.log").toString())
                .set("image-size", "1M")
                .smallOutput("2m", ":");
    }

    static Stream<Row> installations() {
        return Stream.of(
                host("disk full while installing", BadInputIT::filledWhileInstalling)
                        .says("space", ".mini.staging"),
                host("disk full after installing", BadInputIT::filledWhenInstalled)
                        .says("no space left in", "free some space there"),
                // The raw disk takes two thirds of the folder.
                host("disk full while converting", BadInputIT::tooSmallForTwo)
                        .says("converting the disk: no space left in", "free some space there")
                        .kept(),
                row("upload failing", ExitStatus.UPLOAD, BadInputIT::uploadToNowhere)
                        .says("rsync", "/nothing/here/", "No such file or directory")
                        .kept(),
                row("hook failing", ExitStatus.HOOK, s -> s.lines("post-build-command=false"))
                        .says("post-build-command", "status 1")
                        .kept());
    }

    private static Scene filledWhileInstalling(Scene scene) throws IOException {
        return scene.answer("hold=100")
                .smallOutput(
                        "260m",
                        "until [ -s .mini.staging/console.log ]; do sleep 1; done;"
                                + " cat /dev/zero >filler");
    }

    /** Kept full, because the program itself frees space by emptying free blocks. */
    private static Scene filledWhenInstalled(Scene scene) throws IOException {
        return scene.smallOutput(
                "260m",
                "until grep -q 'Power down' .mini.staging/console.log; do sleep 0.1; done;"
                        + " while :; do cat /dev/zero >>filler; sleep 0.1; done");
    }

    private static Scene tooSmallForTwo(Scene scene) throws IOException {
        return scene.answer("data=130").set("format", "qcow2").smallOutput("260m", ":");
    }

    private static Scene uploadToNowhere(Scene scene) {
        return scene.set("upload_destinations", "nowhere")
                .lines("[nowhere]", "upload_type=rsync", "upload_target=/nothing/here/");
    }

    private static Row configuration(String name, Setting setting) {
        return row(name, ExitStatus.CONFIGURATION, setting);
    }

    private static Row download(String name, Setting setting) {
        return row(name, ExitStatus.DOWNLOAD, setting);
    }

    private static Row host(String name, Setting setting) {
        return row(name, ExitStatus.HOST, setting);
    }

    private static Row row(String name, ExitStatus status, Setting setting) {
        return new Row(name, status, setting, List.of(), false);
    }

    /** Makes a good scene a bad one. */
    interface Setting {
        Scene apply(Scene scene) throws IOException;
    }

    /**
     * @param texts what standard error must say: what went wrong and what to do about it
     * @param keeps whether another build may go on with this one
     */
    record Row(String name, ExitStatus status, Setting setting, List<String> texts, boolean keeps) {

        Row says(String... expected) {
            return new Row(name, status, setting, List.of(expected), keeps);
        }

        Row kept() {
            return new Row(name, status, setting, texts, true);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
