package org.imagefactory.console;

import static org.imagefactory.console.FailurePattern.dialog;

import java.util.List;
import org.imagefactory.spec.Field;

/**
 * How debian-installer says that it failed: titles of its error templates, as {@code
 * debconf-get-selections --installer} lists them, in English. A build that is preseeded never shows
 * one of them and goes on; in another language they are found as questions, some seconds later.
 */
final class DebianFailures {

    private static final String LOG = "; the reason stands in the installer's syslog, on console 4";

    static final List<FailurePattern> ALL =
            List.of(
                    // main-menu, debian-installer/main-menu: also at the end of all others.
                    d("[Ii]nstallation step failed", "a part of the installer gave up" + LOG),
                    // retriever/net/error and apt-setup/mirror/error
                    d(
                            "Downloading a file failed",
                            "is the mirror up, is the path right, does the release still exist, and is it"
                                    + " signed by a key that the installer has?"),
                    // apt-setup/local/key-error
                    d("Downloading local repository key failed", "check apt-setup/local0/key"),
                    // apt-setup/service-failed
                    d("Cannot access repository", "check apt-setup/services-select"),
                    // mirror/bad
                    d("Bad archive mirror", "check mirror/http/hostname and mirror/http/directory"),
                    // mirror/noarch
                    d("Architecture not supported", "the mirror lacks this architecture"),
                    // netcfg/no_interfaces, ethdetect/cannot_find
                    d(
                            "No network interfaces detected|Ethernet card not found",
                            "the installer's kernel has no driver for the machine's network card"),
                    // netcfg/dhcp_failed
                    d("Network autoconfiguration failed", "does the machine's network have DHCP?"),
                    // anna/install_failed
                    d(
                            "Failed to load installer component",
                            "the installer's kernel and the mirror are of different releases, or"
                                    + " the machine lacks memory"),
                    // preseed/retrieve_error, preseed/load_error
                    d(
                            "Failed to (?:retrieve|process) the preconfiguration file",
                            "check the preseed file with image-factory check"),
                    // preseed/command_failed
                    d(
                            "Failed to run preseeded command",
                            "the status of the command stands in the dialog" + LOG),
                    // base-installer and bootstrap-base
                    d(
                            "Debootstrap Error|Base system installation error"
                                    + "|Failed to install the base system"
                                    + "|Cannot install base system",
                            "does the mirror have every package, is there space on the disk?"
                                    + LOG
                                    + "; with DEBCONF_DEBUG=developer in "
                                    + Field.KERNEL_ARGUMENTS
                                    + " it tells the package that was asked for last"),
                    d(
                            "Unable to install the selected kernel|Cannot install kernel",
                            "is there space on the disk?" + LOG),
                    d("No file system mounted on /target", "no partition was made for /"),
                    // partman
                    d(
                            "Failed to partition the selected disk|No root file system"
                                    + "|Failed to create a (?:file system|swap space)",
                            "does the recipe fit the disk? see "
                                    + Field.DISK_SIZE
                                    + " and partman-auto"),
                    // grub-installer
                    d(
                            "GRUB installation failed|Unable to install GRUB in"
                                    + "|Unable to configure GRUB",
                            "check grub-installer/bootdev"),
                    // lowmem/insufficient
                    d("^\\W*Insufficient memory\\W*$", "raise " + Field.MEMORY));

    private DebianFailures() {}

    private static FailurePattern d(String words, String meaning) {
        return dialog(InstallerFamily.DEBIAN, words, meaning);
    }
}
