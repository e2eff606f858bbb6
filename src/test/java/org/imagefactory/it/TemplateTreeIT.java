package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Templates that name an installation tree whose {@code .treeinfo} has places of its own. */
class TemplateTreeIT {

    private static final String ANSWERS =
            """
            text
            lang en_US.UTF-8
            keyboard us
            timezone UTC
            rootpw --iscrypted {{{root-password-hash}}}
            zerombr
            clearpart --all --initlabel
            part / --fstype=ext4 --size=200 --grow
            poweroff
            %packages
            %end
            """;

    private final TemplateScene scene = new TemplateScene();
    private Path tree;
    private MiniMirror mirror;

    @BeforeEach
    void prepare() throws Exception {
        Path web = Files.createDirectory(scene.folder.resolve("web"));
        tree = Files.createDirectories(web.resolve("tree"));
        Path boot = Files.createDirectory(tree.resolve("odd"));
        Files.copy(scene.host.installer().resolve("linux"), boot.resolve("kernel-6"));
        Files.copy(scene.host.installer().resolve("initrd.gz"), boot.resolve("ram.disk"));
        Path answers = scene.folder.resolve("user.ks.mustache");
        Files.writeString(answers, ANSWERS);
        scene.section(
                "linux=http://mirror.invalid/vmlinuz",
                "initrd=http://mirror.invalid/initrd.img",
                "kickstart=" + answers,
                "hostname=tree");
        mirror = new MiniMirror(web);
        scene.template(
                "<install type='url'><url>%s</url></install>".formatted(mirror.url("tree/"))
                        + "<kernelparam>mini.data=8 mini.deleted=0</kernelparam>",
                "<command name='say'>echo from a tree &gt;/root/said</command>");
    }

    @AfterEach
    void close() {
        mirror.close();
    }

    private void info(String arch) throws Exception {
        Files.writeString(
                tree.resolve(".treeinfo"),
                """
                [checksums]
                odd/kernel-6 = sha256:%s
                odd/ram.disk = sha256:%s
                [images-x86_64]
                kernel = odd/kernel-6
                initrd = odd/ram.disk
                [tree]
                arch = %s
                """
                        .formatted(digest("odd/kernel-6"), digest("odd/ram.disk"), arch));
    }

    private String digest(String file) throws Exception {
        return DigestUtils.sha256Hex(Files.readAllBytes(tree.resolve(file)));
    }

    @Test
    void becomesABaseImage() throws Exception {
        info("x86_64");

        TemplateScene.Run run = scene.end(scene.start());

        assertThat(run.status()).as(run.err()).isZero();
        Map<String, ?> record = scene.onlyRecord();
        String id = record.get("identifier").toString();
        Guest guest = new Guest(scene.store.resolve(id + ".body"));
        assertThat(guest.lines("/root/said")).contains("from a tree");
        assertThat(Files.readString(scene.store.resolve(".documents/" + id + "/provenance.json")))
                .contains(mirror.url("tree/odd/kernel-6"), mirror.url("tree/.treeinfo"));
        scene.assertNothingLeft();
    }

    @Test
    void isRefusedForOtherProcessors() throws Exception {
        info("aarch64");

        TemplateScene.Run run = scene.end(scene.start());

        assertThat(run.status()).as(run.err()).isEqualTo(1);
        assertThat(scene.onlyRecord().get("status_detail").toString())
                .contains(
                        mirror.url("tree/.treeinfo") + ": the tree is for aarch64, not for x86_64");
        assertThat(run.err()).doesNotContain("virt-install --connect");
        scene.assertNothingLeft();
    }

    /** Nothing is fetched for that. */
    @Test
    void isShownAsBoth() throws Exception {
        TemplateScene.Run run = scene.end(scene.start("template", "show", "mini.tdl"));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "installer: what " + mirror.url("tree/.treeinfo") + " says, else\n",
                        "installer: " + mirror.url("tree/images/pxeboot/vmlinuz") + "\n");
        assertThat(mirror.bodies()).isZero();
    }
}
