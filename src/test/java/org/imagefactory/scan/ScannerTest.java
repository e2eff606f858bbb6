package org.imagefactory.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.manifest.SourceListFile.Binary;
import org.imagefactory.manifest.SourceListFile.Line;
import org.imagefactory.manifest.SourceListFile.SourceList;
import org.imagefactory.netboot.AdvisoryFeed;
import org.imagefactory.netboot.NetbootLimits;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.ScanGate;
import org.imagefactory.spec.ScanPolicy;
import org.imagefactory.spec.SourceUri;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScannerTest {

    private static final Instant NOW = Instant.parse("2026-11-30T04:00:00Z");
    private static final SourceList INSTALLED =
            new SourceList(
                    "debian-13",
                    List.of(
                            new Line("bash", "5.2.37-2", List.of(binary("bash", "5.2.37-2"))),
                            new Line(
                                    "openssl",
                                    "3.5.1-1",
                                    List.of(
                                            binary("libssl3t64", "3.5.1-1"),
                                            binary("openssl", "3.5.1-1")))));

    private static final String DATA =
            """
            {"openssl":{
              "CVE-2026-1":{"releases":{"trixie":{"status":"resolved",
                "fixed_version":"3.5.1-1+deb13u1","urgency":"high"}}},
              "CVE-2026-2":{"releases":{"trixie":{"status":"open","urgency":"low"}}}},
             "bash":{
              "CVE-2026-3":{"releases":{"trixie":{"status":"resolved",
                "fixed_version":"5.2.37-2+b1","urgency":"not yet assigned"}}}}}
            """;

    @TempDir private Path folder;
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final List<BuildEvent> events = new ArrayList<>();
    private Path data;
    private Path exceptions;

    @BeforeEach
    void data() throws IOException {
        data = Files.writeString(folder.resolve("data.json"), DATA);
        Files.setLastModifiedTime(data, FileTime.from(NOW.minus(Duration.ofDays(1))));
        exceptions = Files.writeString(folder.resolve("accepted"), "# nothing yet\n");
    }

    @Test
    void theGravestComesFirstAndGatesTellWhatMatters() throws Exception {
        ScanResult result = scan("none");

        assertThat(result.findings())
                .extracting(finding -> finding.vulnerability().id())
                .containsExactly("CVE-2026-1", "CVE-2026-2", "CVE-2026-3");
        assertThat(result.summary())
                .isEqualTo("3 known vulnerabilities (1 high); a rebuild would fix 2");
        Map<String, Integer> breaking =
                Map.of("none", 0, "any", 3, "any-fixable", 2, "low", 2, "high", 1, "critical", 0);
        breaking.forEach(
                (gate, count) ->
                        assertThat(result.breaking(ScanGate.parse(gate))).as(gate).hasSize(count));
        assertThatThrownBy(() -> Scanner.require(result, policy("high-fixable")))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("1 known vulnerability is not accepted by ")
                .hasMessageContaining("CVE-2026-1 in openssl 3.5.1-1, fixed in 3.5.1-1+deb13u1");
        assertThatThrownBy(() -> ScanGate.parse("severe-fixable"))
                .hasMessageContaining("'severe-fixable' is not one of none, any, low");
        Path file = folder.resolve("x.scan.json");
        result.write(file);
        assertThat(ScanResult.read(file)).isEqualTo(result);
        Files.writeString(file, "{}");
        assertThat(StoredScan.read(file)).isEmpty();
    }

    @Test
    void exceptionsHoldUntilTheirDay() throws Exception {
        Files.writeString(
                exceptions,
                """
                CVE-2026-1 openssl 2026-11-30 we do not use that cipher
                CVE-2026-3 *       2026-11-29 no shells for anybody
                CVE-2026-2 bash    2030-01-01 another package
                """);
        ScanResult result = scan("any-fixable");

        assertThat(result.findings())
                .extracting(ScanFinding::accepted)
                .containsExactly(true, false, false);
        assertThatThrownBy(() -> Scanner.require(result, policy("any-fixable")))
                .hasMessageContaining(
                        "CVE-2026-3 in bash 5.2.37-2, fixed in 5.2.37-2+b1"
                                + " (the exception expired on 2026-11-29)");
        assertThat(result.summary())
                .isEqualTo("2 known vulnerabilities (1 more accepted); a rebuild would fix 1");
        assertThat(ScanVex.of(result).get(0).detail())
                .contains("accepted until 2026-11-30: we do not use that cipher");
    }

    @Test
    void wrongExceptionsAreToldByLine() throws IOException {
        Files.writeString(exceptions, "\nCVE-2026-1 openssl tomorrow why\nCVE-2026-2 * 2026-12-01");
        assertThatThrownBy(() -> scan("none"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("accepted:2: 'CVE-2026-1 openssl tomorrow why' is not")
                .hasMessageContaining("accepted:3: ");
    }

    @Test
    void oldDataAndOtherSystemsAreRefused() throws IOException {
        Files.setLastModifiedTime(data, FileTime.from(NOW.minus(Duration.ofDays(8))));
        assertThatThrownBy(() -> scan("none"))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("2026-11-22T04:00:00Z, which is too old");
        SourceList other = new SourceList("centos-9", List.of());
        assertThatThrownBy(() -> scan(other, policy("none"), true))
                .hasMessageContaining("no advisories for centos-9")
                .extracting(e -> ((DownloadException) e).advice().orElseThrow())
                .asString()
                .contains("CentOS Stream publishes no advisories", "Red Hat Enterprise Linux 7");
    }

    /** One of them is about a release that the data does not have, another is no Debian. */
    @Test
    void dataIsReadOnceForAllImages() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse(200, Headers.of(), DATA));
            ScanPolicy policy =
                    policy("none", SourceUri.parse(server.url("/data/json").toString()));
            SourceList newer =
                    new SourceList(
                            "debian-13",
                            List.of(
                                    new Line(
                                            "openssl",
                                            "3.5.1-1+deb13u1",
                                            List.of(binary("openssl", "3.5.1-1+deb13u1")))));
            List<Scanner.Subject> subjects =
                    Stream.of(
                                    INSTALLED,
                                    new SourceList("gentoo-2", List.of()),
                                    newer,
                                    new SourceList("debian-12", newer.lines()))
                            .map(
                                    list ->
                                            new Scanner.Subject(
                                                    list,
                                                    folder.resolve("cache"),
                                                    policy,
                                                    new DownloadPolicy(false, true)))
                            .toList();
            AdvisoryFeed feed = new AdvisoryFeed(Map.of(), NetbootLimits.DEFAULT, clock);

            List<Scanner.Outcome> outcomes = new Scanner(feed, clock).scan(subjects, events::add);

            assertThat(server.getRequestCount()).isEqualTo(1);
            assertThat(outcomes.get(0).get().open()).isEqualTo(3);
            assertThatThrownBy(() -> outcomes.get(1).get())
                    .hasMessageContaining("no advisories for gentoo-2");
            assertThat(outcomes.get(2).get().findings())
                    .extracting(finding -> finding.vulnerability().id())
                    .containsExactly("CVE-2026-2");
            assertThatThrownBy(() -> outcomes.get(3).get())
                    .hasMessageContaining("says nothing of debian-12");
        }
    }

    @Test
    void dataIsFetchedOnceAndAskedForAgain() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            Headers headers = Headers.of("ETag", "\"one\"");
            server.enqueue(new MockResponse(200, headers, DATA));
            server.enqueue(new MockResponse(304, headers, ""));
            server.enqueue(new MockResponse(404, headers, ""));
            SourceUri uri = SourceUri.parse(server.url("/data/json").toString());
            ScanPolicy policy = policy("none", uri);

            assertThat(scan(INSTALLED, policy, false).open()).isEqualTo(3);
            assertThat(scan(INSTALLED, policy, false).asOf()).isEqualTo(NOW);
            server.takeRequest();
            assertThat(server.takeRequest().getHeaders().get("If-None-Match")).isEqualTo("\"one\"");
            assertThat(scan(INSTALLED, policy, false).open()).isEqualTo(3);
            assertThat(events.get(events.size() - 1).toString()).contains("using the cached");
            assertThat(scan(INSTALLED, policy, true).open()).isEqualTo(3);
        }
        assertThatThrownBy(
                        () ->
                                scan(
                                        INSTALLED,
                                        policy("none", SourceUri.parse("http://x.example/y")),
                                        true))
                .hasMessageContaining("offline, and the cache has no advisories");
    }

    private ScanResult scan(String gate) throws Exception {
        return scan(INSTALLED, policy(gate), true);
    }

    private ScanResult scan(SourceList installed, ScanPolicy policy, boolean offline)
            throws Exception {
        AdvisoryFeed feed = new AdvisoryFeed(Map.of(), NetbootLimits.DEFAULT, clock);
        return new Scanner(feed, clock)
                .scan(
                        new Scanner.Subject(
                                installed,
                                folder.resolve("cache"),
                                policy,
                                new DownloadPolicy(offline, true)),
                        events::add);
    }

    private static Binary binary(String name, String version) {
        return new Binary(name, version);
    }

    private ScanPolicy policy(String gate) {
        return policy(gate, SourceUri.parse(data.toString()));
    }

    private ScanPolicy policy(String gate, SourceUri uri) {
        return new ScanPolicy(
                true,
                ScanGate.parse(gate),
                Optional.of(exceptions),
                Optional.of(uri),
                Duration.ofDays(7),
                ScanGate.NEVER,
                Optional.empty());
    }
}
