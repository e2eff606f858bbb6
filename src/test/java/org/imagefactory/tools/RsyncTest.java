package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.HostException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.history.DayNames;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.UploadDestination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RsyncTest {

    private static final HookSubject SUBJECT =
            new HookSubject(
                    DayNames.of(new ImageName("x"), LocalDate.of(2026, 11, 22)),
                    "qcow2",
                    Path.of("/out/x-2026-11-22.qcow2"),
                    Path.of("/out/x-2026-11-22.qcow2.sha256sum"));

    private static final List<String> DOCUMENTS =
            List.of(
                    "x-2026-11-22.packages",
                    "x-2026-11-22.provenance.json",
                    "x-2026-11-22.qcow2.sha256sum.asc");

    private final RecordingRunner runner = new RecordingRunner();
    private final List<BuildEvent> events = new ArrayList<>();
    private final Rsync rsync = new Rsync(runner, List.of(Duration.ofMillis(1), Duration.ZERO));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--progress -z | --partial --partial-dir=.rsync-partial --timeout=600 --progress -z",
                "--inplace     | --partial --timeout=600 --inplace",
            })
    void argv(String configured, String expected) {
        assertThat(lines(List.of(), to("-e", configured.split(" "))))
                .containsExactly(
                        "rsync "
                                + expected
                                + " -- x-2026-11-22.qcow2 x-2026-11-22.qcow2.sha256sum -e");
    }

    @Test
    void theChecksumComesLast() {
        String rsync = "rsync --partial --partial-dir=.rsync-partial --timeout=600 -v -- ";
        assertThat(lines(DOCUMENTS, to("host::m", "-v")))
                .containsExactly(
                        rsync + "x-2026-11-22.qcow2 " + String.join(" ", DOCUMENTS) + " host::m",
                        rsync + "x-2026-11-22.qcow2.sha256sum host::m");
    }

    @Test
    void noChecksumAfterAnythingElseFailed() {
        runner.failing("provenance", 23, "no room");
        assertThatThrownBy(() -> rsync.upload(SUBJECT, DOCUMENTS, to("host::m/"), events::add))
                .isInstanceOfSatisfying(
                        UploadException.class,
                        e ->
                                assertThat(e.advice().orElseThrow())
                                        .contains("a build that fails keeps no image"));
        assertThat(runner.commands()).hasSize(1);
    }

    @Test
    void onlyWhatFailedIsTriedAgain() throws Exception {
        runner.once("qcow2.sha256sum", RecordingRunner.fail(10, "Connection refused"));
        rsync.upload(SUBJECT, List.of("x.packages"), to("host::m/"), events::add);
        assertThat(runner.lines()).hasSize(3);
        assertThat(runner.lines().get(1)).isEqualTo(runner.lines().get(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " 1 | 1 | @ERROR: module is read only",
                " 5 | 1 | @ERROR: Unknown module 'x'",
                " 5 | 1 | @ERROR: auth failed on module x",
                " 5 | 3 | @ERROR: max connections (4) reached -- try again later",
                "10 | 3 | failed to connect to host: Connection refused (111)",
                "10 | 1 | getaddrinfo: host 873: Name or service not known",
                "11 | 1 | write failed: No space left on device (28)",
                "12 | 3 | connection unexpectedly closed",
                "12 | 1 | bash: line 1: rsync: command not found",
                "23 | 1 | mkstemp failed: Permission denied (13)",
                "30 | 3 | io timeout after 600 seconds -- exiting",
                "35 | 3 | timed out",
                "127| 1 | rsync: not found",
                "255| 3 | ssh: connect to host x port 22: Connection timed out",
                "255| 1 | me@x: Permission denied (publickey).",
                "255| 1 | Host key verification failed.",
                "99 | 1 | whatever",
            })
    void retriesWhatTimeMayHeal(int status, int attempts, String text) {
        runner.failing("rsync", status, text);
        assertThatThrownBy(() -> rsync.upload(SUBJECT, List.of(), to("host::m/"), events::add))
                .isInstanceOf(UploadException.class)
                .hasMessageContainingAll("destination", "host::m/", "exit status " + status, text);
        assertThat(runner.commands()).hasSize(attempts);
        assertThat(events.stream().filter(BuildEvent.Warning.class::isInstance))
                .hasSize(attempts - 1);
    }

    @Test
    void succeedsWhenTheOtherSideComesBack() throws Exception {
        runner.once("rsync", RecordingRunner.fail(10, "Connection refused"));
        rsync.upload(SUBJECT, List.of(), to("host::m/"), events::add);
        assertThat(runner.commands()).hasSize(2);
    }

    @Test
    void timeLimitIsAFailedUpload() {
        runner.timingOut("rsync");
        assertThatThrownBy(() -> rsync.upload(SUBJECT, List.of(), to("host::m/"), events::add))
                .isInstanceOf(UploadException.class);
    }

    @Test
    void missingRsyncIsTheHostsFault() {
        runner.missing("rsync");
        assertThatThrownBy(() -> rsync.upload(SUBJECT, List.of(), to("host::m/"), events::add))
                .isInstanceOf(HostException.class);
    }

    @Test
    void interruptEndsItAtOnce() {
        runner.interrupting("rsync");
        assertThatThrownBy(() -> rsync.upload(SUBJECT, List.of(), to("host::m/"), events::add))
                .isInstanceOf(InterruptedException.class);
        assertThat(runner.commands()).hasSize(1);
    }

    private List<String> lines(List<String> documents, UploadDestination to) {
        return rsync.commands(SUBJECT, documents, to).stream().map(Command::toString).toList();
    }

    private static UploadDestination to(String target, String... arguments) {
        return new UploadDestination("destination", target, List.of(arguments), List.of());
    }
}
