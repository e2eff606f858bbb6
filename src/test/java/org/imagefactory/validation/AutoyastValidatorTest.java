package org.imagefactory.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Limits;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoyastValidatorTest {

    private static final String GOOD =
            """
            <?xml version="1.0"?>
            <!DOCTYPE profile>
            <profile xmlns="http://www.suse.com/1.0/yast2ns" xmlns:config="http://www.suse.com/1.0/configns">
              <general>
                <mode>
                  <confirm config:type="boolean">false</confirm>
                  <second_stage t="boolean">false</second_stage>
                  <halt type="boolean">true</halt>
                </mode>
              </general>
              <report>
                <errors>
                  <show config:type="boolean">true</show>
                  <timeout config:type="integer">30</timeout>
                </errors>
              </report>
              <partitioning config:type="list">
                <drive>
                  <use>all</use>
                  <partitions config:type="list">
                    <partition>
                      <mount>/</mount>
                    </partition>
                  </partitions>
                </drive>
              </partitioning>
              <scripts>
                <chroot-scripts config:type="list">
                  <script>
                    <filename>a.sh</filename>
                    <source><![CDATA[

            #!/bin/sh
            true
            ]]></source>
                  </script>
                </chroot-scripts>
              </scripts>
            </profile>
            """;

    private static ImageSpec spec(Firmware firmware) {
        Machine machine =
                new Machine(
                        1,
                        DataSize.parse("1G"),
                        Optional.empty(),
                        new LibvirtSettings(
                                Optional.empty(),
                                VirtType.QEMU,
                                Optional.empty(),
                                Optional.empty()),
                        Architecture.AMD64,
                        firmware);
        Limits limits = new Limits(Duration.ofHours(1), Duration.ofMinutes(10));
        return Specs.spec(Specs.NETBOOT, Optional.empty(), "", machine, limits);
    }

    private static List<String> look(String text) {
        return new AutoyastValidator()
                .look(text, spec(Firmware.BIOS)).stream().map(Complaint::toString).toList();
    }

    @Test
    void findsNothingInAGoodFile() {
        assertThat(look(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<profile xmlns=\"http://www.suse.com/1.0/yast2ns\" | <profile xmlns=\"http://x\" |"
                        + " line 3: the root is not <profile",
                ">false</confirm> | >true</confirm> | line 6: YaST waits for a confirmation",
                "<confirm config:type=\"boolean\">false</confirm> | '' |"
                        + " line 5: YaST waits for a confirmation",
                "<confirm config:type=\"boolean\"> | <confirm> |"
                        + " line 6: <confirm> has to have config:type=\"boolean\"",
                "<confirm config:type=\"boolean\">false | <confirm config:type=\"boolean\">no |"
                        + " line 6: 'no' is no boolean for <confirm>",
                "<second_stage t=\"boolean\">false</second_stage> | '' |"
                        + " line 5: the second stage would run in every copy",
                "t=\"boolean\">false</second_stage> | t=\"boolean\">true</second_stage> |"
                        + " line 7: the second stage would run in every copy",
                "<halt type=\"boolean\">true</halt> |"
                        + " <final_halt type=\"boolean\">true</final_halt> |"
                        + " line 8: without a second stage final_halt has the image shut down",
                "</general> | <ask-list t=\"list\"><ask><question>x</question></ask></ask-list>"
                        + "</general> | line 10: <ask> without a timeout waits for a person",
                "</general> | <semi-automatic t=\"list\"><semi-automatic_entry>partitioning"
                        + "</semi-automatic_entry>"
                        + "</semi-automatic></general> |"
                        + " line 10: <semi-automatic> waits for a person",
                "\"integer\">30< | \"integer\">0< |"
                        + " line 14: report/errors without a timeout wait for a person",
                "\"integer\">30< | \"integer\">soon< |"
                        + " line 14: 'soon' is no integer for <timeout>",
                "<timeout config:type=\"integer\"> | <timeout> |"
                        + " line 14: <timeout> has to have config:type=\"integer\"",
                "<partitions config:type=\"list\"> | <partitions> |"
                        + " line 20: <partitions> has to have config:type=\"list\"",
                "<use>all</use> | <use>everything</use> | line 19: <use> is all, free, linux",
                "<mount>/</mount> | <mount>/</mount><size>10 Gigs</size> | line 22: <size> is max,",
                "<mount>/</mount> | <mount>/</mount><size>ten</size> | line 22: <size> is max,",
                "<use>all</use> | '' | line 18: <drive> says neither by <use> nor by <initialize>",
                "<mount>/</mount> | <mount>/x</mount> | line 18: no partition has <mount>/</mount>",
                "chroot-scripts | post-scripts |"
                        + " line 28: <post-scripts> never run without a second stage",
                "chroot-scripts | init-scripts |"
                        + " line 28: <init-scripts> run in every copy of the image",
                "<confirm config:type=\"boolean\">false</confirm> | <confirm>true</confirm> |"
                        + " line 6: <confirm> has to have config:type=\"boolean\"",
                "</general> | </general><softwear/> | line 10: there is no section <softwear>",
                "</general> | </general><general/> | line 10: the section <general> is there twice",
                "<use>all</use> | <use>all</use><device>/dev/sda</device> | line 19: the machine has"
                        + " no /dev/sda",
                "<use>all</use> | <use>all</use><device>/dev/nvme0n1</device> | line 19: the machine"
                        + " has no /dev/nvme0n1",
                "<use>all</use> | <use>all</use><device>/dev/disk/by-id/x</device> | line 18:"
                        + " /dev/disk/by-id/x may not be there",
                "<mount>/</mount> | <mount>/</mount><filesystem>ext5</filesystem> | line 22:"
                        + " <filesystem> cannot be 'ext5'",
                "source> | sauce> | line 29: <script> has no <source> and no <location>",
            })
    void tellsWhatIsWrongAndWhere(String good, String bad, String complaint) {
        assertThat(GOOD).contains(good);
        assertThat(look(GOOD.replace(good, bad.replace("''", ""))))
                .anySatisfy(found -> assertThat(found).startsWith(complaint));
    }

    @Test
    void hasToHaveDisks() {
        String none = GOOD.replaceAll("(?s)<partitioning.*</partitioning>", "");

        assertThat(look(none))
                .singleElement()
                .asString()
                .startsWith("line 3: without partitioning/drive YaST makes a layout of its own");
    }

    @Test
    void uefiNeedsAPartition() {
        assertThat(new AutoyastValidator().look(GOOD, spec(Firmware.UEFI)))
                .extracting(Complaint::toString)
                .containsExactly("line 18: UEFI needs a partition with <mount>/boot/efi</mount>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><p>&e;</p>",
                "<!DOCTYPE p [<!ENTITY % e SYSTEM 'http://127.0.0.1:9/x'> %e;]><p/>",
                "<!DOCTYPE p [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><p>&b;</p>",
            })
    @Timeout(20)
    void refusesEntities(String text) {
        assertThat(look(text))
                .singleElement()
                .asString()
                .contains("is declared, which is not allowed");
    }

    /** A thousand million times "ha". */
    @Test
    @Timeout(20)
    void doesNotLaughABillionTimes() {
        StringBuilder text = new StringBuilder("<!DOCTYPE p [<!ENTITY h0 'ha'>");
        for (int i = 1; i <= 30; i++) {
            text.append("<!ENTITY h%d '&h%d;&h%d;'>".formatted(i, i - 1, i - 1));
        }
        assertThat(look(text + "]><p>&h30;</p>")).hasSize(1);
    }

    @Test
    @Timeout(20)
    void loadsNoDocumentType() {
        String elsewhere =
                GOOD.replace(
                        "<!DOCTYPE profile>",
                        "<!DOCTYPE profile SYSTEM \"http://127.0.0.1:9/profile.dtd\">");

        assertThat(look(elsewhere)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "<a>", "<a/><b/>", "<a>&b;</a>", "<p:a/>"})
    void refusesWhatIsNoXml(String text) {
        assertThat(look(text)).singleElement().asString().contains("is no XML that can be read");
    }

    @Test
    void doesNotFallDownDeepHoles() {
        assertThatCode(() -> look("<a>".repeat(100_000))).doesNotThrowAnyException();
    }

    @Test
    void findsScriptsForShells() {
        String others =
                GOOD.replace(
                        "</scripts>",
                        """
                        <pre-scripts><script><source>echo &lt;</source></script>
                        <script><interpreter>perl</interpreter><source>1;</source></script>
                        <script><source>#!/usr/bin/python3
                        1</source></script></pre-scripts></scripts>""");

        assertThat(AutoyastScripts.in(others))
                .containsExactly(
                        new EmbeddedScript(
                                "script a.sh of chroot-scripts", 33, "#!/bin/sh\ntrue\n"),
                        new EmbeddedScript("script of pre-scripts", 38, "#!/bin/sh\necho <"));
        assertThat(AutoyastScripts.in("<a>")).isEmpty();
    }
}
