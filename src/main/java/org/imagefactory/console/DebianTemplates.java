package org.imagefactory.console;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells which template of debian-installer a question is. From what {@code debconf-get-selections
 * --installer} lists (Debian 10 to 13) and the installation guide's appendix on preseeding; where
 * the guide has another name for the answer than the question has, it is the guide's.
 */
final class DebianTemplates {

    /** Words of the question, in any case; the first that are found decide. */
    private static final String TABLE =
            """
            Write the changes to disks and configure LVM? = partman-lvm/confirm
            configure encrypted volumes? = partman-crypto/confirm
            configure RAID? = partman-md/confirm
            Keep current partition layout and configure LVM? = partman-lvm/confirm_nochanges
            Write the changes to disks? = partman/confirm
            Continue with the installation? = partman/confirm_nochanges
            Write a new empty partition table? = partman-partitioning/confirm_write_new_label
            Create new empty partition table on this device? = partman-partitioning/confirm_new_label
            Partition table type = partman-partitioning/choose_label
            Force UEFI installation? = partman-efi/non_efi_system
            Go back to the menu and resume partitioning? = partman-efi/no_efi
            Remove existing logical volume data? = partman-lvm/device_remove_lvm
            Remove existing software RAID partitions? = partman-md/device_remove_md
            Name of the volume group for the new system = partman-auto-lvm/new_vg_name
            Amount of volume group to use for guided partitioning = partman-auto-lvm/guided_size
            Continue installation without /boot partition? = partman-auto-lvm/no_boot
            Encryption passphrase = partman-crypto/passphrase
            Use weak passphrase? = partman-crypto/weak_passphrase
            Do you want to return to the partitioning menu? = partman-basicfilesystems/no_swap
            No root file system = partman-auto/expert_recipe
            Select disk to partition = partman-auto/disk
            Partitioning scheme = partman-auto/choose_recipe
            Partitioning method = partman-auto/method
            overview of your currently configured partitions = partman/choose_partition
            Do you want to resume partitioning? = partman-target/mount_failed
            Unmount partitions that are in use? = partman/unmount_active
            Select a language = debian-installer/locale
            Choose the language = debian-installer/locale
            Select your location = debian-installer/locale
            Country, territory or area = debian-installer/locale
            Continent or region = debian-installer/locale
            Country to base default locale settings on = debian-installer/locale
            System locale = debian-installer/locale
            Additional locales = localechooser/supported-locales
            Continue the installation in the selected language? = localechooser/translation/warn-light
            Keymap to use = keyboard-configuration/xkb-keymap
            Configure the keyboard = keyboard-configuration/xkb-keymap
            Keyboard layout = keyboard-configuration/variant
            Keyboard model = keyboard-configuration/model
            Method for toggling between national and Latin mode = keyboard-configuration/toggle
            Load missing firmware from removable media? = hw-detect/load_firmware
            Load missing drivers from removable media? = hw-detect/load_media
            Driver needed by your Ethernet card = ethdetect/module_select
            Do you intend to use FireWire Ethernet? = ethdetect/use_firewire_ethernet
            Primary network interface = netcfg/choose_interface
            Auto-configure networking? = netcfg/use_autoconfig
            Network configuration method = netcfg/dhcp_options
            Network autoconfiguration failed = netcfg/dhcp_failed
            Continue without a default route? = netcfg/no_default_route
            No network interfaces detected = netcfg/no_interfaces
            Debian archive mirror hostname = mirror/http/hostname
            DHCP hostname = netcfg/dhcp_hostname
            Hostname: = netcfg/get_hostname
            Domain name: = netcfg/get_domain
            Name server addresses = netcfg/get_nameservers
            IP address: = netcfg/get_ipaddress
            Netmask: = netcfg/get_netmask
            Gateway: = netcfg/get_gateway
            Is this information correct? = netcfg/confirm_static
            Wireless network = netcfg/wireless_essid
            Location of initial preconfiguration file = preseed/url
            Failed to retrieve the preconfiguration file = preseed/url
            Protocol for file downloads = mirror/protocol
            Debian archive mirror country = mirror/country
            Choose a mirror of the Debian archive = mirror/country
            Debian archive mirror directory = mirror/http/directory
            Debian archive mirror: = mirror/http/mirror
            Debian version to install = mirror/suite
            HTTP proxy information = mirror/http/proxy
            FTP proxy information = mirror/ftp/proxy
            Go back and try a different mirror? = mirror/no-default
            Bad archive mirror = mirror/http/hostname
            Use a network mirror? = apt-setup/use_mirror
            Continue without a network mirror? = apt-setup/no_mirror
            Use non-free firmware? = apt-setup/non-free-firmware
            Use non-free software? = apt-setup/non-free
            Use contrib software? = apt-setup/contrib
            Services to use = apt-setup/services-select
            Scan extra installation media? = apt-setup/cdrom/set-first
            Enable source repositories in APT? = apt-setup/enable-source-repositories
            Downloading local repository key failed = apt-setup/local0/key
            Downloading a file failed = mirror/http/hostname
            Continue the install without loading kernel modules? = anna/no_kernel_modules
            Installer components to load = anna/choose_modules
            Allow login as root? = passwd/root-login
            Root password = passwd/root-password
            Re-enter password to verify = passwd/root-password-again
            Create a normal user account now? = passwd/make-user
            Full name for the new user = passwd/user-fullname
            Username for your account = passwd/username
            Choose a password for the new user = passwd/user-password
            Use weak password? = user-setup/allow-password-weak
            Encrypt your home directory? = user-setup/encrypt-home
            Select a location in your time zone = time/zone
            Select your time zone = time/zone
            Configure the clock = time/zone
            Is the system clock set to UTC? = clock-setup/utc
            Set the clock using NTP? = clock-setup/ntp
            NTP server to use = clock-setup/ntp-server
            Wait another 30 seconds for hwclock to set the clock? = clock-setup/hwclock-wait
            Proceed with installation to unclean target? = base-installer/use_unclean_target
            Continue without installing a kernel? = base-installer/kernel/skip-install
            Kernel to install = base-installer/kernel/image
            Tool to use to generate boot initrd = base-installer/initramfs/generator
            Drivers to include in the initrd = base-installer/initramfs-tools/driver-policy
            Participate in the package usage survey? = popularity-contest/participate
            Choose software to install = tasksel/first
            Updates management on this system = pkgsel/update-policy
            Device for boot loader installation = grub-installer/bootdev
            Install the GRUB boot loader to your primary drive? = grub-installer/only_debian
            Install the GRUB boot loader to the master boot record? = grub-installer/only_debian
            Install the GRUB boot loader to multiple disks? = grub-installer/multiple-disks
            Force GRUB installation to the EFI removable media path? = \
            grub-installer/force-efi-extra-removable
            Update NVRAM variables to automatically boot into Debian? = grub-installer/update-nvram
            Run os-prober automatically to detect and boot other OSes? = \
            grub-installer/enable_os_prober_otheros_yes
            Installation complete = finish-install/reboot_in_progress
            Entering low memory mode = lowmem/low
            Choose the next step in the install process = debian-installer/main-menu
            Choose an installation step = debian-installer/missing-provide
            Interactive shell = di-utils-shell/do-shell
            """;

    private record Row(String words, String template) {

        static Row parse(String line) {
            int middle = line.indexOf(" = ");
            return new Row(
                    line.substring(0, middle).toLowerCase(Locale.ROOT),
                    line.substring(middle + 3).strip());
        }
    }

    private static final List<Row> ROWS = TABLE.lines().map(Row::parse).toList();

    private DebianTemplates() {}

    /**
     * @param question as it stands on the screen, in any number of lines
     */
    static Optional<String> of(String question) {
        String words = question.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return ROWS.stream()
                .filter(row -> words.contains(row.words()))
                .findFirst()
                .map(Row::template);
    }
}
