package org.imagefactory.netboot.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTextTest {

    private static final String RELEASE =
            """
            Origin: Debian
            Codename: trixie
            Date: Sat, 12 Sep 2026 07:55:41 UTC
            Valid-Until: Sat, 19 Sep 2026
             07:55:41 UTC
            Acquire-By-Hash: yes
            SHA256:
             aaaa 12 main/binary-amd64/Packages
            """;

    @ParameterizedTest
    @CsvSource({
        "'Sat, 12 Sep', 'Sun, 13 Sep'",
        "07:55:41, 08:00:00",
        "Valid-Until, VALID-UNTIL",
        "Packages, 'Packages  '"
    })
    void datesDoNotCount(String before, String after) {
        String other = RELEASE.replace(before, after);

        assertThat(other).isNotEqualTo(RELEASE);
        assertThat(ReleaseText.digest(other)).isEqualTo(ReleaseText.digest(RELEASE));
    }

    @ParameterizedTest
    @CsvSource({"aaaa, aaab", "12 main, 13 main", "trixie, forky", "yes, no"})
    void allElseCounts(String before, String after) {
        assertThat(ReleaseText.digest(RELEASE.replace(before, after)))
                .isNotEqualTo(ReleaseText.digest(RELEASE));
    }

    @Test
    void theTextInsideASignature() {
        String signed =
                """
                -----BEGIN PGP SIGNED MESSAGE-----
                Hash: SHA256

                Origin: Debian

                - -----dashes
                -----BEGIN PGP SIGNATURE-----

                iQIz
                -----END PGP SIGNATURE-----
                """;

        assertThat(ReleaseText.isClearSigned(signed)).isTrue();
        assertThat(ReleaseText.withoutSignature(signed))
                .isEqualTo("Origin: Debian\n\n-----dashes\n");
        assertThat(ReleaseText.withoutSignature(RELEASE)).isEqualTo(RELEASE);
    }
}
