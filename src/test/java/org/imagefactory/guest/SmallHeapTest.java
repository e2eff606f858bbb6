package org.imagefactory.guest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.imagefactory.console.ConsoleMonitor;
import org.imagefactory.exec.ChildJvm;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.manifest.ManifestTargets;
import org.imagefactory.tools.DamagedFileSystemException;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.ExtFileSystem;
import org.imagefactory.tools.Rpm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Much of everything that a guest decides how much of it there is, in the heap of the program. */
final class SmallHeapTest {

    private static final String ENTRY = "     19  100644 (1)  0  0  7  2-Nov-2026 21:58 ";
    private static final String RPM = "package\tn%d\t(none)\t1\t2\tx86_64\ts\tV\tU\tL";
    private static final String DPKG =
            "Package: n%d\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n";

    @TempDir Path root;

    /** Runs in a machine of its own; prints what became of each input. */
    static final class Reader {

        private Reader() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            Map<String, String> environment = new TreeMap<>(System.getenv());
            environment.put("PATH", folder + ":" + System.getenv("PATH"));
            ProcessRunner runner = new CommonsExecRunner(environment);
            for (String kind : List.of("short", "long", "endless")) {
                Files.copy(folder.resolve(kind), folder.resolve("now"));
                System.out.printf("directory %s: %s%n", kind, directory(runner, folder));
                System.out.printf(
                        "output %s: %d%n", kind, runner.run(Command.of("rpm")).output().size());
                Files.delete(folder.resolve("now"));
            }
            Files.copy(folder.resolve("rpms"), folder.resolve("now"));
            System.out.printf("rpm: %d%n", ManifestTargets.rpmPackages(new Rpm(runner), folder));
            System.out.printf("dpkg: %d%n", ManifestTargets.dpkgPackages(folder.resolve("dpkg")));
            System.out.printf(
                    "dpkg endless: %d%n", ManifestTargets.dpkgPackages(folder.resolve("endless")));
            console(folder.resolve("endless"));
            System.out.println("console: read");
        }

        private static String directory(ProcessRunner runner, Path folder) throws Exception {
            try {
                new GuestFiles(
                                new Debugfs(runner),
                                new ExtFileSystem(folder.resolve("disk.raw"), 0))
                        .find("/etc/*");
                return "read";
            } catch (DamagedFileSystemException e) {
                return String.valueOf(e.getMessage());
            }
        }

        private static void console(Path file) throws IOException {
            ConsoleMonitor monitor = new ConsoleMonitor(event -> {});
            byte[] bytes = Files.readAllBytes(file);
            for (int at = 0; at < bytes.length; at += 1 << 16) {
                monitor.feed(ByteBuffer.wrap(bytes, at, Math.min(1 << 16, bytes.length - at)));
            }
            monitor.question();
            monitor.end();
        }
    }

    private void big(String name, String piece) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(root.resolve(name))) {
            int written = 0;
            for (int i = 0; written < 20_000_000; i++) {
                String text = piece.contains("%d") ? piece.formatted(i) : piece;
                writer.write(text);
                written += text.length();
            }
        }
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(root.resolve(name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    @Timeout(1200)
    void nothingThatAGuestPrintsFillsTheMemory() throws Exception {
        big("short", ENTRY + "%d\n");
        big("long", ENTRY + "\\x01".repeat(250) + "\n");
        big("endless", "x");
        big("rpms", RPM + "\n");
        big("dpkg", DPKG + "\n");
        program(
                "debugfs",
                "while read -r request; do echo \"debugfs: $request\"; cat \"${0%/*}/now\";"
                        + " done <debugfs.requests");
        program("rpm", "cat \"${0%/*}/now\"");
        Process reader =
                new ProcessBuilder(ChildJvm.command("64m", Reader.class, root.toString()))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(reader.getInputStream().readAllBytes(), UTF_8);
        assertThat(reader.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(reader.exitValue()).as(said).isZero();
        assertThat(said)
                .contains("directory short: it has directories of far too many names")
                .contains("directory long: it has directories of far too many names")
                .contains("rpm: -1")
                .contains("dpkg: -1")
                .contains("console: read");
    }
}
