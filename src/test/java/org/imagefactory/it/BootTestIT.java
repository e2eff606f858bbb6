package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code test FILE}; {@link BrokenImageIT} has the images that a build finds not to boot. */
class BootTestIT {

    @Test
    void anyFileCanBeTestedAndIsOnlyRead() throws IOException, InterruptedException {
        Factory factory = new Factory();
        factory.build(0);
        Path image = factory.result(".raw");
        TestHost.onThisHost("chown", "0:0", image.toString());
        TestHost.onThisHost("chmod", "444", image.toString());
        String digest = sha256(image);

        Build good =
                factory.start(
                        "test",
                        image.toString(),
                        "--set",
                        "boot-test=console",
                        "--set",
                        "virt-type=qemu",
                        "--set",
                        "ram=256M");

        assertThat(good.exitStatus()).as(good::output).isZero();
        assertThat(good.output()).contains(": ok: login prompt on the serial console after ");
        assertThat(sha256(image)).isEqualTo(digest);

        Path empty = Files.write(factory.output().resolve("empty.img"), new byte[1 << 20]);
        Build bad = factory.start("test", "empty.img", "--set", "virt-type=qemu");

        assertThat(bad.exitStatus()).as(bad::output).isEqualTo(8);
        assertThat(bad.output()).contains("empty.img: error: ", "No bootable device");
        Files.delete(empty);
        factory.assertNothingRuns();
    }

    private static String sha256(Path file) {
        return TestHost.onThisHost("sha256sum", file.toString()).get(0);
    }
}
