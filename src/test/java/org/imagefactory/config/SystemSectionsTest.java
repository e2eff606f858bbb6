package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.spec.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemSectionsTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "Debian, 13, debian-13",
        "debian, TRIXIE, debian-13",
        "Debian, 12.9, debian-12",
        "RHEL-9, 4, centos-stream-9",
        "CentOS-10, 0, centos-stream-10",
        "Fedora, 44, fedora-44",
        "Ubuntu, 24.04, ubuntu-24.04",
        "OpenSUSE, 15.6, opensuse-leap-15.6",
        "openSUSE, tumbleweed, opensuse-tumbleweed",
    })
    void shippedSectionsServeTemplates(String name, String version, String section)
            throws Exception {
        String shipped = Files.readString(Path.of("conf/image-factory.conf"));

        assertThat(sections(shipped).find(name, version, Architecture.AMD64)).isEqualTo(section);
    }

    @Test
    void unknownSystemTellsTheKnown() throws Exception {
        SystemSections sections =
                sections(
                        """
                        [a]
                        os-name=Debian
                        os-version=12
                        [b]
                        os-name=RHEL-9, CentOS-9
                        [c]
                        os-name=debian
                        os-version=13, trixie
                        """);

        assertThatThrownBy(() -> sections.find("Debian", "9", Architecture.AMD64))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e ->
                                assertThat(e.advice().orElseThrow())
                                        .contains("Debian 12, 13, trixie; RHEL-9;"))
                .hasMessage("no section of the configuration is for Debian 9 (x86_64)");
    }

    @Test
    void theMostSpecificSectionCountsThenTheLast() throws Exception {
        SystemSections sections =
                sections(
                        """
                        [exact]
                        os-name=X
                        os-version=1.2
                        [arm]
                        os-name=X
                        os-version=1.2
                        arch=arm64
                        [major]
                        os-name=X
                        os-version=1
                        [all]
                        os-name=x
                        [mine]
                        os_name=X
                        """);

        assertThat(sections.find("X", "1.2", Architecture.AMD64)).isEqualTo("exact");
        assertThat(sections.find("X", "1.2", Architecture.ARM64)).isEqualTo("arm");
        assertThat(sections.find("X", "1.3", Architecture.AMD64)).isEqualTo("major");
        assertThat(sections.find("X", "12", Architecture.AMD64)).isEqualTo("mine");
    }

    private SystemSections sections(String text) throws ConfigurationException {
        return new SystemSections(new Fixture(folder).file(text).layers());
    }
}
