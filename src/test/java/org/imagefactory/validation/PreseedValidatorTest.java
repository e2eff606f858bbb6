package org.imagefactory.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreseedValidatorTest {

    private static List<String> look(String text) {
        return AnswerValidator.of(AnswerFile.Kind.PRESEED)
                .look(
                        text,
                        Specs.spec(
                                Specs.NETBOOT,
                                Optional.empty(),
                                "",
                                Specs.machine(),
                                Specs.anHour()))
                .stream()
                .map(complaint -> (complaint.certain() ? "E " : "W ") + complaint)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# d-i a/b strange",
                "d-i a/b string",
                "\td-i  a/b\tstring  x#y",
                "d-i passwd/user-password password a # b",
                "d-i preseed/late_command string in-target true # done",
                "d-i preseed/late_command string in-target true; \\\n  in-target false",
                "popularity-contest popularity-contest/participate boolean false",
                "d-i a/b seen true",
                "keyboard-configuration a/b detect-keyboard x",
                "d-i grub-installer/bootdev string default",
                "d-i grub-installer/bootdev string (hd0)",
                "d-i partman-auto/disk string /dev/vda",
                "d-i partman-auto/disk string /dev/mapper/x",
                "d-i x/y string /dev/sda",
            })
    void rightLines(String text) {
        assertThat(look(text + "\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "d-i partman-auto-raid/recipe string 1 2 0 ext4 / /dev/vda1#/dev/sdb1 . | E line 1: the"
                        + " machine has no /dev/sdb1",
                "d-i partman-auto/select_disk select /var/lib/partman/devices/=dev=sda | E line 1: the"
                        + " machine has no /dev/sda",
                "grub-pc grub-pc/install_devices multiselect /dev/sda | W line 1: the machine has no"
                        + " /dev/sda",
                "d-i a/b | W line 1: there is no owner, question and type",
                "d-i a/b String x | W line 1: 'String' is no type",
                "d-i a/b boolean yes | W line 1: 'yes' is neither true nor false, the values of a"
                        + " boolean",
                "d-i a/b boolean | W line 1: '' is neither true nor false",
                "d-i a/b boolean true # sure | W line 1: there are no comments behind a value",
                "d-i a/b select x\t#y | ``",
                "`d-i a/b string x \\ \n y/z q string z` | W line 1: blanks behind the backslash",
                "`d-i a/b string x\nd-i a/c string y\r\n` | W line 2: the line ends with a carriage"
                        + " return",
                "`d-i a/b string x\\\n# y\\\nz` | W line 2: a continued line has no comments",
                "`\uFEFFd-i a/b string x` | E line 1: the file begins with a byte order mark",
                "d-i partman-auto/disk string /dev/vda /dev/sdb | E line 1: the machine has no"
                        + " /dev/sdb",
                "d-i grub-installer/bootdev string /dev/nvme0n1 | E line 1: the machine has no"
                        + " /dev/nvme0n1",
                "d-i partman-auto/disk string /dev/disk/by-id/x | W line 1: /dev/disk/by-id/x may"
                        + " not be there",
                "d-i preseed/late_command string grub-install /dev/sda | W line 1:"
                        + " preseed/late_command: the machine has no /dev/sda",
            })
    void wrongLines(String text, String complaint) {
        List<String> found = look(text);

        if (complaint.isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).singleElement().asString().startsWith(complaint);
        }
    }

    @Test
    void aCommandMayChooseTheDisk() {
        assertThat(
                        look(
                                "d-i partman-auto/disk string /dev/sda\n"
                                        + "d-i partman/early_command string debconf-set"
                                        + " partman-auto/disk \"$(list-devices disk | head -n1)\""))
                .singleElement()
                .asString()
                .startsWith("W line 1: the machine has no /dev/sda");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\n", "d-i a/b string x \\\n", "# \\\n", " ", "d-i "})
    @Timeout(20)
    void manyLinesTakeLinearTime(String line) {
        assertThat(look(line.repeat((4 << 20) / line.length())).size()).isNotNegative();
    }
}
