package org.imagefactory.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.imagefactory.disk.DiskImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel unpacks, cpio lists. */
class InitrdArchiveTest {

    @TempDir Path folder;

    @Test
    void theFileIsInAnArchiveBehind() throws Exception {
        byte[] before = "abcdefg".getBytes(StandardCharsets.US_ASCII);
        Path initrd = Files.write(folder.resolve("initrd"), before);
        Path answers = Files.writeString(folder.resolve("d-i.cfg"), "mode=ok\n");
        Path whole = folder.resolve("whole");

        InitrdArchive.append(initrd, answers, whole);

        byte[] bytes = Files.readAllBytes(whole);
        assertThat(bytes).startsWith(before);
        assertThat(bytes.length % 4).isZero();
        Path archive =
                Files.write(folder.resolve("cpio"), Arrays.copyOfRange(bytes, 8, bytes.length));
        assertThat(
                        DiskImages.run(
                                List.of("cpio", "--quiet", "-itv", "-F", archive.toString()),
                                Path.of("/dev/null")))
                .startsWith("-rw-r--r--   1 root     root            8 ")
                .endsWith(" d-i.cfg\n");
    }
}
