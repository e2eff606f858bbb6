package org.imagefactory.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.imagefactory.manifest.PackageFormat;
import org.imagefactory.spec.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OvalDocumentTest {

    private static final String[] ENTERPRISE_LINUX = {
        "openssl 3.0.7-27.el9 openssl=1:3.0.7-27.el9 openssl-libs=1:3.0.7-27.el9",
        "kernel 5.14.0-427.el9 kernel-core kernel-modules",
        "bash 5.1.8-9.el9 bash",
        "nodejs 20.1-1.module+el9.4 nodejs=1:20.1-1.module+el9.4"
    };

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void tellsWhatRedHatKnows() throws Exception {
        Installed old = Systems.of("", PackageFormat.RPM, ENTERPRISE_LINUX);
        Installed updated =
                Systems.of(
                        "",
                        PackageFormat.RPM,
                        "openssl 3.0.7-28.el9_4 openssl=1:3.0.7-28.el9_4",
                        "nodejs 20.1-1.el9 nodejs=1:20.1-1.el9");

        read("redhat", old, updated);

        assertThat(old.found())
                .extracting(Vulnerability::toString)
                .containsExactly(
                        "CVE-2026-0002 in openssl 3.0.7-27.el9, fixed in 1:3.0.7-28.el9_4",
                        "CVE-2026-0001 in openssl 3.0.7-27.el9, fixed in 1:3.0.7-28.el9_4",
                        "CVE-2026-0003 in kernel 5.14.0-427.el9, fixed in 5.14.0-500.el9",
                        "CVE-2026-0004 in nodejs 20.1-1.module+el9.4,"
                                + " fixed in 1:20.5-1.module+el9.4",
                        "CVE-2026-0005 in bash 5.1.8-9.el9");
        assertThat(old.found())
                .extracting(Vulnerability::severity)
                .containsExactly(
                        Severity.MEDIUM,
                        Severity.HIGH,
                        Severity.CRITICAL,
                        Severity.MEDIUM,
                        Severity.LOW);
        assertThat(old.found())
                .extracting(Vulnerability::decided)
                .containsExactly(true, true, true, false, true);
        assertThat(old.found().get(4).note()).isEqualTo("Will not fix");
        assertThat(updated.found()).isEmpty();
    }

    @Test
    void tellsWhatSuseKnowsOfTheProductThatIsInstalled() throws Exception {
        Installed system =
                Systems.of(
                        "",
                        PackageFormat.RPM,
                        "sles-release 15.6-150600.1.1 sles-release",
                        "bash 5.2-1 bash",
                        "zlib 1.3-1 libz1");
        Installed older =
                Systems.of(
                        "",
                        PackageFormat.RPM,
                        "sles-release 15.5-150500.1.1 sles-release",
                        "bash 5.2-3 bash");

        read("suse", system, older);

        assertThat(system.found())
                .extracting(Vulnerability::toString)
                .containsExactly(
                        "CVE-2026-1001 in bash 5.2-1, fixed in 5.2-2",
                        "CVE-2026-1002 in zlib 1.3-1");
        assertThat(older.found())
                .extracting(Vulnerability::toString)
                .containsExactly("CVE-2026-1001 in bash 5.2-3, fixed in 9-1");
    }

    @Test
    void aTitleMayTellOfAnotherVulnerability() throws Exception {
        Installed system = Systems.of("", PackageFormat.RPM, "bash 1-1 bash");
        String text =
                """
                <oval_definitions><definitions><definition class="vulnerability" id="d"><metadata>
                <title>CVE-2026-0002 bash: a fault (incomplete fix for CVE-2026-0001)</title>
                </metadata><criteria><criterion test_ref="t"/></criteria></definition></definitions>
                <tests><rpminfo_test id="t"><object object_ref="o"/></rpminfo_test></tests>
                <objects><rpminfo_object id="o"><name>bash</name></rpminfo_object></objects>
                </oval_definitions>""";

        new OvalDocument(List.of(system)).read(bytes(text));

        assertThat(system.found()).extracting(Vulnerability::id).containsExactly("CVE-2026-0002");
    }

    @Test
    void whatIsSomethingElseIsRefused() throws Exception {
        for (String text :
                List.of("", "{}", "<html/>", "<oval_definitions><definitions>", "BZh9broken")) {
            assertThatThrownBy(() -> read(bytes(text))).as(text).isInstanceOf(IOException.class);
        }
        String deep = "<oval_definitions><tests>" + "<a>".repeat(100_000);
        assertThatThrownBy(() -> read(bytes(deep))).hasMessageContaining("nested too deep");
        Content endless =
                () -> new Repeated("<oval_definitions><definitions><a b='", "x".repeat(1 << 16));
        assertThatThrownBy(() -> read(endless)).hasMessageContaining("more than anybody needs");
    }

    @Test
    void anInterruptEndsIt() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> read(bytes("<oval_definitions/>")))
                .isInstanceOf(InterruptedException.class);
    }

    /** As long as the largest real one, of which little is asked for, and compressed. */
    @Test
    void aLongDocumentTakesNoMemory() throws Exception {
        byte[] long_ = longDocument(60_000);
        Installed system = Systems.of("", PackageFormat.RPM, ENTERPRISE_LINUX);
        long before = used();
        List<Long> used = new ArrayList<>();

        new OvalDocument(List.of(system))
                .read(
                        () -> {
                            used.add(used());
                            return new ByteArrayInputStream(long_);
                        });

        assertThat(system.found()).hasSize(1);
        assertThat(used.get(1) - before).isLessThan(64L << 20);
    }

    private static byte[] longDocument(int many) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(bytes, 1)) {
            out.write("<oval_definitions><definitions>".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < many; i++) {
                out.write(
                        """
                        <definition class="patch" id="d%1$d"><metadata><title>CVE-2026-%2$d</title>
                        <description>%3$s</description></metadata><criteria operator="OR">
                        <criterion test_ref="oval:org.example.long:tst:%1$d"/></criteria>
                        </definition>"""
                                .formatted(i, 10_000 + i, "A long text. ".repeat(100))
                                .getBytes(StandardCharsets.UTF_8));
            }
            out.write("</definitions><tests>".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < many; i++) {
                out.write(
                        """
                        <rpminfo_test id="oval:org.example.long:tst:%1$d"><object object_ref="o%1$d"/>
                        <state state_ref="s"/></rpminfo_test>"""
                                .formatted(i)
                                .getBytes(StandardCharsets.UTF_8));
            }
            out.write("</tests><objects>".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < many; i++) {
                out.write(
                        "<rpminfo_object id=\"o%d\"><name>%s</name></rpminfo_object>"
                                .formatted(i, i == many - 1 ? "bash" : "other" + i)
                                .getBytes(StandardCharsets.UTF_8));
            }
            out.write(
                    """
                    </objects><states><rpminfo_state id="s"><evr operation="less than">9-9</evr>
                    </rpminfo_state></states></oval_definitions>"""
                            .getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void read(Content content) throws Exception {
        Installed system = Systems.of("", PackageFormat.RPM, "bash 1-1 bash");
        new OvalDocument(List.of(system)).read(content);
    }

    private static void read(String seed, Installed... systems) throws Exception {
        new OvalDocument(List.of(systems))
                .read(() -> OvalDocumentTest.class.getResourceAsStream("/fuzz/oval/" + seed));
    }

    private static Content bytes(String text) {
        return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A start, and the same for ever. */
    private static final class Repeated extends InputStream {

        private final byte[] again;
        private byte[] now;
        private int at;

        Repeated(String start, String again) {
            this.now = start.getBytes(StandardCharsets.UTF_8);
            this.again = again.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (at == now.length) {
                now = again;
                at = 0;
            }
            int count = Math.min(length, now.length - at);
            System.arraycopy(now, at, buffer, offset, count);
            at += count;
            return count;
        }
    }
}
