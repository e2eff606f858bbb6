package org.imagefactory.netboot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.netboot.fetch.Pace;
import org.imagefactory.netboot.fetch.RetryPolicy;
import org.imagefactory.netboot.fetch.TransferLimits;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.Facts;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;

/** A cache, a workspace and everything that was said. */
public final class CacheFixture {

    public static final DownloadPolicy NORMAL = new DownloadPolicy(false, true);
    static final DownloadPolicy NO_STALE = new DownloadPolicy(false, false);
    static final DownloadPolicy OFFLINE = new DownloadPolicy(true, true);

    /** Short pauses; time limits that a busy machine keeps. */
    static final NetbootLimits FAST =
            new NetbootLimits(
                    new TransferLimits(
                            Duration.ofSeconds(5), Duration.ofSeconds(8), 5, Pace.DEFAULT),
                    new RetryPolicy(
                            4,
                            2,
                            Duration.ofMillis(2),
                            Duration.ofMillis(10),
                            Duration.ofMillis(150)),
                    Duration.ofSeconds(20));

    final Path shared;
    public final Path cache;
    final Path staging;
    final BootFiles targets;
    final List<BuildEvent> events = new CopyOnWriteArrayList<>();
    public Map<String, String> environment = Map.of();
    NetbootLimits limits = FAST;
    Clock clock = Clock.systemUTC();
    Facts facts = new Facts();
    Verification verification = Verification.NONE;
    ProcessRunner runner = new TestRunner();

    public CacheFixture(Path folder) throws IOException {
        shared = folder.resolve("cache");
        cache = shared.resolve("debian-13");
        staging = Files.createDirectories(folder.resolve("staging"));
        targets =
                new BootFiles(
                        staging.resolve("linux"),
                        staging.resolve("initrd"),
                        staging.resolve("installer.iso"));
    }

    void provide(String linux, String initrd, DownloadPolicy policy)
            throws BuildException, InterruptedException {
        provide(
                new InstallerSource.KernelAndInitrd(
                        SourceUri.parse(linux), SourceUri.parse(initrd)),
                policy);
    }

    void provide(TestMirror mirror, DownloadPolicy policy)
            throws BuildException, InterruptedException {
        provide(mirror.url("/d/linux"), mirror.url("/d/initrd.gz"), policy);
    }

    void provide(InstallerSource source, DownloadPolicy policy)
            throws BuildException, InterruptedException {
        provide(List.of(new Mirror(source, verification)), policy);
    }

    void provide(List<Mirror> mirrors, DownloadPolicy policy)
            throws BuildException, InterruptedException {
        facts = new Facts();
        new NetbootCache(runner, environment, limits, clock)
                .provide(
                        new NetbootRequest(mirrors, cache, shared, policy, targets),
                        events::add,
                        facts);
    }

    public byte[] bootedKernel() throws IOException {
        return Files.readAllBytes(targets.kernel());
    }

    byte[] bootedInitrd() throws IOException {
        return Files.readAllBytes(targets.initrd());
    }

    byte[] published(String name) throws IOException {
        return Files.readAllBytes(cache.resolve(name));
    }

    List<String> cacheNames() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(f -> f.getFileName().toString())
                    .map(name -> name.replaceAll("^\\.set-.*", ".set"))
                    .sorted()
                    .toList();
        }
    }

    List<String> warnings() {
        return events.stream()
                .filter(BuildEvent.Warning.class::isInstance)
                .map(e -> ((BuildEvent.Warning) e).text())
                .toList();
    }

    public List<String> notes() {
        return events.stream()
                .filter(BuildEvent.Note.class::isInstance)
                .map(e -> ((BuildEvent.Note) e).text())
                .toList();
    }

    public static byte[] kernel(int seed, int size) {
        byte[] bytes = noise(seed, size);
        System.arraycopy("HdrS".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0x202, 4);
        return bytes;
    }

    public static byte[] initrd(int seed, int size) {
        byte[] bytes = noise(-seed - 1, size);
        bytes[0] = 0x1f;
        bytes[1] = (byte) 0x8b;
        return bytes;
    }

    private static byte[] noise(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        Arrays.fill(bytes, 0, Math.min(16, size), (byte) 0);
        return bytes;
    }
}
