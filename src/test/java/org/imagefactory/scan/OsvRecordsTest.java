package org.imagefactory.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.imagefactory.manifest.PackageFormat;
import org.imagefactory.spec.Severity;
import org.junit.jupiter.api.Test;

class OsvRecordsTest {

    @Test
    void tellsWhatUbuntuKnows() throws Exception {
        byte[] records = seed("ubuntu");
        for (byte[] form :
                List.of(records, tar(records, true), tar(records, false), zip(records))) {
            Installed old = ubuntu("3.0.13-0ubuntu3.5");
            Installed updated = ubuntu("3.0.13-0ubuntu3.6");

            new OsvRecords(List.of(old, updated)).read(() -> new ByteArrayInputStream(form));

            assertThat(old.found())
                    .extracting(Vulnerability::toString)
                    .containsExactly(
                            "CVE-2026-2001 in openssl 3.0.13-0ubuntu3.5,"
                                    + " fixed in 3.0.13-0ubuntu3.6",
                            "CVE-2026-2002 in linux 6.8.0-31.31");
            assertThat(old.found())
                    .extracting(Vulnerability::severity)
                    .containsExactly(Severity.MEDIUM, Severity.NEGLIGIBLE);
            assertThat(updated.found())
                    .extracting(Vulnerability::id)
                    .containsExactly("CVE-2026-2002");
            assertThat(old.isRecognised()).isTrue();
        }
    }

    @Test
    void tellsWhatRockyLinuxKnowsBySourceWithItsEpoch() throws Exception {
        Installed old =
                Systems.of(
                        "Rocky Linux:9",
                        PackageFormat.RPM,
                        "openssl 3.0.7-27.el9 openssl-libs=1:3.0.7-27.el9");
        Installed updated =
                Systems.of(
                        "Rocky Linux:9",
                        PackageFormat.RPM,
                        "openssl 3.0.7-28.el9_4 openssl-libs=1:3.0.7-28.el9_4");
        Installed other = Systems.of("Rocky Linux:8", PackageFormat.RPM, "openssl 1-1 openssl");

        new OsvRecords(List.of(old, updated, other))
                .read(() -> new ByteArrayInputStream(seed("rocky")));

        assertThat(old.found())
                .extracting(Vulnerability::toString)
                .containsExactly(
                        "CVE-2026-3001 in openssl 3.0.7-27.el9, fixed in 1:3.0.7-28.el9_4",
                        "CVE-2026-3002 in openssl 3.0.7-27.el9, fixed in 1:3.0.7-28.el9_4");
        assertThat(old.found().get(0).severity()).isEqualTo(Severity.HIGH);
        assertThat(updated.found()).isEmpty();
        assertThat(other.isRecognised()).isFalse();
    }

    @Test
    void tellsWhatRedHatKnowsOfAReleaseAndItsMinorOnes() throws Exception {
        Installed old =
                Systems.of(
                        "Red Hat:enterprise_linux:10",
                        PackageFormat.RPM,
                        "openssl 3.2.2-16.el10 openssl-libs=1:3.2.2-16.el10",
                        "kernel 6.12.0-50.el10 kernel-core=6.12.0-50.el10");
        Installed other =
                Systems.of("Red Hat:enterprise_linux:1", PackageFormat.RPM, "kernel 1-1 kernel");

        new OsvRecords(List.of(old, other)).read(() -> new ByteArrayInputStream(seed("redhat")));

        assertThat(old.found())
                .extracting(Vulnerability::toString)
                .containsExactly(
                        "CVE-2026-4001 in kernel 6.12.0-50.el10, fixed in 0:6.12.0-55.13.1.el10_0",
                        "CVE-2026-4002 in openssl 3.2.2-16.el10, fixed in 1:3.2.2-16.el10_0.4");
        assertThat(other.isRecognised()).isFalse();
    }

    @Test
    void aVersionIsVulnerableBetweenItsEvents() throws Exception {
        String record =
                """
                {"id":"X-1","affected":[{"package":{"ecosystem":"Ubuntu:24.04","name":"a"},
                "ranges":[{"events":[{"introduced":"2"},{"fixed":"4"},{"introduced":"6"},
                {"last_affected":"7"}]}]}]}""";
        for (String version : List.of("1", "2", "3", "4", "5", "6", "7", "8")) {
            Installed system = Systems.of("Ubuntu:24.04", PackageFormat.DEB, "a " + version + " a");
            new OsvRecords(List.of(system)).read(() -> bytes(record));
            assertThat(system.found())
                    .as(version)
                    .hasSize(List.of("2", "3", "6", "7").contains(version) ? 1 : 0);
        }
    }

    @Test
    void whatIsAboutAnotherProductOrWithdrawnCountsForNothing() throws Exception {
        String record =
                """
                {"id":"CVE-2026-1","%s":"2026-11-01T00:00:00Z","affected":[{"package":
                {"ecosystem":"%s","name":"openssl"},"ranges":[{"events":[{"introduced":"0"}]}]}]}""";
        for (String about :
                List.of("Ubuntu:24.04", "Ubuntu:24.04:LTS", "Ubuntu:Pro:24.04:LTS", "Ubuntu:24")) {
            Installed system = ubuntu("3.0");
            new OsvRecords(List.of(system)).read(() -> bytes(record.formatted("published", about)));
            assertThat(system.found()).as(about).hasSize(about.startsWith("Ubuntu:24.0") ? 1 : 0);
        }
        Installed system = ubuntu("3.0");
        new OsvRecords(List.of(system))
                .read(
                        () ->
                                bytes(
                                        record.formatted("withdrawn", "Ubuntu:24.04")
                                                + record.formatted(
                                                        "published",
                                                        "Ubuntu:24.04:LTS:for:NVIDIA:BlueField")));
        assertThat(system.found()).isEmpty();
    }

