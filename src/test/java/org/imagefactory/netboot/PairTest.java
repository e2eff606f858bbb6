package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.imagefactory.error.DownloadException;
import org.imagefactory.netboot.cache.CacheFolder;
import org.imagefactory.netboot.cache.CachedFile;
import org.imagefactory.netboot.cache.PartFile;
import org.imagefactory.netboot.cache.Validators;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.netboot.verify.Proof;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.SourceUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernel and initrd stay a pair, whatever happens, and stand in when the mirror is down. */
@Timeout(20)
class PairTest extends WithMirror {

    private static final byte[] KERNEL = CacheFixture.kernel(1, 50_000);
    private static final byte[] INITRD = CacheFixture.initrd(1, 60_000);
    private static final byte[] NEW_KERNEL = CacheFixture.kernel(2, 51_000);
    private static final byte[] NEW_INITRD = CacheFixture.initrd(2, 61_000);

    PairTest() {
        super(KERNEL, INITRD);
    }

    private void newRelease() {
        mirror.put("/d/linux", NEW_KERNEL, "\"k2\"");
        mirror.put("/d/initrd.gz", NEW_INITRD, "\"i2\"");
    }

    private static MockResponse[] errors(int status) {
        MockResponse error = new MockResponse.Builder().code(status).build();
        return new MockResponse[] {error, error, error, error};
    }

    private void assertOldPair() throws Exception {
        assertThat(fixture.published("linux")).isEqualTo(KERNEL);
        assertThat(fixture.published("initrd.gz")).isEqualTo(INITRD);
    }

