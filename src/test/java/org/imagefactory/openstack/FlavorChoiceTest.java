package org.imagefactory.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.imagefactory.error.HostException;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.EngineSettings;
import org.imagefactory.spec.Machine;
import org.junit.jupiter.api.Test;

class FlavorChoiceTest {

    private static final long GIB = 1L << 30;

    private static final List<Flavor> OFFERED =
            List.of(
                    new Flavor("4", "large", 4, 8192, 80),
                    new Flavor("1", "tiny", 1, 512, 1),
                    new Flavor("2", "small", 1, 2048, 10),
                    new Flavor("3", "open", 2, 4096, 0));

    private final Machine machine =
            new Machine(1, new DataSize(GIB), Optional.empty(), EngineSettings.NONE);

    @Test
    void theDiskOfAnInstallationIsAsLargeAsTheImage() throws Exception {
        assertThat(choose(true, 10 * GIB, "")).isEqualTo("small");
        assertThat(choose(true, 2 * GIB, "")).isEqualTo("open");
        assertThat(choose(false, 2 * GIB, "")).isEqualTo("small");
        assertThat(choose(true, GIB, "1")).isEqualTo("tiny");
    }

    @Test
    void whatDoesNotFitIsSaidWithWhatThereIs() {
        assertThatThrownBy(() -> choose(true, 2 * GIB, "small"))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("a disk of exactly 2 GiB; there are: tiny (1 processors, 512")
                .hasMessageContaining("open (2 processors, 4096 MiB, any disk)");
        assertThatThrownBy(() -> choose(true, GIB, "huge"))
                .hasMessageStartingWith("OpenStack has no flavor 'huge'; there are: tiny");
    }

    private String choose(boolean exact, long disk, String wanted) throws Exception {
        return new FlavorChoice(exact, disk)
                .choose(OFFERED, Optional.of(wanted).filter(name -> !name.isEmpty()), machine)
                .name();
    }
}
