package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {

    /** The standard's own examples (FIPS 180-4), and one of {@code printf ü | sha256sum}. */
    @ParameterizedTest
    @CsvSource({
        "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "ü, 607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f"
    })
    void ofTextInUtf8(String text, String hex) {
        assertThat(Sha256.of(text).hex()).isEqualTo(hex);
    }

    @Test
    void bytesAndDigitsAreTheSame() {
        Sha256 digest = Sha256.of("abc");

        assertThat(digest.bytes()).hasSize(32).startsWith(0xba, 0x78).endsWith(0x15, 0xad);
        assertThat(Sha256.ofBytes(digest.bytes())).isEqualTo(digest);
        assertThat(new Sha256(digest.hex().toUpperCase(Locale.ROOT))).isEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            })
    void nothingElseIsOne(String hex) {
        assertThatThrownBy(() -> new Sha256(hex))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 hexadecimal digits");
    }
}
