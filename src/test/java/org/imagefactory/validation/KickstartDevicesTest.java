package org.imagefactory.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KickstartDevicesTest {

    private static List<String> look(String text) {
        return KickstartDevices.look(KickstartFile.parse(text, Set.of())).stream()
                .map(Complaint::toString)
                .toList();
    }

    /** The installer makes partitions before RAIDs before groups, wherever they stand. */
    @Test
    void whatIsMadeMayBeUsed() {
        String text =
                """
                logvol none --thinpool --vgname=vg --name=pool --size=900
                logvol /srv --thin --vgname=vg --poolname pool --name=srv --size=100
                logvol / --vgname vg --name root --size=900 --cachepvs=pv.2,pv.1 --cachesize=9
                logvol /srv --vgname=other --name=root --size=1
                volgroup vg --pesize 4096 pv.1 pv.2 pv.raid
                volgroup --pesize=4096 other md0
                raid pv.raid --level=RAID1 --device=pv raid.1 raid.2
                raid /boot --level 1 --device boot --spares=1 raid.3 raid.4 raid.5
                raid btrfs.1 --level=0 --device=b sda1 raid.6
                btrfs / --label=b btrfs.1 btrfs.2
                btrfs /home --subvol --name=home b
                part pv.1 --size=1
                partition pv.2 --size=1
                part raid.1 --size=1
                part raid.2 --size=1
                part raid.3 --size=1
                part raid.4 --size=1
                part raid.5 --size=1
                part raid.6 --size=1
                part btrfs.2 --onpart=vda3
                part swap --size=1
                part /a --size=1
                """;

        assertThat(look(text)).isEmpty();
    }

    @Test
    void whatAnEarlierInstallationLeftIsNotJudged() {
        assertThat(
                        look(
                                """
                                volgroup vg --useexisting
                                volgroup vg --noformat
                                logvol /a --vgname=old --name=a --useexisting
                                logvol /b --vgname=old --name=a --noformat
                                logvol /b --vgname=old --name=a --noformat --thin --poolname=p
                                raid /c --device=md0 --useexisting
                                raid /d --device=md0 --noformat
                                """))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "volgroup vg pv.2 | nothing in this file makes pv.2",
                "volgroup vg pv.1 pv.01 | nothing in this file makes pv.01",
                "volgroup vg raid.1 | raid.1 cannot be a member here: its name has to begin with pv.",
                "raid / --level=1 --device=0 raid.1 raid.3 | nothing in this file makes raid.3",
                "raid / --level=1 raid.1 | this level needs 2 members that are no spares",
                "raid / --level=RAID6 a b c | this level needs 4 members that are no spares",
                "raid / --level=5 raid.1 a b --spares=1"
                        + " | this level needs 3 members that are no spares",
                "btrfs / btrfs.1 | nothing in this file makes btrfs.1",
                "btrfs / pv.1 | pv.1 cannot be a member here: its name has to begin with btrfs.",
                "part pv.1 --size=1 | pv.1 is made a second time",
                "raid pv.1 --level=0 raid.1 raid.2 | pv.1 is made a second time",
                "volgroup there a | the volume group there is made a second time",
                "raid / --level=1 --device=md0 raid.1 raid.2 | the RAID md0 is made a second time",
                "logvol / --vgname=vg --name=a --size=1 | there is no volgroup vg",
                "logvol / --vgname there --name a --size 1"
                        + " | the logical volume a is made a second time",
                "logvol / --vgname=there --name=b --thin --poolname=p --size=1"
                        + " | there is no logvol --thinpool with the name p before it",
                "logvol / --vgname=there --name=b --size=1 --cachepvs=pv.1,pv.x"
                        + " | nothing in this file makes pv.x",
            })
    void whatTheInstallerDoesNotFind(String line, String complaint) {
        String text =
                """
                part pv.1 --size=1
                part raid.1 --size=1
                part raid.2 --size=1
                volgroup there c
                raid /m --level=0 --device=md0 a b
                logvol /o --vgname=there --name=a --size=1
                """;

        assertThat(look(text + line)).containsExactly("line 7: " + complaint);
    }
}
