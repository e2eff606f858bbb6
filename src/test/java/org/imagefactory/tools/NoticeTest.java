package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.HookException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.history.DayNames;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.Outcome;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.ImageName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notices by a real shell, with a message that would do harm if it were ever read as text. */
class NoticeTest {

    private static final String NASTY = "it's \"broken\" $(touch x) `touch x`; touch x";

    @TempDir private Path folder;
    private final List<BuildEvent> events = new ArrayList<>();
    private NoticeSubject subject;

    @BeforeEach
    void fail() {
        subject = subject(NASTY + "\nsecond \u001b[31mline\u0000", "do\tthis");
    }

    @Test
    void everythingDocumentedIsInTheEnvironment() throws Exception {
        assertThat(send("env"))
                .contains(
                        "image=debian-13",
                        "IMAGE_FACTORY_IMAGE=debian-13",
                        "IMAGE_FACTORY_DATE=2026-11-22",
                        "IMAGE_FACTORY_OLD_STATE=good",
                        "IMAGE_FACTORY_STATE=bad",
                        "IMAGE_FACTORY_EXIT_STATUS=6",
                        "IMAGE_FACTORY_ADVICE=do this",
                        "IMAGE_FACTORY_REPORT=" + folder + "/debian-13-2026-11-22.json");
        assertThat(send("sh -c 'echo \"$IMAGE_FACTORY_MESSAGE\"; pwd'"))
                .containsExactly(NASTY, "second line\\x00", folder.toString());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void placeholderIsTheNameAndNothingIsAdded() throws Exception {
        assertThat(send("printf '<%s>\\n' ${image}")).containsExactly("<debian-13>");
        assertThat(send("sh -c 'echo \"$# ${image}\"'")).containsExactly("0 debian-13");
    }

    @Test
    void aProgramMayHaveBlanksInItsPath() throws Exception {
        Path program = Files.writeString(folder.resolve("my notice"), "#!/bin/sh\necho $#\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(send(program.toString())).containsExactly("0");
    }

    @Test
    void longMessagesAreCut() throws Exception {
        subject = subject("x".repeat(1_000_000), "");
        List<String> lines = send("sh -c 'echo ${#IMAGE_FACTORY_MESSAGE}'");
        assertThat(Integer.parseInt(lines.get(0))).isBetween(1000, 10_000);
    }

    @Test
    void failureIsToldAndGivesNoAdviceAboutTheBuild() {
        assertThatThrownBy(() -> send("sh -c 'echo no mail today; exit 3'"))
                .isInstanceOfSatisfying(
                        HookException.class,
                        e -> {
                            assertThat(e)
                                    .hasMessageContainingAll("notify-command", "no mail today");
                            assertThat(e.advice()).isEmpty();
                        });
    }

    @Test
    void nobodyWaitsLongForANotice() {
        assertThat(
                        new Hooks(new RecordingRunner())
                                .notice(new HookCommand("notify-command", "true"), subject)
                                .timeLimit())
                .hasMinutes(5);
    }

    @Test
    void theDocumentedMailIsSent() throws Exception {
        program("mail", "#!/bin/sh\nprintf '<%s>' \"$@\"; echo; cat\n");

        assertThat(send(example("By mail:")))
                .containsExactly(
                        "<-s><debian-13 is bad><root>",
                        NASTY,
                        "second line\\x00",
                        "do this",
                        folder + "/debian-13-2026-11-22.json");
    }

    @Test
    void theDocumentedChatIsToldOf() throws Exception {
        program("curl", "#!/bin/sh\nprintf '<%s>\\n' \"$@\"\n");
        program("cat", "#!/bin/sh\necho https://chat.example.org/\n");

        assertThat(send(example("To a chat, by HTTP:")))
                .containsExactly(
                        "<-fsS>",
                        "<--max-time>",
                        "<60>",
                        "<https://chat.example.org/>",
                        "<--data-urlencode>",
                        "<text=debian-13 is bad: " + NASTY,
                        "second line\\x00>");
    }

    private void program(String name, String text) throws IOException {
        Path program = Files.writeString(folder.resolve(name), text);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    /** The command in the manual page, as the configuration's reader would hand it over. */
    private static String example(String title) throws IOException {
        String page = Files.readString(Path.of("man/image-factory.conf.5"));
        String after = page.substring(page.indexOf("\n" + title + "\n"));
        String block = after.substring(after.indexOf(".EX\n") + 4, after.indexOf("\n.EE"));
        return block.replace("\\-", "-")
                .replace("\\e", "\\")
                .replace("$$", "$")
                .replaceAll("\n\\s*", "\n")
                .substring("notify-command=".length());
    }

    private List<String> send(String text) throws Exception {
        events.clear();
        Map<String, String> environment = Map.of("PATH", folder + ":/usr/bin:/bin");
        new Hooks(new CommonsExecRunner(environment))
                .notify(new HookCommand("notify-command", text), subject, events::add);
        return events.stream().map(event -> ((BuildEvent.Output) event).text()).toList();
    }

    private NoticeSubject subject(String message, String advice) {
        return new NoticeSubject(
                DayNames.of(new ImageName("debian-13"), LocalDate.of(2026, 11, 22)),
                "good",
                "bad",
                new Outcome(ExitStatus.INSTALLATION, message, advice),
                folder.resolve("debian-13-2026-11-22.json"));
    }
}
