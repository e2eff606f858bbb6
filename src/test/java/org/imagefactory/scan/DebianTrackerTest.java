package org.imagefactory.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.imagefactory.manifest.PackageFormat;
import org.imagefactory.spec.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DebianTrackerTest {

    private final Installed system =
            Systems.of("trixie", PackageFormat.DEB, "openssl 3.5.1-1", "bash 5.2.37-2");

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void tellsWhatIsThereAndWhatFixesIt() throws Exception {
        List<Vulnerability> found =
                read(
                        source(
                                "openssl",
                                cve("CVE-2026-1", "resolved", "3.5.1-1+deb13u1", "high"),
                                cve("CVE-2026-2", "open", "", "medium**"),
                                cve("CVE-2026-3", "resolved", "3.5.1-1", "low"),
                                cve("CVE-2026-4", "resolved", "0", "unimportant"),
                                cve("CVE-2026-5", "undetermined", "", "not yet assigned"),
                                cve("CVE-2026-6", "open", "", "unimportant")),
                        source("curl", cve("CVE-2026-7", "open", "", "high")));

        assertThat(found)
                .extracting(Vulnerability::toString)
                .containsExactly(
                        "CVE-2026-1 in openssl 3.5.1-1, fixed in 3.5.1-1+deb13u1",
                        "CVE-2026-2 in openssl 3.5.1-1",
                        "CVE-2026-5 in openssl 3.5.1-1",
                        "CVE-2026-6 in openssl 3.5.1-1");
        assertThat(found)
                .extracting(Vulnerability::severity)
                .containsExactly(
                        Severity.HIGH, Severity.MEDIUM, Severity.UNKNOWN, Severity.NEGLIGIBLE);
        assertThat(found)
                .extracting(Vulnerability::decided)
                .containsExactly(true, true, false, true);
        assertThat(found.get(0).note()).isEqualTo("Minor issue (postponed)");
        assertThat(found.get(0).description()).isEqualTo("A \\x07 flaw of CVE-2026-1");
    }

    @Test
    void whatIsSomethingElseIsRefused() throws Exception {
        assertThat(read()).isEmpty();
        assertThat(system.isRecognised()).isFalse();
        for (String text :
                List.of("[]", "<html>", "", "{\"a\":1}", "{\"a\":{\"CVE-1\":[]}}", "{}{}")) {
            assertThatThrownBy(() -> tracker().read(() -> bytes(text)))
                    .as(text)
                    .isInstanceOf(IOException.class);
        }
        String half = "{" + source("openssl", cve("CVE-2026-1", "open", "", "high"));
        assertThatThrownBy(() -> tracker().read(() -> bytes(half)))
                .hasMessageContaining("no JSON in line");
        assertThatThrownBy(() -> tracker().read(() -> bytes("{\"a\":" + "[".repeat(100_000))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anInterruptEndsIt() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> read(source("bash", cve("CVE-1", "open", "", "low"))))
                .isInstanceOf(InterruptedException.class);
    }

    /** As long as the real one, of which little is asked for. */
    @Test
    void aLongFileTakesNoMemory() throws Exception {
        String wanted = source("openssl", cve("CVE-2026-1", "resolved", "3.6", "high"));
        String other = source("linux", cve("CVE-2026-2", "open", "", "medium").repeat(1));
        long before = used();
        Repeated data =
                new Repeated("{" + wanted + ",", other + ",", source("bash"), "}", 70_000_000);

        tracker().read(() -> data);

        assertThat(system.found()).hasSize(1);

        assertThat(data.bytes).isGreaterThan(70_000_000);
        assertThat(used() - before).isLessThan(16L << 20);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private DebianTracker tracker() {
        return new DebianTracker(List.of(system));
    }

    private List<Vulnerability> read(String... sources) throws IOException, InterruptedException {
        tracker().read(() -> bytes("{" + String.join(",", sources) + "}"));
        return system.found();
    }

    private static String source(String name, String... vulnerabilities) {
        return "\"%s\":{%s}".formatted(name, String.join(",", vulnerabilities));
    }

    private static String cve(String id, String status, String fixed, String urgency) {
        return """
                "%1$s":{"scope":"remote","debianbug":1,"description":"A \\u0007 flaw of %1$s",
                "releases":{"bookworm":{"status":"open","urgency":"high"},
                "trixie":{"repositories":{"trixie":"1"},"status":"%2$s"%3$s,"urgency":"%4$s",
                "nodsa":"Minor issue","nodsa_reason":"postponed"}}}"""
                .formatted(
                        id,
                        status,
                        fixed.isEmpty() ? "" : ",\"fixed_version\":\"" + fixed + "\"",
                        urgency);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A start, the same over and over, and an end. */
    private static final class Repeated extends InputStream {

        private final byte[] again;
        private final byte[] end;
        private final long wanted;
        private byte[] now;
        private int at;
        private boolean ending;
        private long bytes;

        Repeated(String start, String again, String last, String end, long wanted) {
            this.now = start.getBytes(StandardCharsets.UTF_8);
            this.again = again.getBytes(StandardCharsets.UTF_8);
            this.end = (last + end).getBytes(StandardCharsets.UTF_8);
            this.wanted = wanted;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (at == now.length) {
                if (ending) {
                    return -1;
                }
                ending = bytes >= wanted;
                now = ending ? end : again;
                at = 0;
            }
            int count = Math.min(length, now.length - at);
            System.arraycopy(now, at, buffer, offset, count);
            at += count;
            bytes += count;
            return count;
        }
    }
}
