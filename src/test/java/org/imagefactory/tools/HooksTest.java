package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.HookException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.history.DayNames;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.UploadDestination;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks with a real shell, and a file name that would do harm if a shell ever read it as text. */
class HooksTest {

    private static final String NASTY = "a b'\"`touch x`$(touch x);touch x.raw";
    private static final UploadDestination PLACE =
            new UploadDestination("mirror", "host::module/", List.of(), List.of());

    @TempDir Path folder;

    private final List<BuildEvent> events = new ArrayList<>();
    private final Hooks hooks =
            new Hooks(new CommonsExecRunner(Map.of("PATH", "/usr/bin:/bin", "MINE", "kept")));
    private HookSubject subject;

    @BeforeEach
    void makeImage() throws IOException {
        Path file = Files.writeString(folder.resolve(NASTY), "data");
        Path sum = folder.resolve(NASTY + ".sha256sum");
        Files.writeString(sum, "0123456789abcdef".repeat(4) + "  " + NASTY + "\n");
        subject =
                new HookSubject(
                        DayNames.of(new ImageName("debian-13"), LocalDate.of(2026, 11, 22)),
                        "raw",
                        file,
                        sum);
    }

    @Test
    void fileNameIsAValueForAProgram() throws Exception {
        assertThat(postUpload("printf '<%s>\\n' ${image}")).containsExactly("<" + NASTY + ">");
        nothingWasRun();
    }

    @Test
    void fileNameIsAVariableForAShell() throws Exception {
        assertThat(postUpload("sh -c 'cat \"${image}\"; echo; printf %s \"$1\"' x ${image}"))
                .containsExactly("data", NASTY);
        nothingWasRun();
    }

    @Test
    void documentedVariablesAndTheUsersOwnAreThere() throws Exception {
        assertThat(postUpload("env").stream().filter(line -> !line.startsWith("PATH=")))
                .containsExactlyInAnyOrder(
                        "MINE=kept",
                        "image=" + NASTY,
                        "IMAGE_FACTORY_IMAGE=debian-13",
                        "IMAGE_FACTORY_FILE=" + folder.resolve(NASTY),
                        "IMAGE_FACTORY_CHECKSUM_FILE=" + folder.resolve(NASTY + ".sha256sum"),
                        "IMAGE_FACTORY_SHA256=" + "0123456789abcdef".repeat(4),
                        "IMAGE_FACTORY_FORMAT=raw",
                        "IMAGE_FACTORY_DATE=2026-11-22",
                        "IMAGE_FACTORY_DESTINATION=mirror",
                        "IMAGE_FACTORY_TARGET=host::module/");
    }

    @Test
    void postBuildGetsTheFileNameAsLastArgument() throws Exception {
        assertThat(postBuild("printf '<%s>\\n' configured"))
                .containsExactly("<configured>", "<" + NASTY + ">");
    }

    @Test
    void postBuildTakesAPathWithBlanksAsOneProgram() throws Exception {
        Path program = folder.resolve("my hook");
        Files.writeString(program, "#!/bin/sh\necho \"$# $1\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(postBuild("./my hook")).containsExactly("1 " + NASTY);
        assertThat(postBuild(program.toString())).containsExactly("1 " + NASTY);
    }

    @Test
    void failureTellsTheCommandsOwnStatusAndWords() {
        HookException e =
                catchThrowableOfType(
                        HookException.class, () -> postBuild("sh -c 'echo no room >&2; exit 42'"));
        assertThat(e.exitStatus()).isEqualTo(ExitStatus.HOOK);
        assertThat(e).hasMessageContainingAll("post-build-command", "exit status 42", "no room");
        assertThat(e.advice().orElseThrow()).contains("keeps no image");
    }

    @Test
    void missingProgramIsAHookFailure() {
        assertThatThrownBy(() -> postBuild("no-such-program"))
                .isInstanceOf(HookException.class)
                .hasMessageContaining("no-such-program");
    }

    private List<String> postUpload(String text) throws Exception {
        HookCommand hook = new HookCommand("post-upload-command", text);
        return output(hook, hooks.postUpload(hook, subject, PLACE));
    }

    private List<String> postBuild(String text) throws Exception {
        HookCommand hook = new HookCommand("post-build-command", text);
        return output(hook, hooks.postBuild(hook, subject));
    }

    private List<String> output(HookCommand hook, Command command) throws Exception {
        events.clear();
        hooks.run(hook, command, subject, events::add);
        return events.stream().map(event -> ((BuildEvent.Output) event).text()).toList();
    }

    private void nothingWasRun() {
        assertThat(folder.resolve("x")).doesNotExist();
        assertThat(folder.resolve("x.raw")).doesNotExist();
    }
}
