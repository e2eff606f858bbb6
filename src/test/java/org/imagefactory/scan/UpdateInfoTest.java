package org.imagefactory.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import okio.Buffer;
import org.imagefactory.manifest.PackageFormat;
import org.imagefactory.netboot.AdvisoryFeed;
import org.imagefactory.netboot.NetbootLimits;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.ScanGate;
import org.imagefactory.spec.ScanPolicy;
import org.imagefactory.spec.Severity;
import org.imagefactory.spec.Sha256;
import org.imagefactory.spec.SourceUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Fedora tells of its updates, and how it gets here. */
class UpdateInfoTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-30T04:00:00Z"), ZoneOffset.UTC);
    private static final String OPENSSL =
            "openssl 3.5.4-1.fc43 openssl-libs=1:3.5.4-1.fc43 openssl=1:3.5.4-1.fc43";

    @TempDir private Path folder;
    private final List<BuildEvent> events = new ArrayList<>();

    private static byte[] seed(String name) throws IOException {
        try (var in = UpdateInfoTest.class.getResourceAsStream("/fuzz/" + name + "/fedora")) {
            return in.readAllBytes();
        }
    }

    private static byte[] zstd(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static Installed system(String... packages) {
        return Systems.of("", PackageFormat.RPM, packages);
    }

    @Test
    void updatesForSecurityAreWhatCounts() throws Exception {
        for (byte[] form : List.of(seed("updateinfo"), zstd(seed("updateinfo")))) {
            Installed old = system(OPENSSL, "bash 5.3.8-1.fc43 bash");
            Installed updated = system("openssl 3.5.4-2.fc43 openssl-libs=1:3.5.4-2.fc43");

            new UpdateInfo(List.of(old, updated)).read(() -> new ByteArrayInputStream(form));

            assertThat(old.found())
                    .extracting(Vulnerability::toString)
                    .containsExactly(
                            "CVE-2026-5001 in openssl 3.5.4-1.fc43, fixed in 1:3.5.4-2.fc43",
                            "CVE-2026-5002 in openssl 3.5.4-1.fc43, fixed in 1:3.5.4-2.fc43",
                            "FEDORA-2026-0000000003 in bash 5.3.8-1.fc43, fixed in 5.3.8-9.fc43");
            assertThat(old.found())
                    .extracting(Vulnerability::severity)
                    .containsExactly(Severity.HIGH, Severity.HIGH, Severity.UNKNOWN);
            assertThat(updated.found()).isEmpty();
            assertThat(updated.isRecognised()).isTrue();
        }
    }

    @Test
    void anythingElseIsAnError() throws Exception {
        byte[] packed = zstd(seed("updateinfo"));
        byte[] broken = packed.clone();
        Arrays.fill(broken, 6, 40, (byte) -1);
        for (byte[] bytes :
                List.of(
                        "<html/>".getBytes(StandardCharsets.UTF_8),
                        "{}".getBytes(StandardCharsets.UTF_8),
                        Arrays.copyOf(packed, packed.length / 2),
                        broken)) {
            assertThatThrownBy(
                            () ->
                                    new UpdateInfo(List.of(system(OPENSSL)))
                                            .read(() -> new ByteArrayInputStream(bytes)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void theIndexOfTheRepositoryNamesTheListAndItsDigest() throws Exception {
        byte[] list = zstd(seed("updateinfo"));
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            Headers headers = Headers.of("ETag", "\"one\"");
            server.enqueue(new MockResponse(200, headers, index(list)));
            server.enqueue(bytes(list));
            server.enqueue(new MockResponse(304, headers, ""));
            server.enqueue(new MockResponse(304, headers, ""));
            server.enqueue(new MockResponse(200, Headers.of(), index(new byte[] {1})));
            server.enqueue(bytes(list));
            SourceUri uri =
                    SourceUri.parse(server.url("/43/x86_64/repodata/repomd.xml").toString());

            ScanResult first = scan(uri, false);
            assertThat(first.findings()).hasSize(2);
            assertThat(first.source()).endsWith("/repodata/repomd.xml");
            assertThat(scan(uri, false).findings()).hasSize(2);
            assertThat(events).noneMatch(event -> event.toString().contains("using the cached"));
            assertThat(scan(uri, false).findings()).hasSize(2);
            assertThat(events.get(events.size() - 1).toString())
                    .contains("using the cached", "has the SHA-256 digest");
            server.takeRequest();
            assertThat(server.takeRequest().getUrl().encodedPath())
                    .isEqualTo("/43/x86_64/repodata/list.xml.zst");
        }
        SourceUri gone = SourceUri.parse("http://localhost:1/repodata/repomd.xml");
        assertThatThrownBy(() -> scan(gone, true)).hasMessageContaining("offline");
    }

    private static MockResponse bytes(byte[] bytes) {
        return new MockResponse.Builder().code(200).body(new Buffer().write(bytes)).build();
    }

    private static String index(byte[] list) throws IOException {
        String sha256 = Sha256.ofBytes(Sha256.newDigest().digest(list)).hex();
        return new String(seed("repository-index"), StandardCharsets.UTF_8)
                .replaceAll("repodata/2+-updateinfo", "repodata/list")
                .replaceAll("2{64}", sha256);
    }

    private ScanResult scan(SourceUri data, boolean offline) throws Exception {
        ScanPolicy policy =
                new ScanPolicy(
                        true,
                        ScanGate.NEVER,
                        Optional.empty(),
                        Optional.of(data),
                        Duration.ofDays(7),
                        ScanGate.NEVER,
                        Optional.empty());
        Scanner.Subject subject =
                new Scanner.Subject(
                        Systems.list("fedora-43", OPENSSL),
                        folder.resolve("cache"),
                        policy,
                        new DownloadPolicy(offline, true));
        AdvisoryFeed feed = new AdvisoryFeed(Map.of(), NetbootLimits.DEFAULT, CLOCK);
        return new Scanner(feed, CLOCK).scan(subject, events::add);
    }
}
