package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NaturalNamesTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "autoyast, yast",
        "autoyast_file, yast",
        "yast-file, yast",
        "ks, kickstart",
        "ks.cfg, kickstart",
        "kickstart_file, kickstart",
        "kickstart-url, kickstart",
        "preseed-file, preseed",
        "user-data, autoinstall",
        "cloud-config, autoinstall",
        "auto-install, autoinstall",
        "agama_profile, agama",
        "memory, ram",
        "os-variant, osinfo",
        "extra_args, append",
        "iso, installer_image",
        "isofile, installer_image",
        "kernel, linux",
        "kickstar, kickstart",
    })
    void whatPeopleWrite(String key, String meant) throws Exception {
        assertThat(new Fixture(folder).file(Fixture.IMAGE + key + "=/x\n").warnings("img"))
                .singleElement()
                .asString()
                .endsWith(
                        "unknown key '%s', and no ${%s} uses it; did you mean '%s'?"
                                .formatted(key, key, meant));
    }

    @Test
    void theSectionForAllIsInUpperCase() throws Exception {
        assertThat(new Fixture(folder).file("[default]\nram=2G\n" + Fixture.IMAGE).warnings("img"))
                .containsExactly(
                        "1.conf:2: [default] is an image of that name: the section for all images"
                                + " is [DEFAULT]");
        assertThat(new Fixture(folder).file("[DEFAULT]\nram=2G\n" + Fixture.IMAGE).warnings("img"))
                .isEmpty();
    }
}
