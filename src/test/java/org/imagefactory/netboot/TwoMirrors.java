package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import mockwebserver3.MockResponse;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two mirrors with different versions of the installer, and a clock. */
abstract class TwoMirrors {

    static final byte[] KERNEL = CacheFixture.kernel(1, 5_000);
    static final byte[] INITRD = CacheFixture.initrd(1, 6_000);
    static final byte[] OTHER_KERNEL = CacheFixture.kernel(2, 5_100);
    static final byte[] OTHER_INITRD = CacheFixture.initrd(2, 6_100);
    static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    @TempDir Path folder;
    TestMirror first;
    TestMirror second;
    CacheFixture fixture;

    @BeforeEach
    void start() throws Exception {
        first = new TestMirror();
        first.put("/d/linux", KERNEL, "\"k1\"");
        first.put("/d/initrd.gz", INITRD, "\"i1\"");
        second = new TestMirror();
        second.put("/d/linux", OTHER_KERNEL, "\"k2\"");
        second.put("/d/initrd.gz", OTHER_INITRD, "\"i2\"");
        fixture = new CacheFixture(folder);
        at(NOW);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    final void at(Instant time) {
        fixture.clock = Clock.fixed(time, ZoneOffset.UTC);
    }

    static Mirror mirror(String linux, String initrd) {
        return new Mirror(
                new InstallerSource.KernelAndInitrd(
                        SourceUri.parse(linux), SourceUri.parse(initrd)),
                Verification.NONE);
    }

    static Mirror mirror(TestMirror server) {
        return mirror(server.url("/d/linux"), server.url("/d/initrd.gz"));
    }

    final void provide(DownloadPolicy policy) throws Exception {
        fixture.events.clear();
        fixture.provide(List.of(mirror(first), mirror(second)), policy);
    }

    final void provide() throws Exception {
        provide(CacheFixture.NORMAL);
    }

    final void assertFirst() throws Exception {
        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        assertThat(fixture.bootedInitrd()).isEqualTo(INITRD);
        assertUsed("mirror 1 of 2", first);
    }

    final void assertSecond() throws Exception {
        assertThat(fixture.bootedKernel()).isEqualTo(OTHER_KERNEL);
        assertThat(fixture.bootedInitrd()).isEqualTo(OTHER_INITRD);
        assertUsed("mirror 2 of 2", second);
    }

    final void assertUsed(String name, TestMirror server) {
        assertThat(fixture.facts.values()).containsEntry("netboot-mirror", name);
        assertThat(fixture.facts.inputs())
                .extracting(FileFact::source)
                .containsExactly(server.url("/d/linux"), server.url("/d/initrd.gz"));
    }

    static MockResponse[] answers(int status) {
        MockResponse answer = new MockResponse.Builder().code(status).build();
        MockResponse[] answers = new MockResponse[8];
        Arrays.fill(answers, answer);
        return answers;
    }

    final Path health() {
        return fixture.shared.resolve(MirrorHealth.FILE);
    }

    /** What the memory calls a server. */
    static String name(TestMirror server) {
        return server.url("/").replaceAll("/$", "");
    }
}
