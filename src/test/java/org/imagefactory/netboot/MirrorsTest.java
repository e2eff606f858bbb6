package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.spec.DownloadPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A build takes everything from one mirror, whichever it is. */
@Timeout(20)
class MirrorsTest extends TwoMirrors {

    @Test
    void aGoodFirstMirrorIsTheOnlyOneAsked() throws Exception {
        provide();

        assertFirst();
        assertThat(second.requests).isEmpty();
        assertThat(fixture.warnings()).isEmpty();
        assertThat(health()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"/d/linux, 500", "/d/initrd.gz, 500", "/d/linux, 404", "/d/initrd.gz, 403"})
    void whatFailsInTheMiddleIsNotMixed(String path, int status) throws Exception {
        first.script(path, answers(status));

        provide();

        assertSecond();
        assertThat(fixture.warnings())
                .singleElement()
                .asString()
                .startsWith("mirror 1 of 2: cannot download ")
                .contains(first.url(path), Integer.toString(status), "trying the next mirror");
        assertThat(fixture.cacheNames()).noneMatch(name -> name.startsWith(".part"));
    }

    @Test
    void aServerThatIsGoneIsPassedOver() throws Exception {
        first.close();

        provide();

        assertSecond();
        assertThat(fixture.warnings()).hasSize(1);
    }

    @Test
    void theErrorTellsTheLastFailureOfEach() {
        first.script("/d/linux", answers(404));
        second.script("/d/initrd.gz", answers(500));

        assertThatThrownBy(() -> provide(CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageStartingWith("no mirror has a good installer:\nmirror 1 of 2: cannot")
                .hasMessageContainingAll(
                        "linux from " + first.url("/d/linux"),
                        "404",
                        "\nmirror 2 of 2: cannot download initrd from "
                                + second.url("/d/initrd.gz"),
                        "500");
        assertThat(fixture.warnings()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "503, 503, true, stale",
        "503, 503, false, error",
        "503, 404, true, error",
        "404, 503, true, error",
    })
    void cachedFilesStandInOnlyIfEveryMirrorIsDown(int one, int two, boolean stale, String outcome)
            throws Exception {
        first.script("/d/linux", answers(500));
        provide();
        assertSecond();
        first.script("/d/linux", answers(one));
        second.script("/d/linux", answers(two));
        DownloadPolicy policy = new DownloadPolicy(false, stale);

        if (outcome.equals("error")) {
            assertThatThrownBy(() -> provide(policy)).isInstanceOf(DownloadException.class);
        } else {
            provide(policy);
            assertSecond();
            assertThat(fixture.warnings()).hasSize(2).last().asString().startsWith("STALE");
        }
    }

    @Test
    void offlineTakesWhatTheLastBuildUsedWhicheverMirrorItWas() throws Exception {
        first.script("/d/linux", answers(404));
        provide();
        first.requests.clear();
        second.requests.clear();

        provide(CacheFixture.OFFLINE);

        assertSecond();
        assertThat(first.requests).isEmpty();
        assertThat(second.requests).isEmpty();
        Files.write(fixture.cache.resolve("initrd.gz"), new byte[] {1});
        assertThatThrownBy(() -> provide(CacheFixture.OFFLINE))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining(", nor those of another mirror");
    }

    @Test
    void aKeyWithOneUriServesAll() throws Exception {
        first.script("/d/linux", answers(500));
        String shared = first.url("/d/initrd.gz");

        fixture.provide(
                List.of(
                        mirror(first.url("/d/linux"), shared),
                        mirror(second.url("/d/linux"), shared)),
                CacheFixture.NORMAL);

        assertThat(fixture.bootedKernel()).isEqualTo(OTHER_KERNEL);
        assertThat(fixture.bootedInitrd()).isEqualTo(INITRD);
    }

    @Test
    void aFileOfThisHostServesAll() throws Exception {
        first.script("/d/linux", answers(500));
        Path own = Files.write(folder.resolve("initrd.gz"), INITRD);

        fixture.provide(
                List.of(
                        mirror(first.url("/d/linux"), own.toString()),
                        mirror(second.url("/d/linux"), own.toString())),
                CacheFixture.NORMAL);

        assertThat(fixture.bootedKernel()).isEqualTo(OTHER_KERNEL);
        assertThat(fixture.bootedInitrd()).isEqualTo(INITRD);
        Files.delete(own);
        assertThatThrownBy(
                        () ->
                                fixture.provide(
                                        List.of(mirror(first.url("/d/linux"), own.toString())),
                                        CacheFixture.NORMAL))
                .isInstanceOf(ConfigurationException.class);
    }
}
