package org.imagefactory.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.exec.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A coverage-guided fuzzer on all readers of foreign bytes, for a fixed time; {@code ./dev fuzz
 * TARGET SECONDS} has it on one of them for longer. What it finds goes to the corpus once it is
 * mended.
 */
final class FuzzIT {

    private static final int SECONDS = Integer.parseInt(System.getProperty("fuzz.seconds", "60"));

    @TempDir Path folder;

    @Test
    @Timeout(24 * 3600)
    void findsNothing() throws Exception {
        String choice = System.getProperty(Targets.CHOICE, "");
        for (String name : choice.isEmpty() ? Targets.names() : List.of(choice)) {
            for (Map.Entry<Path, byte[]> seed : Seeds.of(name).entrySet()) {
                byte[] bytes = seed.getValue();
                Files.write(
                        folder.resolve(name + "-" + seed.getKey().getFileName()),
                        choice.isEmpty() ? Targets.prefixed(name, bytes) : bytes);
            }
        }
        Path findings = Files.createDirectories(Path.of("target/fuzz").toAbsolutePath());
        Path log = findings.resolve("log");
        Process fuzzer =
                new ProcessBuilder(command(choice, findings))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(fuzzer.waitFor()).as(() -> end(log)).isZero();
        } finally {
            fuzzer.destroyForcibly();
        }
    }

    private List<String> command(String choice, Path findings) throws ClassNotFoundException {
        List<String> command = new ArrayList<>();
        command.addAll(
                ChildJvm.command(
                        "256m",
                        Class.forName("com.code_intelligence.jazzer.Jazzer"),
                        "--target_class=" + Targets.class.getName(),
                        "--instrumentation_includes=org.imagefactory.**",
                        "--disabled_hooks=.*",
                        "-max_total_time=" + SECONDS,
                        "-timeout=60",
                        "-rss_limit_mb=4096",
                        "-max_len=8192",
                        "-artifact_prefix=" + findings + "/",
                        "--reproducer_path=" + findings,
                        folder.toString()));
        // behind the name of the program
        command.addAll(1, List.of("-D" + Targets.CHOICE + "=" + choice));
        return command;
    }

    private static String end(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
