package org.imagefactory.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.imagefactory.console.Question.Sureness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionFinderTest {

    private final ConsoleMonitor monitor = new ConsoleMonitor(event -> {});

    @Test
    void aQuestionOfTheTextFrontEnd() {
        feed(Screens.DEBIAN_TEXT);

        Question question = monitor.question().orElseThrow();
        assertThat(question.text())
                .isEqualTo(
                        """
                        [!!] Partition disks
                        If you continue, the changes listed below will be written to the disks.
                        Write the changes to disks?
                        1: Yes 2: No [*]
                        Prompt: '?' for help, default=2>""");
        assertThat(question.family()).contains(InstallerFamily.DEBIAN);
        assertThat(question.sureness()).isEqualTo(Sureness.CERTAIN);
        assertThat(question.template()).contains("partman/confirm");
        assertThat(question.advice()).startsWith("preseed partman/confirm, ");
    }

    @Test
    void aRedrawnClockLeavesTheQuestionAsItIs() {
        feed(Screens.DEBIAN_TEXT);
        Optional<Question> before = monitor.question();

        for (int minute = 2; minute < 30; minute++) {
            feed(Screens.clock(minute, 14, 34));
            assertThat(monitor.question()).isEqualTo(before);
        }
    }

    @Test
    void anAnsweredQuestionIsNone() {
        feed(Screens.DEBIAN_TEXT);
        feed("1\r\n\r\nPartitioning disks  ... 20%");

        assertThat(monitor.question()).isEmpty();
    }

    @Test
    void aNewtDialog() {
        feed(
                Screens.newt(
                        "[!] Configuring popularity-contest",
                        "Participate in the package usage survey?",
                        "<Go Back>      <Yes>      <No>"));

        Question question = monitor.question().orElseThrow();
        assertThat(question.text())
                .isEqualTo(
                        """
                        [!] Configuring popularity-contest
                        Participate in the package usage survey?
                        <Go Back> <Yes> <No>""");
        assertThat(question.sureness()).isEqualTo(Sureness.CERTAIN);
        assertThat(question.template()).contains("popularity-contest/participate");
    }

    @Test
    void aNewtDialogThatScreenPaintsAgainIsTheSame() {
        String dialog = Screens.newt("[!!] Hostname", "Hostname:", "<Go Back>  <Continue>");
        feed(dialog);
        Optional<Question> before = monitor.question();

        feed(dialog + Screens.clock(7, 9, 9));

        assertThat(before).isPresent();
        assertThat(monitor.question()).isEqualTo(before);
    }

    @Test
    void aProgressBoxWithACancelButtonIsNoQuestion() {
        feed(Screens.newt("Configuring the network with DHCP", "        45%", "<Cancel>"));

        assertThat(monitor.question()).isEmpty();
    }

    @Test
    void aHubOfAnaconda() {
        feed(Screens.ANACONDA_HUB);

        // The prompt is wrapped: its last line alone is enough.
        Question question = monitor.question().orElseThrow();
        assertThat(question.family()).contains(InstallerFamily.ANACONDA);
        assertThat(question.text()).contains("3) [!] Root password").contains("refresh]:");
    }

    @Test
    void aPopupOfYast() {
        feed(Screens.yast("The device /dev/vdb is missing.", "[Continue]   [Retry]"));

        Question question = monitor.question().orElseThrow();
        assertThat(question.family()).contains(InstallerFamily.YAST);
        assertThat(question.sureness()).isEqualTo(Sureness.LIKELY);
        assertThat(question.text())
                .contains("The device /dev/vdb is missing.")
                .doesNotContain("[Next]");
    }

    @Test
    void aPageOfYastIsAQuestionOnlyWhereNothingHappens() {
        feed(Screens.yastPage("Evaluating root partition"));
        assertThat(monitor.question().orElseThrow().sureness()).isEqualTo(Sureness.IF_IDLE);

        feed(Screens.yastPage("Installing packages (17% done)"));
        assertThat(monitor.question()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[Press enter to continue]; CERTAIN",
                "Prompt: '?' for help> ; CERTAIN",
                "Please make your choice from above ['q' to quit | 'c' to continue]: ; CERTAIN",
                "Please respond 'yes' or 'no': ; CERTAIN",
                "Continue with autoinstall? (yes|no); CERTAIN",
                "Press ENTER to continue: ; LIKELY",
                "Overwrite the disk? [y/N] ; LIKELY",
                "Please press any key to reboot.; LIKELY",
                "Password: ; LIKELY",
                "debian login: ; IF_IDLE",
                "~ # ; IF_IDLE",
                "root@ubuntu-server:/# ; IF_IDLE",
                "[anaconda root@fedora /]# ; IF_IDLE",
                "dracut:/# ; IF_IDLE",
                "grub rescue> ; IF_IDLE",
                "Shell> ; IF_IDLE",
                "> ; IF_IDLE"
            })
    void promptsOnTheLastLine(String prompt, Sureness sureness) {
        feed("Something went on before.\r\n" + prompt);

        assertThat(monitor.question()).map(Question::sureness).contains(sureness);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[    1.2] usb 1-1: new device",
                "Partitioning disks  ... 10%... 50%",
                "Installing bash.x86_64 (12/345)",
                "[  OK  ] Started getty@tty1.service - Getty on tty1.",
                "Press any key to continue\r\nBooting from ROM...",
                "debian login: root\r\nLast login: today",
                "Login incorrect.",
                "####################",
                "+--------+\r\n| a table |\r\n+--------+",
                "<html><b>Yes</b></html>",
                "The following packages will be installed: <none>"
            })
    void otherTextIsNone(String text) {
        feed(text);

        assertThat(monitor.question()).isEmpty();
    }

    @Test
    void aPromptIsFoundOnAScreenInDisorder() {
        feed("\u001b(0\u001b[2J\u001b]2;title\u0007\u001b[4h\u001b[?1049h\r\n");
        feed("Choose a mirror\r\nPrompt: '?' for help, default=1> ");

        assertThat(monitor.question()).map(Question::text).get().asString().contains("mirror");
    }

    @Test
    void aFailureThatOnlyTheScreenShowsIsFoundWithTheQuestion() {
        feed(
                Screens.newt("[!!] Sorry", "Installation step", "<Go Back>  <Continue>")
                        + Screens.at(8, 30, "failed"));

        assertThat(monitor.question()).isPresent();
        assertThat(monitor.failure()).map(ConsoleFailure::family).contains(InstallerFamily.DEBIAN);
    }

    private void feed(String text) {
        monitor.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
