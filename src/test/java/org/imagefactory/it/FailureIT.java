package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The failure zoo: every way in which the mini installer goes wrong, and what the program makes of
 * it. Nothing is published, nothing keeps running, and who reads the last message knows why.
 */
class FailureIT {

    /** What the evidence always has. */
    private static final List<String> EVIDENCE =
            List.of(
                    "configuration.ini",
                    "console.log",
                    "domain.xml",
                    "qemu.log",
                    "report.json",
                    "screen.txt");

    private static final List<String> BOOT_EVIDENCE =
            List.of("boot/console.log", "boot/domain.xml", "boot/qemu.log", "boot/screen.txt");

    /** What happened, ten lines of the console, what to do, where the evidence is. */
    private static final int MAX_MESSAGE_LINES = 15;

    private static final String CONTROL_CHARACTER = "[\\p{Cntrl}&&[^\\n]]";

    /**
     * Answers for the installer, what differs from the usual configuration, the exit status, the
     * evidence besides {@link #EVIDENCE}, and parts of the message.
     */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # the installer asks
                    mode=question          |                         | 6 | problems | waits for an answer: + Write the changes to disks? + preseed partman/confirm,
                    mode=question-newt     |                         | 6 | problems | waits for an answer: + Write the changes to disks? + preseed partman/confirm,
                    mode=question-download |                         | 6 | -        | debian-installer: Downloading a file failed + is the mirror up
                    # it does nothing any more, or not enough
                    mode=hang-silent       | inactivity-timeout=20s  | 7 | -        | did nothing for 20 s (inactivity-timeout) during: Installing the base system
                    mode=hang-clock        | inactivity-timeout=20s  | 7 | -        | did nothing for 20 s (inactivity-timeout) during: Installing the base system
                    mode=hang-busy         | inactivity-timeout=20s  | 7 | -        | did nothing for 20 s (inactivity-timeout) during: Installing the base system
                    hold=300               | install-timeout=30s     | 7 | -        | longer than 30 s (install-timeout)
                    # it breaks down, or says so
                    mode=panic             |                         | 6 | problems | Kernel panic - not syncing
                    mode=out-of-memory     |                         | 6 | -        | Out of memory: Killed process + raise ram
                    mode=fill-disk         |                         | 6 | -        | no space left on device
                    mode=failure-message   |                         | 6 | logs     | late command ended with status 1
                    # it ends before its end
                    mode=poweroff-early    | success-marker=required | 6 | problems | without the line "image-factory: installation finished"
                    mode=no-marker         | success-marker=required | 6 | logs     | without the line "image-factory: installation finished"
                    mode=reboot-forever    | success-marker=required | 6 | problems | without the line "image-factory: installation finished"
                    mode=poweroff-early    |                         | 8 | problems | partition
                    # what it leaves is no image
                    mode=empty-disk        |                         | 8 | problems | partition
                    mode=two-partitions    |                         | 8 | logs     | partition
                    mode=damaged-fs        |                         | 8 | logs     | file system
                    mode=unknown-fs        |                         | 8 | problems | file system
                    mode=dirty             | on-finding=fail         | 8 | -        | machine-id: /etc/machine-id: + ssh-host-keys: /etc/ssh/ssh_host_ed25519_key: + lint-ignore=
                    # the image does not boot
                    mode=no-boot-loader    | boot-test=auto boot-timeout=30s    | 8 | boot | within 30 s (boot-timeout)
                    mode=kernel-panics     | boot-test=auto                     | 8 | boot | Kernel panic - not syncing
                    mode=no-login          | boot-test=console boot-timeout=30s | 8 | boot | no login prompt on the serial console
                    """)
    void isToldAndLeavesNothingElse(
            String answers, String keys, int exitStatus, String evidence, String message)
            throws IOException, InterruptedException {
        Factory factory = factory(answers, keys == null ? "" : keys);

        Build build = factory.build(exitStatus);

        String error = build.error();
        assertThat(error).contains(message.split(" \\+ "));
        assertThat(error).contains("see " + factory.result(".failure.tar.gz"));
        assertThat(error.lines()).hasSizeLessThanOrEqualTo(MAX_MESSAGE_LINES);
        assertThat(build.output()).doesNotContainPattern(CONTROL_CHARACTER);
        assertEvidence(new Bundle(factory.result(".failure.tar.gz")), evidence);
        List<String> left =
                new ArrayList<>(
                        List.of(
                                "mini-DATE.console.log",
                                "mini-DATE.failure.tar.gz",
                                "mini-DATE.json"));
        if (evidence.equals("boot")) {
            left.add(0, "mini-DATE.boot.console.log");
            // The test may be done again, on a host that is less busy.
            left.add(0, ".mini.resume");
        }
        factory.assertLeft(left.toArray(String[]::new));
    }

    private static void assertEvidence(Bundle bundle, String more) {
        Set<String> expected = new TreeSet<>(EVIDENCE);
        List<String> members = bundle.members();
        switch (more) {
            case "problems" -> expected.add("problems.txt");
            case "boot" -> expected.addAll(BOOT_EVIDENCE);
            case "logs" -> {
                members.stream()
                        .filter(member -> member.startsWith("installer-logs/var/log/installer/"))
                        .forEach(expected::add);
                assertThat(bundle.text("installer-logs/var/log/installer/syslog"))
                        .contains("Linux version");
            }
            default -> assertThat(more).isEqualTo("-");
        }
        assertThat(members).containsExactlyElementsOf(expected);
    }

    /** Bytes of any kind and escape sequences are no failure, and reach nobody's terminal. */
    @Test
    void garbageOnTheConsoleDoesNoHarm() throws IOException, InterruptedException {
        Factory factory = factory("mode=garbage", "log-file=yes success-marker=required");

        Build build = factory.build(0, "--verbose");

        assertThat(build.output())
                .contains("guest | Mini installer on Linux")
                .doesNotContainPattern(CONTROL_CHARACTER);
        for (String suffix : new String[] {".log", ".json"}) {
            assertThat(Files.readString(factory.result(suffix)))
                    .as(suffix)
                    .contains("mini")
                    .doesNotContainPattern(CONTROL_CHARACTER);
        }
        factory.assertLeft(
                "mini-DATE.console.log",
                "mini-DATE.json",
                "mini-DATE.log",
                "mini-DATE.provenance.json",
                "mini-DATE.raw",
                "mini-DATE.raw.sha256sum");
    }

    /** With little data, which most of these installations never get to. */
    private static Factory factory(String answers, String keys) throws IOException {
        Factory factory = new Factory("data=1", "deleted=0", answers);
        for (String key : keys.split(" ", -1)) {
            String[] parts = key.split("=", 2);
            if (parts.length == 2) {
                factory.set(parts[0], parts[1]);
            }
        }
        return factory;
    }
}
