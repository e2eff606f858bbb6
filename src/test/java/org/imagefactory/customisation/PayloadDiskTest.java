package org.imagefactory.customisation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.imagefactory.guest.NewFile;
import org.imagefactory.spec.GuestContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real shell reads the disk, as one in a guest does. */
class PayloadDiskTest {

    @TempDir Path folder;

    private static byte[] output(List<String> words) throws Exception {
        Process process = new ProcessBuilder(words).start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        process.waitFor();
        return output;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 3_000_000})
    void contentsAreTheSameBitForBit(int length) throws Exception {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        GuestContent content =
                new GuestContent.Stored(Files.write(folder.resolve("content"), bytes));
        GuestContent other = new GuestContent.Text("h\u00e9llo\n");
        Path disk = folder.resolve("disk");
        Transport transport;
        try (PayloadDisk payload = PayloadDisk.create(disk)) {
            assertThat(payload.add(content).bytes()).isEqualTo(length);
            payload.add(other);
            payload.add(content);
            transport = payload.transport();
            payload.finish("echo the script", "nonce1");
        }
        String functions = transport.functions();
        for (GuestContent one : List.of(content, other)) {
            String words = functions + transport.place(one).words();
            byte[] expected =
                    one == content ? bytes : ((GuestContent.Text) one).text().getBytes(UTF_8);
            assertThat(output(List.of("sh", "-c", words, "sh", disk.toString())))
                    .isEqualTo(expected);
        }
        assertThat(Files.getPosixFilePermissions(disk))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.size(disk) % PayloadDisk.BLOCK).isZero();
    }

    /** The starter of a system, on files in place of the disks. */
    @Test
    void theStarterFindsTheScript() throws Exception {
        Path disk = folder.resolve("vda");
        try (PayloadDisk payload = PayloadDisk.create(folder.resolve("vdb"))) {
            payload.finish("echo \"the script runs on $1\"", "nonce2");
        }
        Files.write(disk, new byte[1 << 20]);
        String stub =
                Starter.SYSTEMD
                        .text(Starter.SYSTEMD.files().get(0), "nonce2")
                        .replace("/dev/", folder + "/")
                        .replace("2>" + folder + "/null", "2>/dev/null")
                        .replace("[ -b ", "[ -e ")
                        .replace("/run/", folder + "/");
        Path script = Files.writeString(folder.resolve("stub"), stub);
        assertThat(new String(output(List.of("sh", script.toString())), UTF_8))
                .isEqualTo("the script runs on %s/vdb\n".formatted(folder));
        assertThat(new String(output(List.of("shellcheck", script.toString())), UTF_8)).isEmpty();
    }

    /** Where there is no second disk; the file must be a secret before it is gone. */
    @Test
    void theStarterFindsTheScriptInTheSystem() throws Exception {
        Path file = folder.resolve("etc/image-factory-customise.data");
        Files.createDirectories(file.getParent());
        try (PayloadDisk payload = PayloadDisk.create(file)) {
            payload.finish("echo \"the script runs on $1\"", "nonce2");
        }
        Starter starter = Starter.SYSTEMD.carrying();
        String stub =
                starter.text(starter.files().get(0), "nonce2")
                        .replace("/etc/", folder + "/etc/")
                        .replace("/run/", folder + "/");
        Path script = Files.writeString(folder.resolve("stub"), stub);
        assertThat(new String(output(List.of("sh", script.toString())), UTF_8))
                .isEqualTo("the script runs on %s\n".formatted(file));
        assertThat(new String(output(List.of("shellcheck", script.toString())), UTF_8)).isEmpty();
        assertThat(starter.traces()).contains("/etc/image-factory-customise.data");
        assertThat(starter.files())
                .filteredOn(Starter::carried)
                .extracting(NewFile::mode)
                .containsExactly("0600");
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        Path disk = Files.createFile(folder.resolve("disk"));
        assertThatThrownBy(() -> PayloadDisk.create(disk)).isInstanceOf(IOException.class);
    }
}