    @Test
    void aNameIsOneOfASourcePackageWhereDebianIsTheForebear() throws Exception {
        String record =
                """
                {"id":"CVE-2026-1","affected":[{"package":{"ecosystem":"%s","name":"containerd"},
                "ranges":[{"events":[{"introduced":"0"}]}]}]}""";
        String line = "containerd-app 1.7.12-1 containerd";
        Installed ubuntu = Systems.of("Ubuntu:24.04", PackageFormat.DEB, line);
        Installed rocky = rocky(line);

        new OsvRecords(List.of(ubuntu)).read(() -> bytes(record.formatted("Ubuntu:24.04")));
        new OsvRecords(List.of(rocky)).read(() -> bytes(record.formatted("Rocky Linux:8")));

        assertThat(ubuntu.found()).isEmpty();
        assertThat(rocky.found()).hasSize(1);
    }

    @Test
    void nobodyKnowsWhichStreamOfAModuleIsInUse() throws Exception {
        String record =
                """
                {"id":"X-1","affected":[{"package":{"ecosystem":"Rocky Linux:8","name":"nodejs"},
                "ranges":[{"events":[{"introduced":"0"},{"fixed":"1:20.5-1.%sel8"}]}]}]}""";
        String module = "nodejs 18.1-1.module+el8 nodejs=1:18.1-1.module+el8";
        String plain = "nodejs 18.1-1.el8 nodejs=1:18.1-1.el8";
        for (String fixed : List.of("module+", "")) {
            Installed same = rocky(fixed.isEmpty() ? plain : module);
            Installed other = rocky(fixed.isEmpty() ? module : plain);

            new OsvRecords(List.of(same, other)).read(() -> bytes(record.formatted(fixed)));

            assertThat(same.found())
                    .extracting(Vulnerability::decided)
                    .containsExactly(fixed.isEmpty());
            assertThat(other.found()).isEmpty();
        }
    }

    @Test
    void aRecordHasABound() throws Exception {
        String events =
                """
                {"id":"X-1","affected":[{"ranges":[{"events":[%s{"introduced":"0"}]}]}]}"""
                        .formatted("{\"introduced\":\"0\"},".repeat(100_000));
        assertThatThrownBy(() -> new OsvRecords(List.of(ubuntu("1"))).read(() -> bytes(events)))
                .hasMessageContaining("without an end");
        String text = "{\"id\":\"X-1\",\"a\":[%s1]}".formatted("1, ".repeat(6 << 20));
        assertThatThrownBy(() -> new OsvRecords(List.of(ubuntu("1"))).read(() -> bytes(text)))
                .hasMessageContaining("more than anybody needs");
        byte[] archive = tar("other.bin", new byte[20 << 20], seed("ubuntu"));
        Installed system = ubuntu("3.0.13-0ubuntu3.5");
        new OsvRecords(List.of(system)).read(() -> new ByteArrayInputStream(archive));
        assertThat(system.found()).hasSize(2);
    }

    @Test
    void whatIsCutShortIsToldSo() throws Exception {
        byte[] whole = tar(seed("ubuntu"), true);
        byte[] part = Arrays.copyOf(whole, whole.length - 40);
        assertThatThrownBy(
                        () ->
                                new OsvRecords(List.of(ubuntu("1")))
                                        .read(() -> new ByteArrayInputStream(part)))
                .isInstanceOf(IOException.class)
                .hasMessage("ends too early");
    }

    @Test
    void whatIsSomethingElseIsRefused() {
        for (String text : List.of("", "[]", "<html>", "{\"id\":", "PK\3\4junk", "{} 1")) {
            assertThatThrownBy(() -> new OsvRecords(List.of(ubuntu("1"))).read(() -> bytes(text)))
                    .as(text)
                    .isInstanceOf(IOException.class);
        }
    }

    private static Installed ubuntu(String openssl) {
        return Systems.of(
                "Ubuntu:24.04",
                PackageFormat.DEB,
                "openssl " + openssl + " libssl3t64 openssl",
                "linux 6.8.0-31.31 linux-image-6.8.0-31-generic");
    }

    private static Installed rocky(String line) {
        return Systems.of("Rocky Linux:8", PackageFormat.RPM, line);
    }

    private static byte[] seed(String name) throws IOException {
        try (InputStream in = OsvRecordsTest.class.getResourceAsStream("/fuzz/osv/" + name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] tar(byte[] content, boolean xz) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream compressed =
                xz ? new XZCompressorOutputStream(bytes) : new GzipCompressorOutputStream(bytes);
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(compressed)) {
            tar.putArchiveEntry(new TarArchiveEntry("osv/"));
            tar.closeArchiveEntry();
            put(tar, "osv/cve/2026/all.json", content);
        }
        return bytes.toByteArray();
    }

    private static byte[] tar(String other, byte[] first, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            put(tar, other, first);
            put(tar, "all.json", content);
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static byte[] zip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("all.json"));
            zip.write(content);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
