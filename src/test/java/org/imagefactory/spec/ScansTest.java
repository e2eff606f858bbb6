package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScansTest {

    @Test
    void bothMayStandThere() {
        assertThat(Scans.parse("none")).isEqualTo(Scans.NONE);
        assertThat(Scans.parse("CVE")).isEqualTo(new Scans(true, Optional.empty()));
        assertThat(Scans.parse("scap:standard"))
                .isEqualTo(new Scans(false, Optional.of("standard")));
        assertThat(Scans.parse("cve, scap:xccdf_org.ssgproject.content_profile_standard"))
                .isEqualTo(
                        new Scans(
                                true,
                                Optional.of("xccdf_org.ssgproject.content_profile_standard")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "all", "scap", "scap:", "scap:a b", "scap:a,scap:b", "cve,", "none,cve"})
    void allElseIsRefused(String text) {
        assertThatThrownBy(() -> Scans.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is not one of none, cve, scap:PROFILE");
    }
}
