package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a failed build leaves for the person who has to understand it. */
class EvidenceIT {

    private static final String SECRET = "hunter-22";

    @Test
    void aMachineThatBrokeDown() throws IOException, InterruptedException {
        Factory factory = new Factory("mode=panic");
        factory.set("append", "console=ttyS0 no_timer_check mini/token=" + SECRET)
                .set("vnc", "localhost:83");

        Build build = factory.build(6);

        Path bundle = factory.result(".failure.tar.gz");
        assertThat(build.output())
                .contains("Kernel panic - not syncing", "see " + bundle)
                .doesNotContain(SECRET);
        assertThat(Files.getPosixFilePermissions(bundle))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(members(bundle))
                .containsExactly(
                        "configuration.ini",
                        "console.log",
                        "domain.xml",
                        "problems.txt",
                        "qemu.log",
                        "report.json",
                        "screen.txt",
                        "screenshot.png");
        assertThat(text(bundle, "console.log")).contains("mini/token=********");
        assertThat(text(bundle, "screen.txt")).contains("Kernel panic - not syncing");
        assertThat(text(bundle, "domain.xml")).contains("<domain", "mini/token=********");
        assertThat(text(bundle, "qemu.log")).contains("mini/token=********");
        assertThat(text(bundle, "configuration.ini")).contains("[mini]", "ram = 256M");
        assertThat(text(bundle, "report.json")).contains("\"exitStatus\" : 6", "Kernel panic");
        assertThat(text(bundle, "problems.txt")).contains("the disk is empty");
        for (String member : members(bundle)) {
            assertThat(text(bundle, member)).as(member).doesNotContain(SECRET);
        }
        factory.assertOnlyEvidenceLeft();
    }

    @Test
    void aDiskThatFailsACheck() throws IOException, InterruptedException {
        Factory factory = new Factory("mode=two-partitions");

        factory.build(8);

        Path bundle = factory.result(".failure.tar.gz");
        assertThat(members(bundle))
                .contains(
                        "installer-logs/var/log/installer/partman",
                        "installer-logs/var/log/installer/syslog")
                .doesNotContain("problems.txt", "screenshot.png");
        assertThat(text(bundle, "installer-logs/var/log/installer/syslog"))
                .contains("Linux version");
        factory.assertOnlyEvidenceLeft();
    }

    private static List<String> members(Path bundle) {
        String top = top(bundle) + "/";
        List<String> names = TestHost.onThisHost("tar", "tzf", bundle.toString());
        assertThat(names).allMatch(name -> name.startsWith(top));
        return names.stream().map(name -> name.substring(top.length())).toList();
    }

    private static String text(Path bundle, String member) {
        return String.join(
                "\n",
                TestHost.onThisHost("tar", "xzOf", bundle.toString(), top(bundle) + "/" + member));
    }

    private static String top(Path bundle) {
        return bundle.toFile().getName().replace(".tar.gz", "");
    }
}
