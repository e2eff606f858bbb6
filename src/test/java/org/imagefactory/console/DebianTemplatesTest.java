package org.imagefactory.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebianTemplatesTest {

    @ParameterizedTest
    @CsvSource({
        "Write the changes to disks?, partman/confirm",
        "Write the changes to disks and configure LVM?, partman-lvm/confirm",
        "Partitioning method:, partman-auto/method",
        "Debian archive mirror country:, mirror/country",
        "Please enter the hostname for this system. Hostname:, netcfg/get_hostname",
        "Debian archive mirror hostname:, mirror/http/hostname",
        "ROOT PASSWORD:, passwd/root-password",
        "Re-enter password to verify:, passwd/root-password-again",
        "Full name for the new user:, passwd/user-fullname",
        "Keymap to use:, keyboard-configuration/xkb-keymap",
        "Select a language, debian-installer/locale",
        "Device for boot loader installation:, grub-installer/bootdev",
        "Participate in the package usage survey?, popularity-contest/participate",
        "Choose software to install:, tasksel/first",
        "Continue without installing a kernel?, base-installer/kernel/skip-install",
        "No network interfaces detected, netcfg/no_interfaces",
        "Run os-prober automatically to detect and boot other OSes?, "
                + "grub-installer/enable_os_prober_otheros_yes"
    })
    void knowsTheTemplate(String question, String template) {
        assertThat(DebianTemplates.of(question)).contains(template);
    }

    @Test
    void readsAcrossLines() {
        assertThat(DebianTemplates.of("[!!] Partition disks\n  Write the   changes\nto disks?"))
                .contains("partman/confirm");
    }

    @Test
    void knowsNothingOfOthers() {
        assertThat(DebianTemplates.of("What is the airspeed of a swallow?")).isEmpty();
    }
}
