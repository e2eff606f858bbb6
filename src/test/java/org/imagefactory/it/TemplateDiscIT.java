package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Templates that name an installation disc, which a web server has. */
class TemplateDiscIT {

    private static final String ANSWERS =
            """
            #cloud-config
            # mini.hostname={{hostname}}
            # mini.data=8
            # mini.hash={{{root-password-hash}}}
            autoinstall:
              version: 1
              user-data: {}
              storage: {layout: {name: direct}}
              shutdown: poweroff
            """;

    private final TemplateScene scene = new TemplateScene();
    private MiniMirror mirror;

    @BeforeEach
    void prepare() throws Exception {
        Path web = Files.createDirectory(scene.folder.resolve("web"));
        Path disc = web.resolve("mini.iso");
        scene.host.writeDisc(disc);
        String digest = DigestUtils.sha256Hex(Files.readAllBytes(disc));
        Files.writeString(web.resolve("SHA256SUMS"), digest + " *mini.iso\n");
        Files.writeString(web.resolve("WRONG"), "0".repeat(64) + " *mini.iso\n");
        Path answers = scene.folder.resolve("user.yaml.mustache");
        Files.writeString(answers, ANSWERS);
        scene.section(
                "installer_image=/nowhere/section.iso",
                "autoinstall=" + answers,
                "hostname=discus",
                "success-marker=required");
        mirror = new MiniMirror(web);
    }

    @AfterEach
    void close() {
        mirror.close();
    }

    private TemplateScene.Run run(String checksums) throws Exception {
        scene.template(
                "<install type='iso'><iso>%s</iso><sha256sum>%s</sha256sum></install>"
                        .formatted(mirror.url("mini.iso"), mirror.url(checksums)),
                "<command name='say'>echo from a disc &gt;/root/said</command>");
        return scene.end(scene.start());
    }

    @Test
    void becomeBaseImages() throws Exception {
        TemplateScene.Run run = run("SHA256SUMS");

        assertThat(run.status()).as(run.err()).isZero();
        Map<String, ?> record = scene.onlyRecord();
        assertThat(record.get("status")).isEqualTo("COMPLETE");
        Guest guest = new Guest(scene.store.resolve(record.get("identifier") + ".body"));
        assertThat(guest.lines("/etc/hostname")).contains("discus");
        assertThat(guest.lines("/root/said")).contains("from a disc");
        assertThat(run.err()).doesNotContain("nothing proves");
        scene.assertNothingLeft();
    }

    @Test
    void areComparedWithTheirListFirst() throws Exception {
        TemplateScene.Run run = run("WRONG");

        assertThat(run.status()).as(run.err()).isEqualTo(1);
        assertThat(scene.onlyRecord().get("status_detail").toString())
                .contains("mini.iso", "0".repeat(64));
        assertThat(run.err()).doesNotContain("virt-install --connect");
        scene.assertNothingLeft();
    }

    @Test
    void areShownWithWhatProvesThem() throws Exception {
        scene.template(
                "<install type='iso'><iso>http://disc.invalid/mini.iso</iso></install>",
                "<command name='say'>true</command>");

        TemplateScene.Run run = scene.end(scene.start("template", "show", "mini.tdl"));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(List.of(run.out().split("\n")))
                .contains("installer-kernel = casper/vmlinuz", "installer-initrd = casper/initrd");
        assertThat(run.out() + run.err())
                .contains(
                        "http://disc.invalid/mini.iso", "nothing proves that the disc is genuine");
    }
}
