package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.imagefactory.files.FolderLock;
import org.imagefactory.netboot.cache.CacheFolder;
import org.imagefactory.netboot.cache.CacheLock;
import org.imagefactory.spec.SourceUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The cache is looked after without getting in the way of builds. */
@Timeout(60)
class CacheInventoryTest extends WithMirror {

    private static final byte[] KERNEL = CacheFixture.kernel(1, 50_000);
    private static final byte[] INITRD = CacheFixture.initrd(1, 60_000);
    private static final String IMAGE = "debian-13";

    CacheInventoryTest() {
        super(KERNEL, INITRD);
    }

    @Test
    void anEmptyCacheIsNoError() throws Exception {
        assertThat(inventory().list()).isEmpty();
        assertThat(inventory().verify()).isEmpty();
        assertThat(prune(used())).isEmpty();
        assertThat(fixture.cache.getParent()).doesNotExist();
    }

    @Test
    void listsFilesWithTheirSources() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);

        CachedImage image = inventory().list().get(0);

        assertThat(image.image()).isEqualTo(IMAGE);
        assertThat(image.files())
                .extracting(CachedImage.File::source)
                .containsExactly(mirror.url("/d/linux"), mirror.url("/d/initrd.gz"));
        assertThat(image.files()).allMatch(CachedImage.File::whole);
        assertThat(image.files())
                .extracting(file -> file.sizeBytes())
                .containsExactly(50_000L, 60_000L);
        assertThat(image.verification()).isEqualTo("none");
        assertThat(image.fetched()).isPresent();
        assertThat(image.used().orElseThrow()).isAfterOrEqualTo(image.fetched().orElseThrow());
        assertThat(image.sizeBytes()).isBetween(110_000L, 112_000L);
    }

    @Test
    void tellsOfDamage() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        assertThat(inventory().verify()).hasSize(2).allMatch(CachedFileCheck::isGood);

        try (RandomAccessFile initrd =
                new RandomAccessFile(fixture.cache.resolve("initrd.gz").toFile(), "rw")) {
            initrd.seek(30_000);
            initrd.write(~INITRD[30_000]);
        }

        List<CachedFileCheck> checks = inventory().verify();
        assertThat(checks.get(0).isGood()).isTrue();
        assertThat(checks.get(1).path()).hasFileName("initrd.gz");
        assertThat(checks.get(1).problem()).contains("60000 bytes", "SHA-256");
    }

    @Test
    void tellsOfAFileThatIsGone() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        Files.delete(fixture.cache.resolve("linux").toRealPath());

        assertThat(inventory().verify().get(0).problem()).containsIgnoringCase("no such file");
        assertThat(inventory().list().get(0).files().get(0).whole()).isFalse();
    }

    @Test
    void keepsWhatIsUsed() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);

        assertThat(prune(used())).isEmpty();

        mirror.close();
        fixture.provide(mirror, CacheFixture.OFFLINE);
        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
    }

    @Test
    void removesWhatIsUnfinishedOrLeftByACrash() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        Files.writeString(fixture.cache.resolve(".part-linux"), "half");
        Files.writeString(fixture.cache.resolve("..part-initrd.4711"), "half");
        Path set = Files.createDirectory(fixture.cache.resolve(".set-4711"));
        Files.writeString(set.resolve("linux"), "old");
        Files.writeString(fixture.cache.resolve("readme"), "mine");

        List<CacheRemoval> dry = inventory().prune(used(), true, fixture.events::add);
        assertThat(fixture.cacheNames()).contains(".part-linux", "..part-initrd.4711");
        assertThat(prune(used())).isEqualTo(dry).hasSize(3);

        assertThat(fixture.cacheNames())
                .containsExactly(".current", ".lock", ".set", "initrd.gz", "linux", "readme");
        assertThat(dry.stream().mapToLong(CacheRemoval::sizeBytes).sum()).isEqualTo(11);
    }

    @Test
    void removesFilesFromSourcesThatNobodyHas() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);

        List<CacheRemoval> removals =
                prune(uses("http://deb.example.org/linux", "http://deb.example.org/initrd.gz"));

        assertThat(removals).singleElement().matches(r -> r.why().contains("other sources"));
        assertThat(fixture.cacheNames()).containsExactly(".lock");
        fixture.provide(mirror, CacheFixture.NO_STALE);
        assertThat(fixture.bootedInitrd()).isEqualTo(INITRD);
    }

    /** With the other the next build fetches one file only. */
    @Test
    void keepsFilesOfWhichOneIsUsed() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);

        assertThat(prune(uses(mirror.url("/d/linux"), "/local/initrd.gz"))).isEmpty();
    }

    @Test
    void removesImagesThatAreNotConfigured() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        Files.writeString(fixture.cache.resolve(".part-linux"), "half");

        List<CacheRemoval> removals = prune(new CacheUse(Map.of(), Set.of()));

        assertThat(removals).singleElement().matches(r -> r.path().endsWith(IMAGE));
        assertThat(fixture.cache).doesNotExist();
        assertThat(fixture.cache.getParent()).isEmptyDirectory();
    }

    @Test
    void keepsEverythingOfAnImageThatIsBroken() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        Files.writeString(fixture.cache.resolve(".part-linux"), "half");

        assertThat(prune(new CacheUse(Map.of(), Set.of(IMAGE)))).isEmpty();

        assertThat(fixture.cache.resolve(".part-linux")).exists();
    }

    @Test
    void keepsFilesOfOthersInTheFolderOfAnImage() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        Files.writeString(fixture.cache.resolve("readme"), "mine");

        prune(new CacheUse(Map.of(), Set.of()));

        assertThat(fixture.cacheNames()).containsExactly("readme");
    }

    @Test
    void foldersThatAreNoCacheAreNobodysBusiness() throws Exception {
        Path cache = fixture.cache.getParent();
        Files.createDirectories(cache.resolve("documents/.set-x"));
        Files.writeString(cache.resolve("documents/.part-x"), "mine");
        Files.createSymbolicLink(cache.resolve("link"), cache.resolve("documents"));

        assertThat(inventory().list()).isEmpty();
        assertThat(prune(new CacheUse(Map.of(), Set.of()))).isEmpty();

        assertThat(cache.resolve("documents/.part-x")).exists();
    }

    @Test
    void keepsWhatABuildHasLocked() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        try (FolderLock lock =
                CacheLock.acquire(
                        fixture.cache, CacheFixture.FAST.lockWait(), fixture.events::add)) {
            assertThat(lock).isNotNull();
            assertThat(prune(new CacheUse(Map.of(), Set.of()))).isEmpty();
        }

        assertThat(fixture.cache.resolve("linux")).exists();
        assertThat(fixture.notes()).anyMatch(note -> note.contains("a build uses"));
        assertThat(prune(new CacheUse(Map.of(), Set.of()))).hasSize(1);
    }

    /** A link to the cache, as some have for a larger disk, must not hide what is in use. */
    @Test
    void aCacheBehindALinkIsTheSame() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        Path link = Files.createSymbolicLink(folder.resolve("link"), fixture.cache.getParent());

        assertThat(new CacheInventory(link).prune(used(), false, fixture.events::add)).isEmpty();
        assertThat(new CacheInventory(link).verify()).hasSize(2).allMatch(CachedFileCheck::isGood);
    }

    /** Who waits for the lock of a cache that is removed makes another. */
    @Test
    void aBuildThatWaitsOutlivesTheRemoval() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread build =
                new Thread(
                        () -> {
                            try {
                                fixture.provide(mirror, CacheFixture.NO_STALE);
                            } catch (Exception e) {
                                failure.set(e);
                            }
                        });
        FolderLock lock =
                CacheLock.acquire(fixture.cache, CacheFixture.FAST.lockWait(), fixture.events::add);
        try (lock) {
            build.start();
            while (fixture.notes().stream().noneMatch(note -> note.startsWith("waiting for"))) {
                Thread.sleep(10);
            }
            CacheFolder.at(fixture.cache).removeAll();
        }
        build.join();

        assertThat(failure).hasNullValue();
        assertThat(fixture.published("linux")).isEqualTo(KERNEL);
        assertThat(fixture.cache.resolve(".lock")).exists();
    }

    private CacheInventory inventory() {
        return new CacheInventory(fixture.cache.getParent());
    }

    private List<CacheRemoval> prune(CacheUse use) throws Exception {
        return inventory().prune(use, false, fixture.events::add);
    }

    private CacheUse used() {
        return uses(mirror.url("/d/linux"), mirror.url("/d/initrd.gz"));
    }

    private static CacheUse uses(String linux, String initrd) {
        return new CacheUse(
                Map.of(IMAGE, List.of(SourceUri.parse(linux), SourceUri.parse(initrd))), Set.of());
    }
}
