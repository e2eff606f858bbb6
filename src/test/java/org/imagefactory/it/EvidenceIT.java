package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/**
 * What a failed build leaves for the person who has to understand it, in detail; {@link
 * FailureCase} tells what there is in each case.
 */
class EvidenceIT {

    private static final String SECRET = "hunter-22";

    @Test
    void aMachineThatBrokeDown() throws IOException, InterruptedException {
        Factory factory = new Factory("mode=panic");
        factory.set("append", "console=ttyS0 no_timer_check mini/token=" + SECRET)
                .set("vnc", "localhost:83");

        Build build = factory.build(6);

        Path archive = factory.result(".failure.tar.gz");
        assertThat(build.output())
                .contains("Kernel panic - not syncing", "see " + archive)
                .doesNotContain(SECRET);
        assertThat(Files.getPosixFilePermissions(archive))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Bundle bundle = new Bundle(archive);
        assertThat(bundle.members())
                .containsExactly(
                        "configuration.ini",
                        "console.log",
                        "domain.xml",
                        "problems.txt",
                        "qemu.log",
                        "report.json",
                        "screen.txt",
                        "screenshot.png");
        assertThat(bundle.text("console.log")).contains("mini/token=********");
        assertThat(bundle.text("screen.txt")).contains("Kernel panic - not syncing");
        assertThat(bundle.text("domain.xml")).contains("<domain", "mini/token=********");
        assertThat(bundle.text("qemu.log")).contains("mini/token=********");
        assertThat(bundle.text("configuration.ini")).contains("[mini]", "ram = 256M");
        assertThat(bundle.text("report.json")).contains("\"exitStatus\" : 6", "Kernel panic");
        assertThat(bundle.text("problems.txt")).contains("the disk is empty");
        for (String member : bundle.members()) {
            assertThat(bundle.text(member)).as(member).doesNotContain(SECRET);
        }
        factory.assertLeft("mini-DATE.console.log", "mini-DATE.failure.tar.gz", "mini-DATE.json");
    }
}
