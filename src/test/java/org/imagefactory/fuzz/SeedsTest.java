package org.imagefactory.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzer starts from, and what it once found, without the fuzzer. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SeedsTest {

    static Iterable<String> names() {
        return Targets.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTargetReadsItsSeeds(String name) throws Exception {
        Map<Path, byte[]> seeds = Seeds.of(name);
        assertThat(seeds).isNotEmpty();
        for (Map.Entry<Path, byte[]> seed : seeds.entrySet()) {
            Targets.of(name).read(seed.getValue());
        }
        Targets.of(name).read(new byte[0]);
    }

    @Test
    void everyFolderOfSeedsHasATarget() throws Exception {
        assertThat(Targets.names()).containsAll(Seeds.folders());
    }
}
