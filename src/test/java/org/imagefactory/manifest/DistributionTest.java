package org.imagefactory.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistributionTest {

    @Test
    void aTitleHasNoTabs() {
        Distribution found =
                Distribution.parse("ID=debian\nPRETTY_NAME=\"Debian\t13 \u001b[1m\"\n");

        assertThat(found.title()).isEqualTo("Debian 13 \\x1b[1m");
    }
}