    private void assertNewPair() throws Exception {
        assertThat(fixture.published("linux")).isEqualTo(NEW_KERNEL);
        assertThat(fixture.published("initrd.gz")).isEqualTo(NEW_INITRD);
        assertThat(fixture.bootedKernel()).isEqualTo(NEW_KERNEL);
        assertThat(fixture.bootedInitrd()).isEqualTo(NEW_INITRD);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500})
    void aFailureBetweenTheTwoLeavesTheOldPair(int status) throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        newRelease();
        mirror.script("/d/initrd.gz", errors(status));

        assertThatThrownBy(() -> fixture.provide(mirror, CacheFixture.NO_STALE))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("initrd from");
        assertOldPair();

        mirror.scripted.clear();
        long before = mirror.bodyBytes.get();
        fixture.provide(mirror, CacheFixture.NO_STALE);
        assertNewPair();
        assertThat(mirror.bodyBytes.get() - before)
                .as("the new kernel was kept and not fetched again")
                .isEqualTo(NEW_INITRD.length);
    }

    @Test
    void aCrashBeforeTheSwitchLeavesTheOldPair() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        Path half = Files.createDirectory(fixture.cache.resolve(".set-half-made"));
        Files.write(half.resolve("linux"), NEW_KERNEL);
        Files.createSymbolicLink(fixture.cache.resolve("..current.new"), Path.of(".set-half-made"));

        assertOldPair();
        fixture.provide(mirror, CacheFixture.OFFLINE);
        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        assertThat(half).doesNotExist();
        newRelease();
        fixture.provide(mirror, CacheFixture.NORMAL);
        assertNewPair();
    }

    @Test
    void aCrashAfterTheSwitchLeavesTheNewPair() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        CacheFolder cache = CacheFolder.open(fixture.cache);
        RemoteFile linux = new RemoteFile(Role.LINUX, SourceUri.parse(mirror.url("/d/linux")));
        RemoteFile initrd =
                new RemoteFile(Role.INITRD, SourceUri.parse(mirror.url("/d/initrd.gz")));
        cache.publish(
                Map.of(
                        Role.LINUX,
                        fetched(linux, NEW_KERNEL),
                        Role.INITRD,
                        fetched(initrd, NEW_INITRD)),
                Proof.NONE);
        // No tidying: the names go through one link, so they are new already.
        assertThat(fixture.published("linux")).isEqualTo(NEW_KERNEL);
        assertThat(fixture.published("initrd.gz")).isEqualTo(NEW_INITRD);

        fixture.provide(mirror, CacheFixture.OFFLINE);

        assertNewPair();
        assertThat(fixture.cacheNames()).containsOnlyOnce(".set");
    }

    private CachedFile fetched(RemoteFile file, byte[] bytes) throws Exception {
        PartFile part = new PartFile(fixture.cache, file);
        part.begin(Validators.NONE);
        Files.write(part.path(), bytes);
        return part.finish();
    }

    @Test
    void filesOfTheOriginalToolAreReplaced() throws Exception {
        Files.createDirectories(fixture.cache);
        Files.writeString(fixture.cache.resolve("linux"), "<html>404</html>");

        fixture.provide(mirror, CacheFixture.NORMAL);

        assertOldPair();
    }

    @ParameterizedTest
    @CsvSource({
        // offline, stale, cached, mirror -> what comes of it
        "false, true,  true,  up,   fresh",
        "false, true,  true,  500,  warning",
        "false, true,  true,  429,  warning",
        "false, true,  true,  down, warning",
        "false, true,  true,  404,  error",
        "false, true,  true,  403,  error",
        "false, false, true,  500,  error",
        "false, false, true,  down, error",
        "false, true,  false, 500,  error",
        "false, true,  false, down, error",
        "true,  true,  true,  down, cached",
        "true,  false, true,  down, cached",
        "true,  true,  true,  up,   cached",
        "true,  true,  false, up,   error",
    })
    void policies(boolean offline, boolean stale, boolean cached, String state, String outcome)
            throws Exception {
        String linux = mirror.url("/d/linux");
        String initrd = mirror.url("/d/initrd.gz");
        if (cached) {
            fixture.provide(linux, initrd, CacheFixture.NORMAL);
        }
        newRelease();
        mirror.requests.clear();
        if (state.equals("down")) {
            mirror.close();
        } else if (!state.equals("up")) {
            mirror.script("/d/linux", errors(Integer.parseInt(state)));
        }
        DownloadPolicy policy = new DownloadPolicy(offline, stale);
        if (outcome.equals("error")) {
            assertThatThrownBy(() -> fixture.provide(linux, initrd, policy))
                    .isInstanceOf(DownloadException.class);
        } else {
            fixture.provide(linux, initrd, policy);
            boolean fresh = outcome.equals("fresh");
            assertThat(fixture.bootedKernel()).isEqualTo(fresh ? NEW_KERNEL : KERNEL);
            assertThat(fixture.bootedInitrd()).isEqualTo(fresh ? NEW_INITRD : INITRD);
            assertThat(fixture.facts.inputs()).hasSize(2);
        }
        assertThat(fixture.warnings()).hasSize(outcome.equals("warning") ? 1 : 0);
        if (offline) {
            assertThat(mirror.requests).isEmpty();
        }
    }

    @Test
    void theCacheOfAnotherUrlIsNotUsed() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        String moved = mirror.url("/moved/linux");
        String initrd = mirror.url("/d/initrd.gz");

        assertThatThrownBy(() -> fixture.provide(moved, initrd, CacheFixture.OFFLINE))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("offline");
        mirror.script("/moved/linux", errors(500));
        assertThatThrownBy(() -> fixture.provide(moved, initrd, CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class);
        mirror.put("/moved/linux", NEW_KERNEL, "\"k1\"");
        mirror.scripted.clear();
        fixture.provide(moved, initrd, CacheFixture.NORMAL);
        assertThat(fixture.bootedKernel()).isEqualTo(NEW_KERNEL);
        assertThat(fixture.bootedInitrd()).isEqualTo(INITRD);
    }

    @Test
    void aDamagedCacheIsFetchedAgain() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        try (RandomAccessFile file =
                new RandomAccessFile(fixture.cache.resolve("linux").toFile(), "rw")) {
            file.seek(40_000);
            file.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        }

        fixture.provide(mirror, CacheFixture.NORMAL);

        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        assertThat(fixture.warnings()).singleElement().asString().contains("damaged");
        Files.write(fixture.cache.resolve("initrd.gz"), new byte[] {1});
        fixture.provide(mirror, CacheFixture.NORMAL);
        assertThat(fixture.bootedInitrd()).isEqualTo(INITRD);
        Files.writeString(
                fixture.cache.resolve(".current/manifest.properties"), "linux.url=\\u00zz");
        fixture.provide(mirror, CacheFixture.NORMAL);
        assertThat(fixture.bootedInitrd()).isEqualTo(INITRD);
    }
}
