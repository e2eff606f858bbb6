package org.imagefactory.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.imagefactory.exec.RecordingRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OsinfoChooserTest {

    /** Some of what a Debian 12 host knows. */
    private static final List<String> KNOWN =
            List.of(
                    "debian11, debianbullseye",
                    "debian9, debianstretch",
                    "debian3.1, debiansarge",
                    "debiantesting",
                    "fedora37",
                    "fedora-rawhide",
                    "centos-stream9",
                    "rocky8.6",
                    "rocky8",
                    "opensusetumbleweed",
                    "ubuntu-lts-latest, ubuntu-stable-latest, ubuntu22.04, ubuntujammy",
                    "ubuntu20.04, ubuntufocal",
                    "generic",
                    "linux2022",
                    "linux2020");

    @ParameterizedTest
    @CsvSource({
        "debian11, debian11",
        "debianbullseye, debianbullseye",
        "debian13, debian11",
        "debian10, debian9",
        "debian2.2, debiantesting",
        "centos-stream10, centos-stream9",
        "ubuntu26.04, ubuntu22.04",
        "rocky10, rocky8.6",
        "fedora44, fedora37",
        "fedora36, fedora-rawhide",
        "opensuse16.0, opensusetumbleweed",
        "sles16.0, linux2022",
        "'no such, thing', linux2022"
    })
    void takesTheNearestThatIsKnown(String wanted, String chosen) {
        assertThat(OsinfoChooser.choose(wanted, KNOWN)).isEqualTo(chosen);
    }

    @Test
    void leavesItToVirtInstallWhenNothingIsKnown() {
        assertThat(OsinfoChooser.choose("debian13", List.of())).isEqualTo(OsinfoChooser.DETECT);
    }

    @Test
    void tellsWhyItIsAnother() {
        assertThat(OsinfoChooser.reason(Optional.of("debian13"), "debian11"))
                .contains(
                        "osinfo debian11, because virt-install on this host does not know debian13");
        assertThat(OsinfoChooser.reason(Optional.of("debian11"), "debian11")).isEmpty();
        assertThat(OsinfoChooser.reason(Optional.empty(), OsinfoChooser.DETECT)).isEmpty();
    }

    /** A dry run and the build, or many images: one question. */
    @Test
    void asksOnce() throws InterruptedException {
        RecordingRunner runner = new RecordingRunner().printing("--osinfo list", "debian11");
        OsinfoChooser chooser = new OsinfoChooser(runner);
        assertThat(chooser.choose(Optional.of("debian13"))).isEqualTo("debian11");
        assertThat(chooser.choose(Optional.of("debian12"))).isEqualTo("debian11");
        assertThat(runner.commands()).hasSize(1);
    }

    @Test
    void asksOnlyWhenThereIsSomethingToAskFor() throws InterruptedException {
        RecordingRunner runner = new RecordingRunner();

        assertThat(new OsinfoChooser(runner).choose(Optional.empty()))
                .isEqualTo(OsinfoChooser.DETECT);
        assertThat(runner.lines()).isEmpty();
    }

    @Test
    void isNeverTheReasonForAFailure() throws InterruptedException {
        RecordingRunner runner = new RecordingRunner().failing("--osinfo list", 1, "ERROR");

        assertThat(new OsinfoChooser(runner).choose(Optional.of("debian13")))
                .isEqualTo(OsinfoChooser.DETECT);
    }
}
