package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Installers as instances of a real OpenStack, which {@code ./dev test-openstack} starts; its
 * machines are emulated. After each build nothing may be left there but kernels, which are shared.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class OpenStackIT {

    private static final String LAB = "src/test/python/openstack-lab";
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private Factory factory;

    @BeforeEach
    void makeFactory() throws IOException {
        assertThat(System.getenv("OPENSTACK_LAB"))
                .as("./dev test-openstack starts a cloud for this")
                .isNotNull();
        // Lines of an instance that is off are not to be had.
        factory = new Factory("password=secret", "linger=20");
        factory.set("engine", "openstack").set("image-size", "1G");
    }

    /** What a test that failed left is no business of the next one. */
    @AfterEach
    void removeWhatStays() {
        names("image").stream()
                .filter(name -> name.startsWith("mini-"))
                .forEach(name -> cli("image", "delete", name));
    }

    @Test
    void theWholeChain() throws Exception {
        factory.set("format", "qcow2")
                .set("success-marker", "required")
                .set("boot-test", "console");

        Build build = factory.start(Factory.IMAGE);

        assertThat(build.exitStatus(LIMIT)).as(build::output).isZero();
        assertThat(factory.results())
                .containsExactly(
                        "mini-DATE.console.log",
                        "mini-DATE.json",
                        "mini-DATE.provenance.json",
                        "mini-DATE.qcow2",
                        "mini-DATE.qcow2.sha256sum");
        factory.assertNothingRuns();
        assertNothingLeft();
        Path image = factory.result(".qcow2");
        TestHost.onThisHost("qemu-img", "check", image.toString());
        Guest.bootAndLogIn(image, "qcow2", "secret");
    }

    /** The boot test's instance is made of the one that stays. */
    @Test
    void theCheckedImageStaysInTheCloud() throws Exception {
        factory.set("keep-in-cloud", "true")
                .set("format", "qcow2")
                .set("boot-test", "console")
                .set("keep", "1");

        Build build = factory.start(Factory.IMAGE);
        assertThat(build.exitStatus(LIMIT)).as(build::output).isZero();

        Path file = factory.result(".qcow2");
        String name = file.toFile().getName().replace(".qcow2", "");
        assertThat(names("image")).contains(name);
        assertThat(cli("image", "show", name, "-f", "json"))
                .anyMatch(line -> line.contains("\"visibility\": \"private\""))
                .anyMatch(line -> line.contains("\"min_disk\": 1"))
                .anyMatch(line -> line.contains(digest("sha256sum", file)))
                .anyMatch(line -> line.contains(digest("sha512sum", file))) // Glance's own
                .noneMatch(line -> line.contains("image_factory_machine"))
                .noneMatch(line -> line.contains("os_shutdown_timeout"));
        cli("image", "delete", name);
        factory.assertNothingRuns();
        assertNothingLeft();
    }

    /** What was installed on this host, in the form for OpenStack, as its users start it. */
    @Test
    void aFinishedImageIsUploadedAndBooted() throws Exception {
        factory.set("engine", "libvirt")
                .set("targets", "openstack-kvm")
                .set("upload_destinations", "cloud")
                .section("[cloud]", "upload_type = openstack", "upload_target = lab");

        Build build = factory.start(Factory.IMAGE);
        assertThat(build.exitStatus(LIMIT)).as(build::output).isZero();

        String name = factory.result(".openstack-kvm.qcow2").toFile().getName();
        String image = name.replace(".openstack-kvm.qcow2", "");
        String create = "server create --flavor lab.mini --network lab --image " + image + " it";
        until("there is an instance", () -> servers().contains("it") || did(create.split(" ")));
        until(
                "it runs",
                () ->
                        cli("server", "show", "-f", "value", "-c", "status", "it")
                                .contains("ACTIVE"));
        until(
                "it asks for a login",
                () ->
                        cli("console", "log", "show", "it").stream()
                                .anyMatch(line -> line.contains("login:")));
        until(
                "it is gone",
                () -> {
                    did("server", "delete", "it");
                    return !servers().contains("it");
                });
        cli("image", "delete", image);
        factory.assertNothingRuns();
        assertNothingLeft();
    }

    @Test
    void aQuestionEndsTheInstallation() throws Exception {
        factory.answer("mode=question");

        Build build = factory.start(Factory.IMAGE);

        assertThat(build.exitStatus(LIMIT)).as(build::output).isEqualTo(6);
        assertThat(build.error()).contains("waits for an answer", "Write the changes to disks?");
        assertThat(factory.results()).contains("mini-DATE.failure.tar.gz");
        factory.assertNothingRuns();
        assertNothingLeft();
    }

    /** The cloud would start the installer again and again. */
    @Test
    void anInstallerThatRestartsIsStopped() throws Exception {
        factory.answer("mode=reboot-forever");

        Build build = factory.start(Factory.IMAGE);

        assertThat(build.exitStatus(LIMIT)).as(build::output).isEqualTo(8);
        factory.assertNothingRuns();
        assertNothingLeft();
    }

    @Test
    void whatAKilledBuildLeftIsRemovedByTheNext() throws Exception {
        factory.answer("mode=hang-silent");
        Build killed = factory.startInstalling("Installing the base system");
        killed.signal("KILL");
        assertThat(killed.exitStatus(LIMIT)).isEqualTo(137);
        assertThat(servers()).hasSize(1);

        factory.answer("mode=question");
        Build next = factory.start(Factory.IMAGE);

        assertThat(next.exitStatus(LIMIT)).as(next::output).isEqualTo(6);
        factory.assertNothingRuns();
        assertNothingLeft();
    }

    /** By the plugin Nova: an instance that installs, and one that does what the template says. */
    @Test
    void aTemplate() throws Exception {
        TemplateScene scene = scene("<command name='say'>echo done &gt;/root/said</command>");

        TemplateScene.Run run = scene.end(scene.start());

        assertThat(run.status()).as(run.err()).isZero();
        Map<String, ?> record = scene.onlyRecord();
        assertThat(record.get("status")).isEqualTo("COMPLETE");
        Path body = scene.store.resolve(record.get("identifier") + ".body");
        assertThat(new Guest(body).lines("/root/said")).contains("done");
        assertThat(new Guest(body).has("/etc/image-factory-customise.data")).isFalse();
        scene.assertNothingLeft();
        assertNothingLeft();
    }

    @Test
    void aFailingCommandOfATemplateIsTold() throws Exception {
        TemplateScene scene = scene("<command name='break'>echo last words; exit 7</command>");

        TemplateScene.Run run = scene.end(scene.start());

        assertThat(run.status()).as(run.err()).isEqualTo(1);
        assertThat(scene.onlyRecord().get("status_detail").toString())
                .contains("'break'", "7", "last words");
        scene.assertNothingLeft();
        assertNothingLeft();
    }

    private static TemplateScene scene(String commands) throws Exception {
        TemplateScene scene = new TemplateScene();
        scene.configure("data=1", "deleted=0", "linger=20");
        scene.cloud();
        scene.template(commands);
        return scene;
    }

    private static void assertNothingLeft() {
        assertThat(servers()).isEmpty();
        assertThat(names("image"))
                .allMatch(name -> name.matches("image-factory kernel [0-9a-f]{12}"));
    }

    private static void until(String what, Callable<Boolean> is) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!is.call()) {
            assertThat(System.nanoTime()).as("not in time: %s", what).isLessThan(end);
            Thread.sleep(3_000);
        }
    }

    /** Whether a change was made for sure: of one whose answer was lost nobody knows. */
    private static boolean did(String... arguments) {
        try {
            TestHost.onThisHost(command(arguments));
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    private static List<String> servers() {
        return names("server");
    }

    private static List<String> names(String kind) {
        return cli(kind, "list", "-f", "value", "-c", "Name");
    }

    /** By OpenStack's own program, which gives up where a service resets a connection. */
    private static List<String> cli(String... arguments) {
        String[] command = command(arguments);
        try {
            return TestHost.onThisHost(command);
        } catch (AssertionError e) {
            if (String.valueOf(e.getMessage()).contains("Connection aborted")) {
                return TestHost.onThisHost(command);
            }
            throw e;
        }
    }

    private static String[] command(String... arguments) {
        return Stream.concat(Stream.of(LAB, "exec", "openstack"), Stream.of(arguments))
                .toArray(String[]::new);
    }

    private static String digest(String program, Path file) {
        return TestHost.onThisHost(program, file.toString()).get(0).replaceFirst(" .*", "");
    }
}
