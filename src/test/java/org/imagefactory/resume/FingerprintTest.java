package org.imagefactory.resume;

import static org.assertj.core.api.Assertions.assertThat;

import org.imagefactory.config.Key;
import org.imagefactory.config.Keys;
import org.junit.jupiter.api.Test;

final class FingerprintTest {

    /** A key that is spelled otherwise would count after all. */
    @Test
    void keysThatMayChangeAreThoseOfTheTable() {
        assertThat(Keys.all()).extracting(Key::name).containsAll(Fingerprint.LATE);
    }
}
