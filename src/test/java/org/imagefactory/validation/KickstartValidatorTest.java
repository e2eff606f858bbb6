package org.imagefactory.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KickstartValidatorTest {

    /** Nothing is missing, for any release; more lines go in front. */
    private static final String COMPLETE =
            """
            cmdline
            poweroff
            url --url=https://m.example/os
            rootpw --lock
            timezone UTC --utc
            zerombr
            clearpart --all --initlabel --disklabel=msdos
            part / --fstype=ext4 --size=1024 --grow
            %packages
            @core
            %end
            """;

    private static ImageSpec spec(String osinfo, Firmware firmware, String append) {
        Machine plain = Specs.machine();
        return Specs.spec(
                Specs.NETBOOT,
                Optional.empty(),
                append,
                new Machine(
                        plain.cores(),
                        plain.memory(),
                        plain.mac(),
                        new LibvirtSettings(
                                Optional.empty(),
                                VirtType.QEMU,
                                Optional.empty(),
                                osinfo.isEmpty() ? Optional.empty() : Optional.of(osinfo)),
                        Architecture.AMD64,
                        firmware),
                Specs.anHour());
    }

    private static List<String> look(String text, String osinfo, Firmware firmware, String append) {
        return AnswerValidator.of(AnswerFile.Kind.KICKSTART)
                .look(text, spec(osinfo, firmware, append))
                .stream()
                .map(complaint -> (complaint.certain() ? "E " : "W ") + complaint)
                .toList();
    }

    private static List<String> look(String text, String osinfo) {
        return look(text, osinfo, Firmware.BIOS, "");
    }

    @ParameterizedTest
    @CsvSource({"rocky9", "almalinux10", "fedora43", "fedora44", "''", "fedora-rawhide"})
    void nothingIsWrong(String osinfo) {
        assertThat(look(COMPLETE, osinfo)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rocky9 | install | E line 1: command 'install' does not exist any more in RHEL 9:"
                        + " leave it out",
                "rocky9 | authconfig --x | W line 1: command 'authconfig' is out of date in RHEL 9:"
                        + " use authselect",
                "rocky10 | authconfig --x | E line 1: command 'authconfig' does not exist any more"
                        + " in RHEL 10: use authselect",
                "fedora44 | vnc | W line 1: command 'vnc' is out of date in Fedora 44: leave it out",
                "rocky9 | rdp | E line 1: command 'rdp' does not exist in RHEL 9",
                "rocky9 | instal | E line 1: there is no command 'instal'",
                "`` | instal | W line 1: there is no command 'instal'",
                "`` | install | W line 1: command 'install' does not exist any more in any known"
                        + " release: leave it out",
                "`` | authconfig --x | ``",
                "rocky9 | timezone UTC --isUtc | W line 1: option --isUtc of timezone is out of date"
                        + " in RHEL 9: use --utc",
                "rocky10 | timezone UTC --isUtc | E line 1: option --isUtc of timezone does not"
                        + " exist any more in RHEL 10: use --utc",
                "fedora43 | timezone UTC --nontp | W line 1: option --nontp of timezone is out of"
                        + " date in Fedora 43: use timesource --ntp-disable",
                "rocky9 | network --device=link --ipv4-dns-search=x | ``",
                "rocky10 | network --ipv4-dns-search=x | E line 1: network: --ipv4-dns-search needs"
                        + " --device",
                "rocky9 | user --name=a --uid=-1 | ``",
                "rocky9 | user --name=a --uid -1 | ``",
                "rocky9 | user --name=a --uid=99999999999999999999999999999999999999999999 | E line"
                        + " 1: option --uid of user cannot be"
                        + " '99999999999999999999999999999999999999999999': it is a whole number",
                "rocky9 | volgroup v p --reserved-space=0 | E line 1: option --reserved-space of"
                        + " volgroup cannot be '0': it is a whole number, at least 1",
                "rocky9 | snapshot v --name=n --when=PRE-Install | E line 1: argument of snapshot"
                        + " cannot be 'v'",
                "rocky9 | part /x --size=1 --fstype=ext5 | W line 1: the installer does not know the"
                        + " file system ext5",
                "rocky9 | ignoredisk --only-use=vd* | ``",
                "rocky9 | ignoredisk --only-use=sd* | E line 1: the machine has no sd*: its only disk"
                        + " is /dev/vda",
                "rocky9 | ignoredisk --drives=sda | W line 1: the machine has no sda: its only disk"
                        + " is /dev/vda",
                "rocky9 | ignoredisk --only-use=disk/by-id/x | W line 1: disk/by-id/x may not be"
                        + " there: the machine's only disk is /dev/vda, an empty one without a serial"
                        + " number",
                "rocky9 | bootloader --boot-drive=nvme0n1 | E line 1: the machine has no nvme0n1:"
                        + " its only disk is /dev/vda",
                "rocky9 | services | E line 1: services needs one of --enabled, --disabled",
                "rocky9 | part /x --size=1 --resize | E line 1: part: --resize needs one of"
                        + " --onpart, --usepart",
                "rocky9 | volgroup v p --useexisting | E line 1: volgroup: members and --useexisting"
                        + " cannot be used together",
                "rocky10 | module foo --bar | W line 1: command 'module' is out of date in RHEL 10:"
                        + " leave it out",
                "rocky9 | network --bootproto=dhpc | E line 1: option --bootproto of network cannot"
                        + " be 'dhpc': it is one of dhcp, bootp, static, query, ibft",
                "rocky9 | skipx --now | E line 1: skipx has no option --now in RHEL 9",
                "rocky9 | skipx=x | E line 1: there is no command 'skipx=x'",
                "rocky9 | skipx now | E line 1: skipx takes no argument, not 1",
                "rocky9 | lang | E line 1: lang needs one argument",
                "rocky9 | lang en_US.UTF-8 | ``",
                "rocky9 | selinux --enforcing=yes | E line 1: option --enforcing of selinux has no"
                        + " value",
                "rocky9 | user --name | E line 1: option --name of user needs a value",
                "rocky9 | user --name=a --password \"b c\" | ``",
                "rocky9 | services --enable=sshd | ``",
                "rocky9 | repo --baseurl=https://x | E line 1: repo needs the option --name",
                "rocky9 | sshkey --username=root \"a b | E line 1: a quotation mark is not closed",
                "rocky9 | network \\ | E line 1: a line cannot be continued",
                "rocky9 | %end | E line 1: %end without a section",
                "rocky9 | %post --nochrot | E line 1: %post has no option --nochrot in RHEL 9;"
                        + "E line 1: %post is not closed by %end",
                "rocky9 | %anaconda | W line 1: section '%anaconda' is out of date in RHEL 9: leave"
                        + " it out;E line 1: %anaconda is not closed by %end",
                "rocky10 | autopart | E line 9: part cannot be used beside autopart (line 1)",
                "rocky10 | part /x --fstype=btrfs --size=1 | E line 1: this distribution has no"
                        + " btrfs: use ext4 or xfs",
                "fedora44 | part /x --fstype btrfs --size=1 | ``",
                "rocky9 | part btrfs.1 --size=1 | E line 1: this distribution has no btrfs: use ext4"
                        + " or xfs",
                "rocky9 | driverdisk --source= | E line 1: driverdisk needs one of an argument,"
                        + " --source, --biospart",
                "rocky9 | services --enabled=\"\" | E line 1: services needs one of --enabled,"
                        + " --disabled",
                "rocky9 | timesource --ntp-server \"\" | E line 1: timesource needs one of"
                        + " --ntp-server, --ntp-pool, --ntp-disable",
                "rocky9 | repo --name=a --mirrorlist= --baseurl=https://x | ``",
                "rocky9 | network --device=br0 --bridgeslaves=a --bridgeopts= | ``",
                "rocky9 | rootpw \"\" | E line 1: rootpw needs one of an argument, --lock",
                "rocky9 | timezone \"\" | ``",
                "rocky9 | part /x --s=6 | ``",
                "rocky9 | clearpart --disklabel=dos | E line 1: option --disklabel of clearpart cannot"
                        + " be 'dos': it is one of gpt, msdos, mbr, mac, dasd",
                "rocky9 | %include | E line 1: %include does not name a file",
                "rocky9 | %include \"\" # later | E line 1: %include does not name a file",
                "rocky9 | %certificate --filename=a.pem | E line 1: %certificate needs one of --dir,"
                        + " --type",
                "rocky9 | %packages --default --nocore | E line 1: %packages: --default and --nocore"
                        + " cannot be used together",
            })
    void inTheFirstLine(String osinfo, String line, String complaints) {
        String close = line.matches("%[^i].*") && !complaints.contains("closed") ? "\n%end" : "";
        String file = line.equals("%end") ? line : line + close;
        List<String> found = look(file + "\n" + COMPLETE, osinfo);
        if (complaints.contains("not closed")) {
            // the section swallows everything up to the next one
            found = found.stream().filter(c -> c.contains("line 1:")).sorted().toList();
            assertThat(found).containsExactlyInAnyOrder(complaints.split(";", -1));
        } else if (complaints.isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).containsExactly(complaints);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@base --nodefaults --optional | --nodefaults and --optional cannot be used together",
                "- | there is no name behind the minus sign",
                "%include | %include does not name a file",
            })
    void inPackages(String entry, String complaint) {
        assertThat(look(COMPLETE.replace("@core", entry), "rocky9"))
                .containsExactly("E line 10: " + complaint);
        assertThat(look(COMPLETE.replace("@core", "@base --optional\n-x\n%include /y"), "rocky9"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cmdline | W neither cmdline nor text is there: the installer may show windows and"
                        + " ask",
                "poweroff | E poweroff is missing: the installer waits for a person at its end",
                "url.* | E neither url nor the kernel argument inst.repo is there: the installer"
                        + " asks where packages are",
                "rootpw.* | E neither rootpw nor user is there: the installer asks for a password",
                "timezone.* | W timezone is missing: the installer may ask for it",
                "zerombr | W zerombr is missing: the installer may ask about a disk without a"
                        + " partition table",
                "part.* | E neither autopart nor a partition for / is there: the installer asks for"
                        + " it",
            })
    void missingLines(String line, String complaint) {
        String text = COMPLETE.replaceFirst("(?m)^" + line + "$", "");

        assertThat(look(text, "rocky9")).containsExactly(complaint);
        assertThat(look("%include /tmp/more.ks\n" + text, "rocky9")).isEmpty();
    }

    @Test
    void kernelArgumentsAnswerToo() {
        String text = COMPLETE.replaceFirst("cmdline\n", "").replaceFirst("url.*\n", "");

        assertThat(look(text, "rocky9", Firmware.BIOS, "ip=dhcp inst.text inst.repo=https://m/"))
                .isEmpty();
    }

    @Test
    void haltIsNoEnd() {
        assertThat(look(COMPLETE.replace("poweroff", "halt"), "rocky9"))
                .containsExactly("W line 2: halt leaves the machine on: use poweroff");
    }

    @ParameterizedTest
    @CsvSource({
        "rocky9, BIOS, '', '', ''",
        "rocky10, BIOS, '', '', BIOS",
        "fedora44, BIOS, '', '', BIOS",
        "fedora44, BIOS, '', inst.disklabel=mbr, ''",
        "rocky9, BIOS, ' --disklabel=gpt', '', BIOS",
        "rocky9, BIOS, ' --disklabel=gpt\npart biosboot --fstype=biosboot --size=1', '', ''",
        "rocky10, BIOS, '\nreqpart', '', ''",
        "rocky9, UEFI, '', '', UEFI",
        "rocky9, UEFI, '\nreqpart', '', ''",
        "rocky9, UEFI, '\npart /boot/efi --fstype=efi --size=200', '', ''",
    })
    void bootLoaderNeedsItsPartition(
            String osinfo, Firmware firmware, String more, String append, String complaint) {
        String text = COMPLETE.replace(" --disklabel=msdos", more.replace("\\n", "\n"));

        List<String> found = look(text, osinfo, firmware, append);

        if (complaint.isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).singleElement().asString().startsWith("E ").contains(complaint);
        }
    }

    @Test
    void onePackageALine() {
        assertThat(look(COMPLETE.replace("@core", "@core --optional\nvim git # x\n-a"), "rocky9"))
                .containsExactly(
                        "W line 11: 'vim git' is taken for the name of one package: write a line"
                                + " for each");
    }

    /** A file for CentOS 8 of the year 2020. */
    @Test
    void oldFile() {
        String text =
                """
                install
                text
                keyboard de
                lang en_US.UTF-8
                authconfig --enableshadow --passalgo=sha512
                rootpw --iscrypted $6$x
                timezone --isUtc Etc/UTC
                firewall --disabled
                selinux --enforcing
                bootloader --location=mbr --append="crashkernel=auto"
                zerombr
                clearpart --all --initlabel
                part / --fstype="ext4" --size=1 --grow
                url --url=http://m.example/8/BaseOS/x86_64/os
                poweroff
                %packages --excludeWeakdeps --nobase
                @core
                %end
                %post
                rm -f /etc/ssh/*key*
                %end
                """;

        assertThat(look(text, "centos-stream9"))
                .containsExactly(
                        "E line 1: command 'install' does not exist any more in RHEL 9: leave it"
                                + " out",
                        "W line 5: command 'authconfig' is out of date in RHEL 9: use authselect",
                        "W line 7: option --isUtc of timezone is out of date in RHEL 9: use --utc",
                        "W line 16: option --excludeWeakdeps of %packages is out of date in RHEL"
                                + " 9: use --exclude-weakdeps",
                        "E line 16: option --nobase of %packages does not exist any more in RHEL"
                                + " 9: leave it out");
        assertThat(look(text, "centos-stream10"))
                .filteredOn(complaint -> complaint.startsWith("E "))
                .hasSize(6)
                .anyMatch(complaint -> complaint.contains("line 5: command 'authconfig'"))
                .anyMatch(complaint -> complaint.contains("a BIOS cannot start from a GPT"));
    }
}
