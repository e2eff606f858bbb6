package org.imagefactory.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imagefactory.console.ConsoleReader;
import org.imagefactory.json.Json;
import org.imagefactory.machine.MachineException;
import org.imagefactory.machine.MachineState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an instance, by what the cloud says of it. */
@Timeout(120)
class InstanceRunTest {

    private static final String CONSOLE = "POST /compute/servers/s-1/action os-getConsoleOutput";
    private static final String STOP = "POST /compute/servers/s-1/action os-stop";
    private static final String LOOK = "GET /compute/servers/s-1";
    private static final String KERNEL = "[    0.000000] Linux version 6.1.0\r\n";

    @TempDir Path folder;
    private FakeCloud cloud;
    private final StringBuilder heard = new StringBuilder();

    @BeforeEach
    void start() throws Exception {
        cloud = new FakeCloud();
        cloud.answer("GET /image/v2/images", 200, "{\"images\": [{\"id\": \"i-1\"}]}");
        cloud.answer("DELETE /image/v2/images/i-1", 204, "");
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void itEndsWhenItIsOff() throws Exception {
        console("one\n");
        console("one\ntwo\r\n");
        cloud.answer(CONSOLE, 404, "{\"itemNotFound\": {\"message\": \"no console\"}}");
        status("BUILD");
        status("ACTIVE");
        status("SHUTOFF");

        InstanceRun run = untilEnd(true);

        assertThat(heard).hasToString("one\r\ntwo\r\nEND");
        assertThat(run.state()).contains(new MachineState(MachineState.Kind.FINE, "SHUTOFF"));
        // What it booted lies in the cloud no longer than need be.
        assertThat(cloud.asked.indexOf("DELETE /image/v2/images/i-1"))
                .isLessThan(cloud.asked.lastIndexOf(LOOK));
    }

    @Test
    void whatIsLeftOfColoursIsNoPartOfWords() throws Exception {
        console("[0mDetecting hardware  ... 2%... 95%\n[37;40m[m[ 0.1] m\n[main] [mysqld]\n");
        status("SHUTOFF");

        untilEnd(true);

        assertThat(heard)
                .hasToString(
                        "Detecting hardware  ... 2%... 95%\r\n[ 0.1] m\r\n[main] [mysqld]\r\nEND");
    }

    @Test
    void anInstallerThatBeginsAgainIsStopped() throws Exception {
        console(KERNEL + "installing\r\n");
        console(KERNEL + "installing\r\n" + KERNEL + "installing again\r\n");
        cloud.answer(STOP, 202, "");
        status("ACTIVE");
        status("SHUTOFF");

        InstanceRun run = untilEnd(true);

        assertThat(heard).hasToString(KERNEL + "installing\r\nEND");
        assertThat(run.state().orElseThrow().text()).isEqualTo("stopped when it started again");
        assertThat(cloud.asked).contains(STOP);
    }

    @Test
    void whyItIsInErrorIsSaid() {
        cloud.answer(CONSOLE, 409, "{}");
        cloud.answer(
                LOOK,
                200,
                "{\"server\": {\"id\": \"s-1\", \"status\": \"ERROR\", \"fault\":"
                        + " {\"message\": \"No valid host was found. \"}}}");

        assertThatThrownBy(() -> untilEnd(true))
                .isInstanceOfSatisfying(
                        MachineException.class,
                        e -> {
                            assertThat(e.reason()).contains("in error: No valid host was found.");
                            assertThat(e.advice()).contains("has room for this flavor");
                            assertThat(e.ran()).isFalse();
                        });
    }

    @Test
    void oneThatVanishesIsLost() {
        console("one\r\n");
        cloud.answer(CONSOLE, 404, "{}");
        status("ACTIVE");
        cloud.answer(LOOK, 404, "{}");

        assertThatThrownBy(() -> untilEnd(true))
                .hasMessage("the instance s-1 is gone from OpenStack");
    }

    @Test
    void aServiceThatFailsForAWhileIsBorneWith() throws Exception {
        cloud.answer(CONSOLE, 500, "{\"computeFault\": {\"message\": \"Unexpected\"}}");
        console("one\r\n");
        status("SHUTOFF");

        untilEnd(false);

        assertThat(heard).hasToString("one\r\nEND");
    }

    @Test
    void noSecondInstanceIsMadeWhereAQuotaIsUsedUp() throws Exception {
        cloud.answer("POST /compute/servers", 403, quota());

        assertThatThrownBy(() -> cloud.signIn(folder).nova().create(Map.of("server", "x")))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> {
                            assertThat(e.isQuota()).isTrue();
                            assertThat(e.reason()).contains("Quota exceeded for instances");
                        });
    }

    private static String quota() {
        return "{\"forbidden\": {\"code\": 403, \"message\": \"Quota exceeded for instances:"
                + " Requested 1, but already used 10 of 10 instances\"}}";
    }

    private InstanceRun untilEnd(boolean onlyOnce) throws Exception {
        ConsoleReader reader =
                new ConsoleReader() {
                    @Override
                    public void feed(ByteBuffer bytes) {
                        heard.append(StandardCharsets.UTF_8.decode(bytes));
                    }

                    @Override
                    public void end() {
                        heard.append("END");
                    }
                };
        try (InstanceRun run =
                new InstanceRun(cloud.signIn(folder), "s-1", reader, onlyOnce, "mark")) {
            while (!run.ended(50)) {
                assertThat(cloud.asked).hasSizeLessThan(100);
            }
            return run;
        }
    }

    private void console(String text) {
        cloud.answer(CONSOLE, 200, Json.line(Map.of("output", text)));
    }

    private void status(String status) {
        cloud.answer(
                LOOK, 200, Json.line(Map.of("server", Map.of("status", status, "x", List.of()))));
    }
}
