package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Locale;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.spec.BootTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What proves that an image boots, and what the guest says of its units. */
class BootProofTest extends BootCase {

    @Test
    void aLoginPromptIsAProof() throws Exception {
        shows(PROMPT);

        test(BootTest.CONSOLE);

        assertThat(facts.values())
                .containsEntry("boot-test", "passed")
                .containsEntry("boot-proof", "console")
                .containsEntry("boot-screen", "Debian GNU/Linux 13 debian ttyS0\n\ndebian login:")
                .containsEntry("boot-units", "unknown")
                .hasEntrySatisfying("boot-seconds", s -> assertThat(s).matches("[0-9]+\\.[0-9]"));
        assertThat(commands().filter(line -> line.startsWith("qemu-img")))
                .containsExactly(
                        "qemu-img create -q -f qcow2 -F qcow2 -b " + image + " overlay.qcow2");
        assertThat(workspace.bootConsoleLog()).content().contains("debian login: ");
    }

    @Test
    void anAnswerOfTheAgentIsAProof() throws Exception {
        shows("booting\r\n");
        agentAnswers("running", "");

        test(BootTest.AGENT);

        assertThat(facts.values())
                .containsEntry("boot-proof", "agent")
                .containsEntry("boot-units", "none failed");
    }

    @Test
    void anSshBannerIsAProof() throws Exception {
        shows("booting\r\n");
        try (FakeSsh server = new FakeSsh("SSH-2.0-OpenSSH_10.0p2\r\n")) {
            forwards(server.port());

            test(BootTest.SSH);
        }

        assertThat(facts.values()).containsEntry("boot-proof", "ssh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "agent", "ssh"})
    void autoTakesWhatComesFirst(String proof) throws Exception {
        hasten(Duration.ofSeconds(1)); // the agent is given some time to tell of failed units
        shows(proof.equals("console") ? PROMPT : "booting\r\n");
        if (proof.equals("agent")) {
            agentAnswers("running", "");
        }
        try (FakeSsh server = new FakeSsh(proof.equals("ssh") ? "SSH-2.0-x\n" : "no\n")) {
            forwards(server.port());

            test(BootTest.AUTO);
        }

        assertThat(facts.values()).containsEntry("boot-proof", proof);
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "agent"})
    void anotherProofDoesNotCount(String wanted) {
        hasten(Duration.ofMinutes(5));
        if (wanted.equals("console")) {
            shows("booting\r\n");
            agentAnswers("running", "");
        } else {
            shows(PROMPT);
        }

        assertThatThrownBy(() -> test(BootTest.valueOf(wanted.toUpperCase(Locale.ROOT))))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("did not prove within 3600 s (‹boot-limit›)");
    }

    @Test
    void failedUnitsAreAFailure() {
        shows("booting\r\n");
        agentAnswers(
                "degraded",
                """
                nginx.service loaded failed failed A web server
                \u001b[31m evil
                srv.mount loaded failed failed /srv
                """);

        assertThatThrownBy(() -> test(BootTest.AGENT))
                .isInstanceOf(ImageCheckException.class)
                .hasMessage("the image boots, but units failed in it: nginx.service, srv.mount");
        assertThat(facts.values()).containsEntry("boot-test", "failed");
    }

    @Test
    void theAgentTellsFailedUnitsAfterAnotherProofToo() {
        shows(PROMPT);
        agentAnswers("degraded", "nginx.service loaded failed failed A web server\n");

        assertThatThrownBy(() -> test(BootTest.AUTO))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("nginx.service");
    }

    @Test
    void anAgentThatMayNotAskIsNoFailure() throws Exception {
        shows("booting\r\n");
        runner.printing("guest-ping", RETURN);
        runner.failing("guest-exec", 1, "error: Command guest-exec has been disabled");

        test(BootTest.AGENT);

        assertThat(facts.values()).containsEntry("boot-units", "unknown");
        assertThat(warnings())
                .singleElement()
                .asString()
                .startsWith("failed units cannot be asked for: ")
                .contains("has been disabled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "{\"return\":{\"pid\":\"x y\"}}",
                "{\"return\":{\"pid\":-1}}",
                "[[[[{\"pid\":"
            })
    void anAgentThatTalksNonsenseKnowsNothing(String answer) throws Exception {
        shows("booting\r\n");
        runner.printing("guest-ping", RETURN);
        runner.printing("guest-exec", answer);

        test(BootTest.AGENT);

        assertThat(facts.values()).containsEntry("boot-units", "unknown");
    }

    @Test
    void whatTheConsoleSaysOfUnitsCountsWithoutAnAgent() {
        shows("[FAILED] Failed to start nginx.service - A web server.\r\n" + PROMPT);

        assertThatThrownBy(() -> test(BootTest.CONSOLE))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("units failed in it: nginx.service - A web server.");
    }

    @Test
    void theAgentsWordOnUnitsIsTheLast() throws Exception {
        shows("[FAILED] Failed to start slow.service.\r\nbooting on\r\n");
        agentAnswers("running", "");

        test(BootTest.AGENT);
    }
}
