package org.imagefactory.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureFinderTest {

    private final FailureFinder finder = new FailureFinder();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[    4.5] Kernel panic - not syncing: VFS: no root; LINUX",
                "[   99.1] Out of memory: Killed process 412 (apt-get) total-vm:9kB; LINUX",
                "[   99.1] Out of memory: Kill process 412 (apt-get) score 9; LINUX",
                "You are in emergency mode. After logging in, type \"journalctl -xb\"; SYSTEMD",
                "Give root password for maintenance; SYSTEMD",
                "Cannot open access to console, the root account is locked.; SYSTEMD",
                "Entering emergency mode. Exit the shell to continue.; DRACUT",
                "         Starting Dracut Emergency Shell...; DRACUT",
                "(initramfs) ; INITRAMFS",
                "ALERT!  UUID=17 does not exist.  Dropping to a shell!; INITRAMFS",
                "Unable to find a medium containing a live file system; INITRAMFS",
                "Installation step failed; DEBIAN",
                "│ An installation step failed. You can try to run the │; DEBIAN",
                "Downloading a file failed:; DEBIAN",
                "┤ [!] Bad archive mirror ├; DEBIAN",
                "Failed to run preseeded command; DEBIAN",
                "Failed to retrieve the preconfiguration file; DEBIAN",
                "Unable to install GRUB in /dev/vda; DEBIAN",
                "Debootstrap Error; DEBIAN",
                "No network interfaces detected; DEBIAN",
                "Insufficient memory; DEBIAN",
                "Pane is dead (status 1, Mon Nov 23 01:00:00 2026); ANACONDA",
                "The following error occurred while installing.  This is a fatal error; ANACONDA",
                "There was an error running the kickstart script at line 17.; ANACONDA",
                "The following problem occurred on line 4 of the kickstart file:; ANACONDA",
                "dracut-initqueue[512]: Warning: anaconda: failed to fetch kickstart from x; ANACONDA",
                "*** Could not find the openSUSE Leap 15.6 Repository.; YAST",
                "YaST got signal 11 at YCP file x.ycp:17; YAST",
                "agama-autoinstall.service: Failed with result 'exit-code'.; AGAMA",
                "Anyhow(Cannot perform the installation as the settings are not valid); AGAMA",
                "An error occurred. Press enter to start a shell; SUBIQUITY",
                "finish: subiquity/Install/install/curtin_install: FAIL: curtin; SUBIQUITY",
                "finish: subiquity/Late/run/command_0: FAIL: command returned 1; SUBIQUITY"
            })
    void recognises(String piece, InstallerFamily family) {
        assertThat(finder.find(piece))
                .hasValueSatisfying(
                        failure -> {
                            assertThat(failure.family()).isEqualTo(family);
                            assertThat(failure.meaning()).isNotBlank();
                        });
    }

    /** Lines of healthy installations. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[FAILED] Failed to start Load Kernel Modules.",
                "[FAILED] Failed to start plymouth-start.service - Show Plymouth Boot Screen.",
                "systemd[1]: anaconda-pre.service: Failed with result 'exit-code'.",
                "dracut-initqueue[512]: Warning: dracut-initqueue: timeout, still waiting for x",
                "dracut-initqueue[512]: Warning: dracut-initqueue timeout - starting timeout scripts",
                "[   12.1] Memory cgroup out of memory: Killed process 17 (tracker)",
                "[    0.0] Kernel command line: panic=10 console=ttyS0",
                "[    1.2] ACPI Error: AE_NOT_FOUND",
                "blk_update_request: I/O error, dev fd0, sector 0",
                "Could not load the configuration from label://OEMDRV/autoinst.json",
                "finish: subiquity/Refresh/check_for_update: FAIL: no network",
                "finish: subiquity/Install/install: SUCCESS",
                "Traceback (most recent call last):",
                "[  OK  ] Reached target emergency.target - Emergency Mode.",
                "Installing libpam-failed (12/345)",
                "Setting up dracut-emergency (17-1) ...",
                "Low memory",
                "mount: /proc: Insufficient memory for a cache, going on",
                "Partitioning disks  ... 10%... 50%",
                ""
            })
    void leavesHealthyLinesAlone(String piece) {
        assertThat(finder.find(piece)).isEmpty();
    }

    @Test
    void aTracebackCountsOnceAnacondaRuns() {
        finder.find("anaconda 43.44 for Fedora 43 started.");

        assertThat(finder.find("Traceback (most recent call last):"))
                .map(ConsoleFailure::family)
                .contains(InstallerFamily.ANACONDA);
        assertThat(finder.installer()).contains(InstallerFamily.ANACONDA);
    }

    @Test
    void theTextBeginsAtTheWordsAndHasNoFrame() {
        assertThat(finder.find("[ 4.5] Kernel panic - not syncing: no init ]---"))
                .map(ConsoleFailure::text)
                .contains("Kernel panic - not syncing: no init ]");
        assertThat(finder.find("┌──┤ [!!] Installation step failed ├──┐"))
                .map(ConsoleFailure::message)
                .contains("debian-installer: Installation step failed");
    }

    @Test
    void aPanicOfABusyHostIsNoFaultOfTheInstaller() {
        assertThat(
                        finder.find(
                                "[    0.0] Kernel panic - not syncing: IO-APIC + timer doesn't"
                                        + " work!  Boot with apic=debug and send a report."))
                .map(ConsoleFailure::meaning)
                .hasValueSatisfying(text -> assertThat(text).contains("no_timer_check"));
    }

    @Test
    void aLongTextIsCut() {
        assertThat(finder.find("Kernel panic - not syncing" + "x".repeat(900)).orElseThrow().text())
                .hasSize(300);
    }
}
