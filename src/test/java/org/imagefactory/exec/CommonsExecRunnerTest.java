package org.imagefactory.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.imagefactory.exec.OutputListener.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CommonsExecRunnerTest {

    private static final Map<String, String> BASE =
            Map.of(
                    "PATH", "/usr/bin:/bin",
                    "HOME", "/home/someone",
                    "LC_ALL", "de_DE.UTF-8",
                    "LANGUAGE", "de",
                    "http_proxy", "http://proxy:3128",
                    "SECRET_OF_OTHERS", "x");

    @TempDir Path folder;

    private final ProcessRunner runner = new CommonsExecRunner(BASE);
    private volatile long process;

    private static Command sh(String script, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-c", script, "sh"));
        all.addAll(List.of(arguments));
        return Command.of("sh", all);
    }

    @Test
    void passesEveryArgumentAsItIs() throws Exception {
        String[] odd = {
            "", " ", "a b", "'", "\"q\"", "$HOME", "${image}", "`id`", "*", "\\", "ü\n"
        };
        CommandResult result = runner.run(sh("printf '<%s>' \"$@\"", odd));
        assertThat(result.text()).isEqualTo("<" + String.join("><", odd) + ">\n");
    }

    @Test
    void keepsTheOrderOfLinesAndTheStreamsApart() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        CommandResult result =
                runner.run(
                        sh("echo one; echo two >&2; echo; printf 'a\\rb\\r\\nend'"),
                        (stream, line) -> lines.add(stream + " " + line));
        assertThat(result.output()).containsExactly("one", "", "a", "b", "end");
        assertThat(lines.stream().filter(line -> line.startsWith("OUT")))
                .containsExactly("OUT one", "OUT ", "OUT a", "OUT b", "OUT end");
        assertThat(lines).contains("ERR two");
    }

    @Test
    void takesBigOutputOnBothStreams() throws Exception {
        String script = "i=0; while [ $i -lt 20000 ]; do echo $i; echo e$i >&2; i=$((i+1)); done";
        List<String> errors = new ArrayList<>();
        CommandResult result =
                runner.run(
                        sh(script),
                        (stream, line) -> {
                            if (stream == Stream.ERR) {
                                errors.add(line);
                            }
                        });
        assertThat(result.output()).hasSize(20000).endsWith("19998", "19999");
        assertThat(errors).hasSize(20000).startsWith("e0", "e1");
    }

    @Test
    void keepsTheLastLinesOnly() throws Exception {
        CommandResult result = runner.run(Command.of("seq", "100005"));
        assertThat(result.output()).hasSize(ProcessRunner.KEPT_LINES).startsWith("6");
    }

    @Test
    void boundsLinesWithoutEnd() throws Exception {
        CommandResult result =
                runner.run(sh("head -c 1000000 /dev/zero | tr '\\0' x; echo; echo end"));
        assertThat(result.output()).endsWith("end");
        assertThat(result.output())
                .allSatisfy(line -> assertThat(line.length()).isBetween(3, 64 * 1024));
        assertThat(String.join("", result.output())).hasSize(1_000_003);
    }

    /** Else the process waits for somebody to read, and the caller for the process. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAListenerThrowsEndsTheCommand(boolean error) {
        Throwable thrown = error ? new OutOfMemoryError("full") : new IllegalStateException("bug");
        assertThatThrownBy(
                        () ->
                                runner.run(
                                        sh("yes & echo $!; wait"),
                                        (stream, line) -> {
                                            if (line.equals("y")) {
                                                if (thrown instanceof Error e) {
                                                    throw e;
                                                }
                                                throw (RuntimeException) thrown;
                                            }
                                            process = Long.parseLong(line);
                                        }))
                .isSameAs(thrown);
        assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void replacesWhatIsNotUtf8() throws Exception {
        CommandResult result = runner.run(sh("printf 'a\\377b \\303\\274\\n'"));
        assertThat(result.output()).containsExactly("a\ufffdb ü");
    }

    @Test
    void standardInputIsAtItsEnd() throws Exception {
        assertThat(runner.run(sh("cat; echo done").within(Duration.ofSeconds(20))).output())
                .containsExactly("done");
    }

    @Test
    void failureCarriesStatusAndLastLines() {
        CommandFailedException e =
                catchThrowableOfType(
                        CommandFailedException.class,
                        () ->
                                runner.run(
                                        sh(
                                                "seq 30; printf '\\033[31mred\\033[0m\\a\\n' >&2; exit 7")));
        assertThat(e.exitStatus()).isEqualTo(7);
        assertThat(e.lastLines()).hasSizeLessThanOrEqualTo(20).contains("red\\x07");
        assertThat(e).hasMessageContaining("failed with exit status 7");
    }

    @Test
    void endBySignalIs128PlusItsNumber() {
        assertThatThrownBy(() -> runner.run(sh("kill -9 $$")))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("exit status 137 (signal 9)");
    }

    @Test
    void otherStatusesCanCountAsSuccess() throws Exception {
        assertThat(runner.run(sh("exit 1").succeedingWith(Set.of(0, 1))).exitStatus()).isEqualTo(1);
    }

    @Test
    void secretsAreMaskedInMessages() {
        assertThatThrownBy(
                        () ->
                                runner.run(
                                        sh("echo token hunter2 >&2; exit 1", "hunter2")
                                                .hiding(Set.of("hunter2", "hunt"))))
                .hasMessageContaining("token ********")
                .hasMessageNotContaining("hunt");
    }

    @Test
    void toolsGetFewVariablesAndTheCLocale() throws Exception {
        List<String> env =
                runner.run(Command.of("env").with(Map.of("EXTRA", "a b"))).output().stream()
                        .sorted()
                        .toList();
        assertThat(env)
                .containsExactly(
                        "EXTRA=a b",
                        "HOME=/home/someone",
                        "LANG=C.UTF-8",
                        "LC_ALL=C.UTF-8",
                        "PATH=/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin",
                        "http_proxy=http://proxy:3128");
    }

    @Test
    void theUsersOwnCommandsGetTheUsersEnvironment() throws Exception {
        assertThat(runner.run(Command.of("env").inUserEnvironment()).output())
                .containsExactlyInAnyOrderElementsOf(
                        BASE.entrySet().stream().map(Object::toString).toList());
    }

    @Test
    void runsInTheWorkingDirectory() throws Exception {
        assertThat(runner.run(Command.of("pwd", "-P").in(folder)).output())
                .containsExactly(folder.toRealPath().toString());
    }

    @Test
    void aPathIsSeenFromTheWorkingDirectory() throws Exception {
        Path script = folder.resolve("tool");
        Files.writeString(script, "#!/bin/sh\necho here\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        assertThat(runner.run(Command.of("./tool").in(folder)).output()).containsExactly("here");
    }

    @Test
    void missingProgramNamesThePackage() {
        ProcessRunner bare = new CommonsExecRunner(Map.of("PATH", folder.toString()));
        assertThatThrownBy(() -> bare.run(Command.of("qemu-img", "info")))
                .isInstanceOf(MissingProgramException.class)
                .hasMessageContaining("qemu-img")
                .hasMessageContaining("qemu-utils");
        assertThatThrownBy(() -> bare.run(Command.of("no-such-thing")))
                .isInstanceOf(MissingProgramException.class);
    }

    @Test
    void whatCannotStartSaysWhy() throws IOException {
        Path script = Files.writeString(folder.resolve("tool"), "echo\n");
        assertThatThrownBy(() -> runner.run(Command.of(script.toString())))
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("not an executable file");
        assertThatThrownBy(() -> runner.run(Command.of("true").in(folder.resolve("gone"))))
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("gone is not there");
        assertThatThrownBy(() -> runner.run(Command.of("echo", "a\0b")))
                .isInstanceOf(CommandStartException.class);
    }

    @Test
    void aBugInTheListenerReachesTheCaller() {
        assertThatThrownBy(
                        () ->
                                runner.run(
                                        Command.of("seq", "100000"),
                                        (stream, line) -> {
                                            throw new IllegalStateException("bug");
                                        }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void twoRunAtOnce() throws Exception {
        // Each waits for what the other makes.
        String script = "touch \"$1\"; until [ -e \"$2\" ]; do sleep 0.05; done; echo \"$1\"";
        CompletableFuture<List<String>> other =
                CompletableFuture.supplyAsync(() -> output(sh(script, "a", "b").in(folder)));
        assertThat(output(sh(script, "b", "a").in(folder))).containsExactly("b");
        assertThat(other.get()).containsExactly("a");
    }

    private List<String> output(Command command) {
        try {
            return runner.run(command).output();
        } catch (CommandException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
