package org.imagefactory.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Limits;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgamaValidatorTest {

    private static final String GOOD =
            """
            {
              "product": { "id": "openSUSE_Leap" },
              "questions": { "policy": "auto" },
              "root": { "password": "!", "hashedPassword": true },
              "software": { "patterns": { "remove": ["selinux"] }, "packages": ["vim"] },
              "storage": {
                "boot": { "configure": false },
                "drives": [ {
                  "search": "/dev/vda",
                  "ptableType": "msdos",
                  "partitions": [
                    { "search": "*", "delete": true },
                    { "filesystem": { "path": "/", "type": "ext4" }, "size": { "min": "2 GiB" } }
                  ]
                } ]
              },
              "scripts": {
                "post": [
                  { "name": "a.sh", "chroot": true, "content": "#!/bin/sh\\ntrue\\n" },
                  { "name": "b.py", "content": "#!/usr/bin/python3\\n1\\n" }
                ]
              }
            }
            """;

    private static List<String> look(String text) {
        return look(text, "a.json");
    }

    private static List<String> look(String text, String name) {
        ImageSpec spec =
                Specs.spec(
                        Specs.ISO,
                        Optional.of(new AnswerFile(AnswerFile.Kind.AGAMA, Path.of(name))),
                        "",
                        Specs.machine(),
                        new Limits(Duration.ofHours(1), Duration.ofMinutes(10)));
        return new AgamaValidator().look(text, spec).stream().map(Complaint::toString).toList();
    }

    @Test
    void knowsTheSectionsOfNewerReleases() {
        String more = "\"ntp\": {\"sources\": []}, \"access\": {\"ssh\": \"enabled\"}, \"root\":";

        assertThat(look(GOOD.replace("\"root\":", more))).isEmpty();
        assertThat(look(GOOD.replace("\"root\":", more).replace("openSUSE_Leap", "Leap_16.0")))
                .containsExactly(
                        "line 4: access: newer than the Agama of release 16.0",
                        "line 4: ntp: newer than the Agama of release 16.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[[],"})
    void deepOrLongProfilesAreTold(String text) {
        assertThat(look(text.repeat(400_000))).hasSize(1);
    }

    @Test
    void findsNothingInAGoodProfile() {
        assertThat(look(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\": \"openSUSE_Leap\" | '' |"
                        + " line 2: product: required property 'id' not found",
                "\"/dev/vda\" | \"/dev/sda\" | line 9: the machine has no /dev/sda",
                "\"/dev/vda\" | {\"condition\": {\"name\": \"/dev/nvme0n1\"}} | line 9: the machine"
                        + " has no /dev/nvme0n1",
                "\"/dev/vda\" | \"/dev/disk/by-path/x\" | line 9: /dev/disk/by-path/x may not be",
                "\"ext4\" | \"ext5\" | line 13: storage.drives.0.partitions.1.filesystem.type: does"
                        + " not have a value",
                "\"ext4\" | {\"ext4\": {}} | line 13: storage.drives.0.partitions.1.filesystem.type",
                "\"search\": \"/dev/vda\", | \"encryption\": \"luks9\", | line 9:"
                        + " storage.drives.0.encryption: does not have a value",
                "\"drives\": [ | \"mdRaids\": [ {\"level\": \"raid7\"} ], \"drives\": [ | line 8:"
                        + " storage.mdRaids.0.level: does not have a value",
                "\"root\": | \"access\": {\"ssh\": \"yes\"}, \"root\": | line 4: access.ssh: does"
                        + " not have a value",
                "\"auto\" | \"user\" | line 3: Agama's questions wait for a person",
                "\"policy\": \"auto\" | '' | line 3: Agama's questions wait for a person",
                "\"policy\" | \"polizy\" | line 3: questions.polizy: is not known here",
                "\"!\" | \"\" | line 4: nobody could log in",
                "true }, | \"true\" }, |"
                        + " line 4: root.hashedPassword: string found, boolean expected",
                "[\"vim\"] | \"vim\" | line 5: software.packages: string found, array expected",
                "[\"selinux\"] | [1] |"
                        + " line 5: software.patterns.remove.0: integer found, string expected",
                "\"boot\" | \"root\" | line 7: storage.root: is not known here",
                "msdos | mbr | line 10: storage.drives.0.ptableType: does not have a value",
                "2 GiB | two | line 13: storage.drives.0.partitions.1.size",
                "\"/\" | \"/x\" | line 8: storage: no file system has the path /",
                "\"scripts\" | \"skripts\" | line 17: skripts: is not known here",
                "\"post\" | \"init\" | line 18: scripts.init run in every copy of the image",
                "#!/bin/sh | true | line 19: scripts.post.0: the content does not begin with #!",
                "\"content\": \"#!/bin/sh\\ntrue\\n\" | \"chroot\": true |"
                        + " line 19: is no JSON: Duplicate field 'chroot'",
                "\"name\": \"b.py\" | \"name\": \"b.py\", \"url\": \"http://x/\" |"
                        + " line 20: scripts.post.1: has to have either content or url",
            })
    void tellsWhatIsWrongAndWhere(String good, String bad, String complaint) {
        assertThat(GOOD).contains(good);
        assertThat(look(GOOD.replace(good, bad.replace("''", ""))))
                .anySatisfy(found -> assertThat(found).startsWith(complaint));
    }

    /** Parts of the storage section beside its drives, and others of a profile. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"volumeGroups\": [{\"name\": \"s\", \"physicalVolumes\": [\"pv\"]}], | storage: no"
                        + " device has the alias pv",
                "\"volumeGroups\": [{\"name\": \"s\", \"physicalVolumes\": [{\"generate\": [\"d\"]}]}],"
                        + " | storage: no device has the alias d",
                "\"mdRaids\": [{\"level\": \"raid1\", \"devices\": [\"a\", \"b\"]}, {\"alias\": \"a\"}],"
                        + " | storage: no device has the alias b",
                "\"volumeGroups\": [{\"name\": \"s\", \"logicalVolumes\": [{\"pool\": true, \"alias\":"
                        + " \"p\"}, {\"usedPool\": \"p\"}]}], | ``",
                "\"volumeGroups\": [{\"name\": \"s\", \"lvs\": []}], | storage.volumeGroups.0.lvs: is"
                        + " not known here",
                "\"drives\": [{\"search\": \"*\", \"partitions\": [{\"delete\": true}]}], |"
                        + " storage.drives.0.partitions.0: required property 'search' not found",
                "\"drives\": [{\"search\": {\"ifNotFound\": \"create\"}}], |"
                        + " storage.drives.0.search.ifNotFound: does not have a value",
                "\"drives\": [{\"search\": {\"condition\": {\"serial\": \"x\"}}}], |"
                        + " storage.drives.0.search.condition.serial: is not known here",
                "\"drives\": [{\"partitions\": [{\"generate\": \"all\"}]}], |"
                        + " storage.drives.0.partitions.0.generate: does not have a value",
            })
    void otherStorage(String part, String complaint) {
        String key = part.substring(0, part.indexOf(':') + 1);
        String text =
                GOOD.contains(key)
                        ? GOOD.replaceFirst(
                                "(?s)\"drives\".*?\\} \\]\\s+\\}", part.replaceFirst(",$", "}"))
                        : GOOD.replace("\"drives\"", part + "\"drives\"");

        verdict(text, complaint);
    }

    private static void verdict(String text, String complaint) {
        if (complaint.isEmpty()) {
            assertThat(look(text)).isEmpty();
        } else {
            assertThat(look(text)).anySatisfy(found -> assertThat(found).contains(complaint));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"network\": {\"connections\": [{\"id\": \"a\", \"method6\": \"dhcp\"}]} | ``",
                "\"network\": {\"connections\": [{\"id\": \"a\", \"dhcp\": true}]} |"
                        + " network.connections.0.dhcp: is not known here",
                "\"network\": {\"connections\": [{\"id\": \"a\", \"bond\": {\"mode\": \"lacp\"}}]} |"
                        + " network.connections.0.bond.mode: does not have a value",
                "\"user\": {\"fullName\": \"A\", \"userName\": \"a\", \"password\": \"x\","
                        + " \"sshPublicKeys\": []} | ``",
                "\"files\": [{\"destination\": \"/a\", \"content\": \"x\"}] | ``",
                "\"files\": [{\"destination\": \"/a\"}] | files.0: required property 'content' not"
                        + " found",
                "\"files\": [{\"path\": \"/a\", \"content\": \"x\"}] | files.0.path: is not known"
                        + " here",
                "\"ntp\": {\"sources\": [{\"address\": \"x\"}]} | ntp.sources.0: required property"
                        + " 'type' not found",
            })
    void otherSections(String section, String complaint) {
        verdict(GOOD.replace("\"root\":", section + ", \"root\":"), complaint);
    }

    @Test
    void warnsOfALayoutOfItsOwn() {
        assertThat(look(GOOD.replaceAll("(?s)\"storage\".*\\} \\]\\s+\\},", "")))
                .singleElement()
                .asString()
                .startsWith("without storage.drives Agama makes a layout of its own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"a\": 1,}", "// comment\n{}", "<profile/>"})
    void refusesWhatIsNoJson(String text) {
        assertThat(look(text))
                .isNotEmpty()
                .first()
                .asString()
                .containsAnyOf("is no JSON", "object expected");
    }

    @Test
    void leavesJsonnetAlone() {
        assertThat(look("local a = 1; {}", "a.jsonnet.mustache"))
                .singleElement()
                .asString()
                .contains("is in Jsonnet, which is not checked");
    }

    @Test
    void findsScriptsForShells() {
        assertThat(AgamaScripts.in(GOOD))
                .containsExactly(new EmbeddedScript("scripts.post.0", 19, "#!/bin/sh\ntrue\n"));
        assertThat(AgamaScripts.in("{")).isEmpty();
    }
}
