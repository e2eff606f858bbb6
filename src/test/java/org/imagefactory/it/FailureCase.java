package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A build that fails: it tells why, publishes nothing, and leaves evidence and nothing else. */
final class FailureCase {

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

    /** What must not reach a terminal. */
    static final String CONTROL_CHARACTER = "[\\p{Cntrl}&&[^\\n]]";

    private FailureCase() {}

    /**
     * Builds, and checks everything about the failure.
     *
     * @param answers for the installer
     * @param keys what differs from the usual configuration, {@code KEY=VALUE} with blanks between
     * @param exitStatus of the build
     * @param evidence besides {@link #EVIDENCE}: {@code problems}, {@code logs}, {@code log},
     *     {@code boot}, -
     * @param message parts of it, with {@code +} between them
     */
    static void check(
            String answers, @Nullable String keys, int exitStatus, String evidence, String message)
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
            case "log" -> {
                expected.add("installer.log");
                assertThat(bundle.text("installer.log"))
                        .contains("debootstrap: E: Couldn't download dpkg");
            }
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

    /** With little data, which most of these installations never get to. */
    static Factory factory(String answers, String keys) throws IOException {
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
