package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagefactory.netboot.HostileServer.ascii;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.exec.ChildJvm;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.netboot.file.FileDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Little memory, little disk: documents and bodies that are too large for them. */
@Timeout(120)
class SmallHostTest {

    @TempDir Path folder;

    @BeforeEach
    void folders() throws Exception {
        Files.createDirectories(folder.resolve("cache"));
    }

    @Test
    void documentsFitIntoASmallHeapOrAreRefused() throws Exception {
        String release = "Codename: x\nDate: Sun, 22 Nov 2026 10:00:00 UTC\nSHA256:\n";
        List<String> files =
                List.of(
                        file("packages", "x\n".repeat(7_000_000)),
                        file("Release", release + " a b c\n".repeat(500_000)),
                        file("InRelease", release + "x".repeat(4_100_000)),
                        file("big/Release", release + "x".repeat(14_000_000)),
                        file(
                                "list",
                                "-----BEGIN PGP SIGNED MESSAGE-----\n" + "\n".repeat(9_000_000)),
                        file("huge", "x".repeat(20 << 20)));
        List<String> arguments = new ArrayList<>(List.of(folder.resolve("cache").toString()));
        arguments.addAll(files);
        Result result =
                run(ChildJvm.command("64m", WatchMain.class, arguments.toArray(String[]::new)));

        assertThat(result.output().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("digest "),
                        line -> assertThat(line).startsWith("status 5 ").contains("100000 lines"),
                        line -> assertThat(line).startsWith("digest "),
                        line -> assertThat(line).startsWith("status 5 ").contains("4194304 bytes"),
                        line -> assertThat(line).startsWith("status 5 ").contains("4194304 bytes"),
                        line ->
                                assertThat(line)
                                        .startsWith("status 5 ")
                                        .contains("16777216 bytes"));
        assertThat(result.status()).isZero();
    }

    /** On a file system of 20 MB, which only the other process sees. */
    @Test
    void aBodyWithoutEndLeavesNothingOnTheDisk() throws Exception {
        byte[] zeros = new byte[1 << 20];
        try (HostileServer server = new HostileServer()) {
            server.on(
                    "/linux",
                    out -> {
                        out.write(ascii("HTTP/1.1 200 OK\r\n\r\n"));
                        out.write(CacheFixture.kernel(1, 2_000));
                        while (true) {
                            out.write(zeros);
                        }
                    });
            Result result = onASmallDisk(server);
            assertThat(result.output())
                    .contains("DownloadException", "most of the free space")
                    .doesNotContain("No space left", ".part-");
            assertThat(result.status()).isEqualTo(1);
        }
    }

    @Test
    void aLengthThatDoesNotFitIsTheHostsFault() throws Exception {
        try (HostileServer server = new HostileServer()) {
            server.on(
                    "/linux",
                    out ->
                            out.write(
                                    ascii("HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n")));
            Result result = onASmallDisk(server);
            assertThat(result.output())
                    .contains("HostException", "no space left in", "the download needs 901 MB")
                    .doesNotContain(".part-");
        }
    }

    @Test
    void indicesOfPackagesThatDoNotFitAreTheHostsFault() throws Exception {
        Path zeros = Path.of(file("Packages", "\n".repeat(60_000_000)));
        new CommonsExecRunner(System.getenv()).run(Command.of(Program.XZ, "-0", zeros.toString()));
        byte[] packed = Files.readAllBytes(folder.resolve("Packages.xz"));
        String index = "main/binary-amd64/Packages.xz";
        String release = "Suite: x\nDate: Sun, 22 Nov 2026 10:00:00 UTC\nSHA256:\n %s 1 %s\n";
        try (HostileServer server = new HostileServer()) {
            server.on(
                    "/InRelease",
                    ascii(
                            release.formatted(
                                    FileDigest.of(folder.resolve("Packages.xz")).sha256(), index)));
            server.on("/" + index, packed);
            assertThat(look(server))
                    .startsWith("status 4 unpacking an index of packages: no space left in ");
            server.on(
                    "/" + index,
                    out ->
                            out.write(
                                    ascii("HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n")));
            assertThat(look(server)).startsWith("status 4 no space left in ");
        }
    }

    private String look(HostileServer server) throws Exception {
        String scratch = folder.resolve("cache").toString();
        return onASmallDisk(
                        ChildJvm.command(
                                "64m", IndicesMain.class, scratch, server.url("/InRelease")))
                .output();
    }

    /** Fetches a kernel with a cache of 20 MB; what is left there follows the output. */
    private Result onASmallDisk(HostileServer server) throws Exception {
        server.on("/initrd.gz", CacheFixture.initrd(1, 6_000));
        Path cache = folder.resolve("cache");
        return onASmallDisk(
                ChildJvm.command(
                        "64m",
                        CacheMain.class,
                        cache.resolve("x").toString(),
                        folder.resolve("own").toString(),
                        server.url("/linux"),
                        server.url("/initrd.gz")));
    }

    private Result onASmallDisk(List<String> java) throws Exception {
        Path cache = folder.resolve("cache");
        List<String> command = new ArrayList<>();
        command.addAll(List.of("unshare", "--map-root-user", "--mount", "sh", "-c"));
        command.add(
                "mount -t tmpfs -o size=20m none \"$1\" && shift && \"$@\"; status=$?;"
                        + " find \"$0\" -type f -size +1k; exit $status");
        command.add(cache.toString());
        command.add(cache.toString());
        command.addAll(java);
        return run(command);
    }

    private record Result(int status, String output) {}

    private static Result run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private String file(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }
}
