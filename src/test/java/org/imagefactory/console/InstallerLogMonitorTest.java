package org.imagefactory.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.report.BuildEvent;
import org.junit.jupiter.api.Test;

class InstallerLogMonitorTest {

    private final List<String> told = new ArrayList<>();
    private final InstallerLogMonitor monitor =
            new InstallerLogMonitor(
                    line -> line.replace("geheim", "***"),
                    event -> told.add(((BuildEvent.InstallerLine) event).text()));

    @Test
    void passesLinesOnWithoutSecretsAndEscapes() {
        feed("Nov 30 03:00:00 anna: \u001b[31mpassword geheim\n\n");

        assertThat(told).containsExactly("Nov 30 03:00:00 anna: password ***");
    }

    @Test
    void findsWhyDebootstrapFailed() {
        feed(
                """
                Nov 30 03:00:00 kernel: [    1.2] pci: error: nothing of interest
                Nov 30 03:00:01 debootstrap: I: Retrieving dpkg 1.22.0
                Nov 30 03:00:02 debootstrap: W: Failure trying to run something
                Nov 30 03:00:03 debootstrap: E: Couldn't download dpkg (ver 1.22.0 at http://m/dpkg.deb)
                Nov 30 03:00:04 base-installer: error: exiting on error base-installer/debootstrap-failed
                Nov 30 03:00:05 main-menu[9]: WARNING **: Configuring 'bootstrap-base' failed with error code 1
                Nov 30 03:00:06 main-menu[9]: INFO: Menu item
                """);

        assertThat(monitor.causes())
                .containsExactly(
                        "debootstrap: E: Couldn't download dpkg (ver 1.22.0 at http://m/dpkg.deb)",
                        "base-installer: error: exiting on error base-installer/debootstrap-failed",
                        "main-menu[9]: WARNING **: Configuring 'bootstrap-base' failed with error code 1");
    }

    @Test
    void namesWhatTheInstallersWgetCouldNotGet() {
        feed(
                """
                Nov 30 03:00:01 debootstrap: http://m/debian/pool/t/tzdata_1_all.deb:
                Nov 30 03:00:01 debootstrap: 2026-11-30 03:00:01 ERROR 404: Not Found.
                Nov 30 03:00:09 debootstrap: http://m/debian/pool/t/tzdata_1_all.deb:
                Nov 30 03:00:09 debootstrap: 2026-11-30 03:00:09 ERROR 404: Not Found.
                """);

        assertThat(monitor.causes())
                .containsExactly(
                        "debootstrap: http://m/debian/pool/t/tzdata_1_all.deb:",
                        "debootstrap: ERROR 404: Not Found.");
    }

    @Test
    void aTracebackIsItsPlaceAndItsEnd() {
        feed(
                """
                anaconda: Traceback (most recent call last):
                anaconda:   File "/usr/lib/a.py", line 1, in run
                anaconda:     self.go()
                anaconda:   File "/usr/lib/b.py", line 22, in go
                anaconda:     raise ValueError("no disk")
                anaconda: pyanaconda.errors.StorageError: no disk
                anaconda: later
                """);

        assertThat(monitor.causes())
                .containsExactly(
                        "anaconda:   File \"/usr/lib/b.py\", line 22, in go",
                        "anaconda: pyanaconda.errors.StorageError: no disk");
    }

    @Test
    void keepsTheLastFewAndNoneTwice() {
        for (int i = 0; i < 30; i++) {
            feed("Nov 30 03:00:%02d apt: E: problem %d\n".formatted(i, i / 3));
        }
        feed("E: " + "x".repeat(100_000) + "\n");

        assertThat(monitor.causes()).hasSize(5).first().isEqualTo("apt: E: problem 6");
        assertThat(monitor.causes()).allMatch(cause -> cause.length() <= 300);
    }

    private void feed(String text) {
        monitor.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
