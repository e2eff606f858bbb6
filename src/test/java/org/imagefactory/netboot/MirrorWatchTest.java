package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.report.Component;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verify;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Release files and others, with the real gpgv, over real http. */
@Timeout(60)
class MirrorWatchTest {

    private static final String RELEASE =
            """
            Suite: stable
            Date: Sat, 12 Sep 2026 07:55:41 UTC
            Valid-Until: Sat, 19 Sep 2026 07:55:41 UTC
            SHA256:
             aa 1 Packages
            """;
    private static final String REDATED = RELEASE.replace("12 Sep", "13 Sep");
    private static final String CHANGED = RELEASE.replace(" aa ", " bb ");
    private static final String PATH = "/debian/dists/trixie/InRelease";

    /** A short path, because gpg makes a socket there. */
    @TempDir static Path keys;

    private static OpenPgp publisher;
    private static OpenPgp stranger;

    @TempDir Path folder;
    private TestMirror mirror;
    private Verification verification;
    private DownloadPolicy policy = CacheFixture.NORMAL;
    private Instant now = Instant.parse("2026-09-14T00:00:00Z");

    @BeforeAll
    static void makeKeys() throws Exception {
        publisher = new OpenPgp(keys.resolve("p"), "20260101T000000", "never");
        stranger = new OpenPgp(keys.resolve("s"), "", "never");
    }

    @AfterAll
    static void endAgents() throws Exception {
        publisher.close();
        stranger.close();
    }

    @BeforeEach
    void start() throws Exception {
        mirror = new TestMirror();
        verification = verification(Verify.SIGNED, publisher.export(folder.resolve("keys.gpg")));
    }

    @AfterEach
    void stop() throws IOException {
        mirror.close();
        Path cache = folder.resolve("cache");
        if (Files.exists(cache)) {
            assertThat(cache).isDirectoryNotContaining("glob:**{.part,.verify}*");
        }
    }

    private static Verification verification(Verify mode, Path keyring) {
        return new Verification(
                mode,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(keyring),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private String look(String uri) throws BuildException, InterruptedException {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new MirrorWatch(new CommonsExecRunner(Map.of()), Map.of(), CacheFixture.FAST, clock)
                .look(
                        SourceUri.parse(uri),
                        folder.resolve("cache"),
                        policy,
                        verification,
                        event -> {});
    }

    private String serve(String path, String text) throws BuildException, InterruptedException {
        mirror.put(path, text.getBytes(StandardCharsets.UTF_8), "\"x\"");
        return look(mirror.url(path));
    }

    @Test
    void signedAnewIsTheSame() throws Exception {
        String first = serve(PATH, publisher.clearSign(RELEASE));

        assertThat(serve(PATH, publisher.clearSign(RELEASE, "20260913T000000", "0")))
                .isEqualTo(first);
        assertThat(serve(PATH, publisher.clearSign(REDATED))).isEqualTo(first);
        assertThat(serve(PATH, publisher.clearSign(CHANGED))).isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verify.class,
            names = {"SIGNED", "AUTO"})
    void aForgedFileSaysNothing(Verify mode) throws Exception {
        verification = verification(mode, verification.keyring().orElseThrow());
        String forged = publisher.clearSign(CHANGED).replace(" bb ", " aa ");

        assertThatThrownBy(() -> serve(PATH, forged))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("InRelease has a wrong signature");
        assertThatThrownBy(() -> serve(PATH, stranger.clearSign(RELEASE)))
                .hasMessageContaining("which is not in the keyring");
        assertThatThrownBy(() -> serve(PATH, RELEASE)).hasMessageContaining("is not signed");
        assertThatThrownBy(() -> serve("/other", forged)).hasMessageContaining("wrong signature");
    }

    @ParameterizedTest
    @EnumSource(
            value = Verify.class,
            names = {"NONE", "CHECKSUM"})
    void withoutVerificationAnybodyMaySign(Verify mode) throws Exception {
        verification = verification(mode, verification.keyring().orElseThrow());

        assertThat(serve(PATH, stranger.clearSign(REDATED))).isEqualTo(serve(PATH, RELEASE));
    }

    @Test
    void anExpiredReleaseSaysNothing() throws Exception {
        now = Instant.parse("2026-09-20T00:00:00Z");

        assertThatThrownBy(() -> serve(PATH, publisher.clearSign(RELEASE)))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("has expired: it was valid until 2026-09-19T07:55:41Z");
    }

    @Test
    void aMissingKeyringIsNamed() {
        verification = verification(Verify.SIGNED, folder.resolve("none.gpg"));

        assertThatThrownBy(() -> serve(PATH, publisher.clearSign(RELEASE)))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("none.gpg does not exist");
    }

    @Test
    void otherFilesCountByTheirBytes() throws Exception {
        String path = "/repodata/repomd.xml";
        String first = serve(path, "<?xml version='1.0'?><repomd>1</repomd>");

        assertThat(serve(path, "<?xml version='1.0'?><repomd>1</repomd>")).isEqualTo(first);
        assertThat(serve(path, "<?xml version='1.0'?><repomd>2</repomd>")).isNotEqualTo(first);
        assertThatThrownBy(() -> serve(path, "<!DOCTYPE html><html>log in</html>"))
                .hasMessageContaining("it is a web page");
    }

    @Test
    void aFileOfThisHost() throws Exception {
        Path file = Files.writeString(folder.resolve("late-command"), "1");
        policy = CacheFixture.OFFLINE;
        String first = look(file.toString());
        Files.writeString(file, "2");

        assertThat(look("file://" + file)).isNotEqualTo(first);
        assertThatThrownBy(() -> look(folder.toString())).isInstanceOf(DownloadException.class);
        assertThatThrownBy(() -> look("/nonexistent")).hasMessageContaining("/nonexistent");
    }

    @Test
    void aMirrorThatIsDownOrEmpty() {
        mirror.script(
                PATH,
                new MockResponse.Builder().code(503).build(),
                new MockResponse.Builder().code(503).build(),
                new MockResponse.Builder().code(503).build(),
                new MockResponse.Builder().code(503).build());

        assertThatThrownBy(() -> look(mirror.url(PATH)))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("cannot download watch from " + mirror.url(PATH))
                .hasMessageContaining("503");
        assertThatThrownBy(() -> look(mirror.url(PATH))).hasMessageContaining("404");
    }

    @Test
    void offlineNobodyIsAsked() {
        policy = CacheFixture.OFFLINE;

        assertThatThrownBy(() -> look(mirror.url(PATH))).hasMessageContaining("offline");
        assertThat(mirror.requests).isEmpty();
    }

    @Test
    void anInterruptEndsIt() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> look(mirror.url(PATH))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void theNameHasNoPassword() {
        SourceUri uri =
                SourceUri.parse("http://me:secret@m.example/dists/trixie-updates/InRelease");

        Component component = MirrorWatch.component(uri);

        assertThat(component.name()).isEqualTo("http://m.example/dists/trixie-updates/InRelease");
        assertThat(component).hasToString("trixie-updates (" + component.name() + ")");
        assertThat(Component.parse(component.key())).contains(component);
    }
}
