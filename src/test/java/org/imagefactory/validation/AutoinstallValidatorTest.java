package org.imagefactory.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoinstallValidatorTest {

    private static final String GOOD =
            """
            #cloud-config
            autoinstall:
              version: 1
              interactive-sections: []
              apt: {geoip: false, fallback: abort}
              storage:
                swap: {size: 0}
                config:
                - {id: disk, type: disk, ptable: msdos, grub_device: true, match: {size: largest}}
                - {id: root, type: partition, device: disk, size: -1, flag: boot}
                - {id: format, type: format, volume: root, fstype: ext4}
                - {id: mount, type: mount, device: format, path: /}
              user-data: {disable_root: false}
              late-commands: [echo, [sh, -c, echo]]
              shutdown: poweroff
            """;

    /** What cloud-init takes for its header, and what it does not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "#cloud-config | \"\"",
                "\"\n  \n#cloud-config\" | \"\"",
                "\"  #Cloud-Config \" | \"\"",
                "#cloud-config # mine | \"\"",
                "#cloud-config-archive | E line 1: the first line has to be #cloud-config",
                "#!/bin/sh | E line 1: the first line has to be #cloud-config",
                "\uFEFF#cloud-config | E line 1: the file begins with a byte order mark",
                "\"## template: jinja\n#cloud-config\" | W line 1: is a template of Jinja",
                "\"Content-Type: multipart/mixed\n\" | W line 1: has parts in MIME",
            })
    void headers(String header, String complaint) {
        List<String> found = look(GOOD.replace("#cloud-config", header), Firmware.BIOS);

        if (complaint.isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).singleElement().asString().startsWith(complaint);
        }
    }

    private static List<String> look(String text, Firmware firmware) {
        Machine pc = Specs.machine();
        Machine machine =
                new Machine(
                        pc.cores(),
                        pc.memory(),
                        pc.mac(),
                        pc.engine(),
                        Architecture.AMD64,
                        firmware);
        ImageSpec spec = Specs.spec(Specs.ISO, Optional.empty(), "", machine, Specs.anHour());
        return AnswerValidator.of(AnswerFile.Kind.AUTOINSTALL).look(text, spec).stream()
                .map(complaint -> (complaint.certain() ? "E " : "W ") + complaint)
                .toList();
    }

    @Test
    void findsNothingInAGoodFile() {
        assertThat(look(GOOD, Firmware.BIOS)).isEmpty();
    }

    /** Each rule broken once: the first text is replaced by the second. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    #cloud-config|# cloud-config|E line 1: the first line has to be #cloud-config
                    version: 1|version: 2|E line 3: autoinstall.version: must be the constant value '1'
                    version: 1|locale: C|E line 2: autoinstall: required property 'version' not found
                    autoinstall:|autoinstal:|E required property 'autoinstall' not found
                    sections: []|sections: [network]|E line 4: interactive-sections: the installer would wait
                    user-data: {disable_root: false}|locale: C|E line 3: neither identity nor user-data
                    user-data: {disable_root: false}|identity: {hostname: h}|E line 13: autoinstall.identity: required property 'username'
                    shutdown: poweroff|shutdown: reboot|W line 15: shutdown is not poweroff
                    shutdown: poweroff|shutdown: halt|E line 15: autoinstall.shutdown: does not have a value
                    shutdown: poweroff|updates: none|E line 15: autoinstall.updates: does not have a value
                    shutdown: poweroff|late-command: []|E line 15: autoinstall.late-command: is not known here
                    shutdown: poweroff|codecs: {install: maybe}|E line 15: autoinstall.codecs.install: string found
                    shutdown: poweroff|ssh: {install_server: yes}|E line 15: autoinstall.ssh.install_server: is not known here
                    fallback: abort|fallback: stop|E line 5: autoinstall.apt.fallback: does not have a value
                    type: mount|type: mountpoint|E line 12: autoinstall.storage.config.3.type: does not have a value
                    [echo, [sh, -c, echo]]|[echo, 5]|E line 14: autoinstall.late-commands.1: integer found
                    ptable: msdos|ptable: gpt|E line 6: storage: the disk disk has ptable: gpt and no partition
                    storage:|storage: {layout: {name: lvm}}\\n  kernel:|W line 6: storage: the installer would use LVM
                    storage:|storage: {layout: {name: raid}}\\n  kernel:|E line 6: autoinstall.storage.layout.name: does not
                    version: 1|version: [1|E line 4: is no YAML: expected ',' or ']'
                    version: 1|version: 1\\n  version: 1|W line 4: the key 'version' stands twice (line 3)
                    {id: root, type: partition, device: disk|{id: root, type: partition, device: dsk|E line 10: storage: there is no dsk to refer to
                    id: format, type|id: root, type|E line 11: storage: the id root is there twice
                    size: -1, flag: boot}|size: 1G, flag: boot}\\n    - {id: esp, type: partition, device: raid, size: 1G}\\n    - {id: raid, type: raid, name: md0, raidlevel: 1, devices: [root]}|E line 11: storage: raid has to stand before what refers to it
                    size: -1, flag: boot}|size: -1, flag: boot}\\n    - {id: data, type: partition, device: disk, size: 1G}|E line 10: storage: only the last partition of disk can fill it
                    size: -1, flag: boot|size: 10GiB|E line 10: autoinstall.storage.config.1.size: does not match
                    size: -1, flag: boot|size: '-1'|E line 10: autoinstall.storage.config.1.size: does not match
                    size: -1, flag: boot|size: 1G, flag: bootable|E line 10: autoinstall.storage.config.1.flag: does not have a value
                    size: -1, flag: boot|size: 1G, wipe: all|E line 10: autoinstall.storage.config.1.wipe: does not have a value
                    fstype: ext4|fstype: ext5|E line 11: autoinstall.storage.config.2.fstype: does not have a value
                    grub_device: true|grub_device: false|E line 6: storage: a BIOS needs a disk with grub_device: true
                    path: /}|path: /}\\n    - {id: again, type: mount, device: format, path: /}|E line 13: storage: a second mount at /
                    {id: root, type|{id: two, type: disk}\\n    - {id: root, type|E line 10: storage: a second disk
                    match: {size: largest}|serial: QEMU|W line 9: storage: the machine's disk has no serial number
                    storage:|storage: {layout: {name: direct, mode: keep}}\\n  kernel:|E line 6: autoinstall.storage.layout.mode: does not have a value
                    fallback: abort|disable_components: [main]|E line 5: autoinstall.apt.disable_components.0: does not have a value
                    fallback: abort|mirror-selection: {primary: [mirror]}|E line 5: autoinstall.apt.mirror-selection.primary.0: must be the constant value
                    fallback: abort|preferences: [{package: x, pin: y}]|E line 5: autoinstall.apt.preferences.0: required property 'pin-priority' not found
                    shutdown: poweroff|ubuntu-pro: {token: C1234}|E line 15: autoinstall.ubuntu-pro.token: does not match
                    size: -1, flag|flag|E line 10: autoinstall.storage.config.1: required property 'size' not found
                    ptable: msdos|ptable: msdos, path: /dev/sda|E line 9: storage: the machine has no /dev/sda
                    match: {size: largest}|match: {path: /dev/nvme0n1}|E line 9: storage: the machine has no /dev/nvme0n1
                    ptable: msdos|ptable: msdos, path: /dev/disk/by-id/x|W line 9: storage: /dev/disk/by-id/x may not be there
                    match: {size: largest}|match: {serial: x}|W line 9: storage: the machine's disk has no serial number
                    storage:|storage: {layout: {name: direct, match: {path: /dev/sdb}}}\\n  kernel:|E line 6: storage: the machine has no /dev/sdb
                    version: 1|version: &a [*a]|E is no YAML: values are nested too deeply, or contain themselves
                    echo, [sh|'grub-install /dev/sda', [sh|W line 14: late-commands, command 1: the machine has no /dev/sda
                    """)
    void tellsWhatIsBroken(String good, String bad, String complaint) {
        String text = GOOD.replace(good, bad.replace("\\n", "\n"));
        assertThat(text).isNotEqualTo(GOOD);

        assertThat(look(text, Firmware.BIOS)).anySatisfy(c -> assertThat(c).startsWith(complaint));
    }

    /** What Ubuntu's installer takes, however rare it is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "fstype: ext4 | fstype: f2fs",
                "fstype: ext4 | fstype: hfsplus, preserve: true",
                "size: -1 | size: 50%",
                "size: -1 | size: 1.5G",
                "size: -1 | size: 1073741824.0",
                "size: -1 | size: 10 GB, wipe: superblock-recursive",
                "flag: boot | flag: ''",
                "path: /} | \"path: /}\n    - {id: t, type: mount, spec: none, fstype: ramfs, path: /x}\"",
                "path: /} | \"path: /}\n    - {id: s, type: mount, device: format, path: ''}\"",
                "shutdown: poweroff | \"shutdown: poweroff\n  reporting: {j: {type: journald}}\"",
            })
    void takesWhatIsRare(String good, String other) {
        String text = GOOD.replace(good, other);
        assertThat(text).isNotEqualTo(GOOD);

        assertThat(look(text, Firmware.BIOS)).isEmpty();
    }

    @Test
    void uefiNeedsAPlaceForItsBootLoader() {
        assertThat(look(GOOD, Firmware.UEFI))
                .singleElement()
                .asString()
                .startsWith("E line 6: storage: UEFI needs a partition");
        String loader =
                "- {id: esp, type: partition, device: disk, size: 128M, grub_device: true}\n    - {id: root,";
        String esp = GOOD.replace("ptable: msdos, grub_device: true", "ptable: gpt");
        String unmounted = esp.replace("- {id: root,", loader);
        assertThat(look(unmounted, Firmware.UEFI))
                .containsExactly(
                        "E line 6: storage: UEFI needs its partition mounted at /boot/efi");
        String mounted =
                unmounted.replace(
                        "- {id: mount,",
                        """
                        - {id: fat, type: format, volume: esp, fstype: fat32}
                            - {id: efi, type: mount, device: fat, path: /boot/efi}
                            - {id: mount,""");
        assertThat(look(mounted, Firmware.UEFI)).isEmpty();
    }

    @Test
    void aPartitionForTheLoaderIsEnoughForGptOnABios() {
        String gpt =
                GOOD.replace("msdos", "gpt")
                        .replace(
                                "- {id: root,",
                                "- {id: b, type: partition, device: disk, size: 1M, flag: bios_grub}\n"
                                        + "    - {id: root,");

        assertThat(look(gpt, Firmware.BIOS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "#cloud-config", "'#cloud-config\n[]'", "'#cloud-config\n--- 1\n--- 2'"})
    void refusesWhatIsNoUserData(String text) {
        assertThat(look(text, Firmware.BIOS)).isNotEmpty();
    }
}
