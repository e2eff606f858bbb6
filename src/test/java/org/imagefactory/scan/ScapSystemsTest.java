package org.imagefactory.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScapSystemsTest {

    /** As os-release has them, then as osinfo has them. */
    @ParameterizedTest
    @CsvSource({
        "debian-12, debian12",
        "ubuntu-24.04, ubuntu2404",
        "rhel-9.4, rhel9",
        "almalinux-9.5, almalinux9",
        "centos-9, cs9",
        "fedora-41, fedora",
        "opensuse-leap-15.6, opensuse",
        "opensuse-tumbleweed-20260101, opensuse",
        "sles-15.6, sle15",
        "ol-9.4, ol9",
        "debian13, debian13",
        "ubuntu22.04, ubuntu2204",
        "rhel9.4, rhel9",
        "centos-stream9, cs9",
        "fedora43, fedora",
        "opensuse16.0, opensuse",
        "debiantesting, ",
        "debian, ",
        "'', ",
        "../x-1, ",
    })
    void systemsHaveGuidesByTheirNames(String system, String product) {
        assertThat(ScapSystems.product(system).orElse(null)).isEqualTo(product);
    }
}
