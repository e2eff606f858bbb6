package org.imagefactory.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactTest {

    /** Programs of users look for these in the reports. */
    @Test
    void keysStay() {
        assertThat(Stream.of(Fact.values()).map(Fact::key))
                .containsExactly(
                        "boot-guest-seconds",
                        "boot-off-seconds",
                        "boot-proof",
                        "boot-screen",
                        "boot-seconds",
                        "boot-test",
                        "boot-units",
                        "changes-since",
                        "cloud-image",
                        "customisation",
                        "customisation-seconds",
                        "disk-size-bytes",
                        "first-attempt",
                        "netboot-files",
                        "netboot-mirror",
                        "netboot-release",
                        "netboot-signing-keys",
                        "netboot-verification",
                        "netboot-verified-by",
                        "netboot-version",
                        "osinfo",
                        "packages",
                        "partition-table",
                        "resumed-after",
                        "root-partition",
                        "root-used-bytes",
                        "scap-failed",
                        "scap-score",
                        "success-marker",
                        "system",
                        "upload",
                        "virt-type",
                        "vulnerabilities",
                        "vulnerabilities-fixable");
        assertThat(Fact.PACKAGES.key("added")).isEqualTo("packages-added");
        assertThat(Fact.UPLOAD.key("host")).isEqualTo("upload-host");
    }

    @Test
    void areFoundAmongTheValuesOfABuild() {
        Facts facts = new Facts();
        facts.value(Fact.BOOT_TEST, "passed\u001b[1m\u202e");

        assertThat(Fact.BOOT_TEST.in(facts.values())).contains("passed\\u202e");
        assertThat(Fact.BOOT_TEST.in(Map.of())).isEmpty();
    }
}
