package org.imagefactory.tinman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.Crypt;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.DigestKind;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstallationTree;
import org.imagefactory.spec.InstallerSource.InstallerImage;
import org.imagefactory.spec.InstallerSource.KernelAndInitrd;
import org.imagefactory.spec.LintRule;
import org.imagefactory.spec.Upkeep;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verification.Means;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateInstall.Algorithm;
import org.imagefactory.tdl.TemplateInstall.Checksums;
import org.imagefactory.tdl.TemplateReader;
import org.imagefactory.tdl.TemplateRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateResolverTest {

    private static final Checksums SHA256 =
            new Checksums(Algorithm.SHA256, "https://m.example/iso/SHA256SUMS");

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://m.example:81/deb",
                "http://m.example:81/deb/",
                "http://m.example:81/deb/dists/trixie/main/installer-amd64/current/images/netboot/"
            })
    void debianFromAnyMirrorIsProvedByDebiansSignature(String url) throws Exception {
        ImageSpec spec = new Resolving("Debian", "13").tree(url).resolve().spec();

        String dists = "http://m.example:81/deb/dists/trixie";
        String images = dists + "/main/installer-amd64/current/images";
        assertBoots(
                spec,
                images + "/netboot/debian-installer/amd64/linux",
                images + "/netboot/debian-installer/amd64/initrd.gz");
        Verification verification = spec.verification();
        assertThat(verification.means(spec.installer())).isEqualTo(Means.RELEASE);
        assertThat(verification.release()).hasToString("Optional[%s/InRelease]".formatted(dists));
        assertThat(verification.checksums())
                .hasToString("Optional[%s/SHA256SUMS]".formatted(images));
        assertThat(spec.append())
                .contains("mirror/protocol=http ", "mirror/http/hostname=m.example:81 ")
                .contains("mirror/http/directory=/deb ", "mirror/suite=trixie ");
    }

    @Test
    void anotherSuiteOfTheMirrorIsTaken() throws Exception {
        ImageSpec spec =
                new Resolving("Debian", "13")
                        .tree("https://m.example/debian/dists/sid/")
                        .resolve()
                        .spec();

        assertThat(spec.append()).contains("mirror/suite=sid ", "mirror/https/hostname=m.example ");
        assertThat(spec.verification().release())
                .hasToString("Optional[https://m.example/debian/dists/sid/InRelease]");
    }

    @Test
    void redHatsTreeIsComparedWithItsTreeinfo() throws Exception {
        String tree = "https://m.example/c/9-stream/BaseOS/x86_64/os";

        ImageSpec spec = new Resolving("RHEL-9", "4").tree(tree + "/").resolve().spec();

        assertBoots(spec, tree + "/images/pxeboot/vmlinuz", tree + "/images/pxeboot/initrd.img");
        assertThat(spec.mirrors().get(0).tree())
                .contains(new InstallationTree(tree, Architecture.AMD64));
        assertThat(spec.verification().means(spec.installer())).isEqualTo(Means.LIST);
        assertThat(spec.verification().checksums())
                .hasToString("Optional[%s/.treeinfo]".formatted(tree));
        assertThat(spec.append()).contains("inst.stage2=" + tree + " ");
        assertThat(texts(spec))
                .containsEntry("rpm_tree", tree)
                .containsEntry("rpm_more", "https://m.example/c/9-stream/AppStream/x86_64/os");
    }

    @Test
    void fedorasTreeTakesThePlaceOfTheImage() throws Exception {
        String tree = "http://m.example/releases/44/Everything/x86_64/os";

        ImageSpec spec = new Resolving("Fedora", "44").tree(tree).resolve().spec();

        assertBoots(spec, tree + "/images/pxeboot/vmlinuz", tree + "/images/pxeboot/initrd.img");
        assertThat(spec.verification().means(spec.installer())).isEqualTo(Means.LIST);
        assertThat(spec.append()).contains("inst.stage2=" + tree + " ");
        assertThat(texts(spec)).containsEntry("rpm_tree", tree).containsEntry("rpm_more", "");
    }

    @Test
    void suseFromATree() throws Exception {
        String tree = "http://m.example/tumbleweed/repo/oss";

        ImageSpec spec = new Resolving("OpenSUSE", "Tumbleweed").tree(tree).resolve().spec();

        assertBoots(spec, tree + "/boot/x86_64/loader/linux", tree + "/boot/x86_64/loader/initrd");
        assertThat(spec.append()).contains("install=" + tree + " ");
        assertThat(spec.verification().checksums())
                .hasToString("Optional[%s/CHECKSUMS]".formatted(tree));
        assertThat(spec.verification().signature())
                .hasToString("Optional[%s/CHECKSUMS.asc]".formatted(tree));
    }

    @Test
    void theInstallersOfUbuntuAndAgamaStay() throws Exception {
        ImageSpec ubuntu =
                new Resolving("Ubuntu", "24.04")
                        .tree("http://m.example/ubuntu/dists/noble/")
                        .resolve()
                        .spec();
        ImageSpec agama =
                new Resolving("OpenSUSE", "16.0").tree("http://m.example/oss").resolve().spec();

        assertThat(ubuntu.installer().files().get(0).text())
                .startsWith("https://releases.ubuntu.com/");
        assertThat(texts(ubuntu))
                .containsEntry("ubuntu_mirror", "http://m.example/ubuntu")
                .containsEntry("ubuntu_security_mirror", "http://m.example/ubuntu");
        assertThat(agama.append()).endsWith(" inst.install_url=http://m.example/oss");
    }

    @Test
    void discsAreComparedWithTheirList() throws Exception {
        ImageSpec debian =
                new Resolving("Debian", "13")
                        .disc("https://m.example/iso/debian-13-netinst.iso", SHA256)
                        .resolve()
                        .spec();

        assertThat(debian.installer())
                .isInstanceOfSatisfying(
                        InstallerImage.class,
                        image -> {
                            assertThat(image.image())
                                    .hasToString("https://m.example/iso/debian-13-netinst.iso");
                            assertThat(image.boot().orElseThrow().kernel())
                                    .isEqualTo("install.amd/vmlinuz");
                        });
        assertThat(debian.verification().means(debian.installer())).isEqualTo(Means.LIST);
    }

    @Test
    void oldListsAreTakenWithAWarning() throws Exception {
        Resolution resolution =
                new Resolving("Debian", "13")
                        .disc(
                                "https://m.example/iso/d.iso",
                                new Checksums(Algorithm.MD5, "https://m.example/iso/MD5SUMS"))
                        .resolve();

        assertThat(resolution.spec().verification().listed()).isEqualTo(DigestKind.MD5);
        assertThat(resolution.warnings()).anyMatch(text -> text.contains("can be forged"));
    }

    @Test
    void aDvdHasThePackages() throws Exception {
        ImageSpec dvd =
                new Resolving("CentOS-9", "0")
                        .disc("https://m.example/iso/c9-dvd1.iso", SHA256)
                        .resolve()
                        .spec();
        ImageSpec boot =
                new Resolving("CentOS-9", "0")
                        .disc("https://m.example/iso/c9-boot.iso", SHA256)
                        .resolve()
                        .spec();

        assertThat(texts(dvd)).containsEntry("rpm_tree", "").containsEntry("rpm_stage2", "cdrom");
        assertThat(texts(boot).get("rpm_tree")).contains("mirror.stream.centos.org");
    }

    @Test
    void aDiscWithoutAListIsToldOf() throws Exception {
        Resolution resolution =
                new Resolving("Ubuntu", "24.04").disc("http://m.example/live.iso").resolve();

        assertThat(resolution.warnings()).anyMatch(text -> text.contains("nothing proves"));
        assertThat(resolution.spec().verification().means(resolution.spec().installer()))
                .isEqualTo(Means.NOTHING);
    }

    @Test
    void passwordIsHashedOrLocked() throws Exception {
        ImageSpec open = new Resolving("Debian", "13").password("geheim").resolve().spec();
        ImageSpec locked = new Resolving("Debian", "13").resolve().spec();

        String hash = open.system().rootPasswordHash().orElseThrow();
        assertThat(hash).startsWith("$6$").isEqualTo(Crypt.crypt("geheim", hash));
        assertThat(open.proofs().lint().rules()).doesNotContain(LintRule.ROOT_PASSWORD);
        assertThat(locked.system().rootPasswordHash()).isEmpty();
        assertThat(locked.proofs().lint().rules()).contains(LintRule.ROOT_PASSWORD);
    }

    @Test
    void sizeArchAndKernelArgumentsAreTheTemplates() throws Exception {
        ImageSpec spec =
                new Resolving("Debian", "13")
                        .size(3L << 30)
                        .arch("aarch64")
                        .kernel("  quiet cost=$5\\1 ")
                        .resolve()
                        .spec();
        ImageSpec plain = new Resolving("Fedora", "44").kernel("nomodeset").resolve().spec();

        assertThat(spec.disk().size().bytes()).isEqualTo(3L << 30);
        assertThat(spec.machine().arch()).isEqualTo(Architecture.ARM64);
        assertThat(spec.append())
                .contains(" quiet cost=$5\\1 --- console=ttyAMA0,115200n8 net.ifnames=0");
        assertThat(spec.installer().files().get(0).text()).contains("installer-arm64");
        assertThat(plain.append()).endsWith(" nomodeset");
        assertThat(plain.disk().size().bytes()).isEqualTo(10L << 30);
    }

    @Test
    void theUsersAnswersTakeThePlaceOfTheSections() throws Exception {
        Wishes wishes =
                new Wishes(
                        "t.tdl",
                        Optional.of(Path.of("/work/answers.ks")),
                        OzOverrides.of(
                                Map.of(
                                        "timeouts", Map.of("install", 60),
                                        "libvirt", Map.of("memory", 2048, "uri", "x"))),
                        Optional.of(Duration.ofHours(1)),
                        true,
                        Optional.empty(),
                        true);

        Resolution resolution = new Resolving("Fedora", "43").wishes(wishes).resolve();

        ImageSpec spec = resolution.spec();
        assertThat(spec.answerFile().orElseThrow().kind()).isEqualTo(AnswerFile.Kind.KICKSTART);
        assertThat(spec.answerFile().orElseThrow().file()).isEqualTo(Path.of("/work/answers.ks"));
        assertThat(spec.disk().onePartition()).isFalse();
        assertThat(spec.limits().installation()).isEqualTo(Duration.ofMinutes(1));
        assertThat(spec.machine().memory().mebibytes()).isEqualTo(2048);
        assertThat(resolution.warnings()).anyMatch(text -> text.contains("libvirt.uri"));
    }

    @Test
    void anInstallerOfThisHostStays() throws Exception {
        Resolution resolution =
                new Resolving("Mini", "1")
                        .tree("http://m.example/mini/")
                        .section(
                                folder,
                                """
                                [mini]
                                os-name=Mini
                                linux=/srv/linux
                                initrd=file:///srv/initrd.gz
                                preseed=/srv/answers.cfg
                                append=from=${install_url}
                                upload_destinations=nowhere
                                post-build-command=true
                                latest-link=yes
                                """)
                        .resolve();

        ImageSpec spec = resolution.spec();
        assertBoots(spec, "/srv/linux", "file:///srv/initrd.gz");
        assertThat(spec.append()).isEqualTo("from=http://m.example/mini");
        assertThat(spec.uploads()).isEmpty();
        assertThat(spec.postBuild()).isEmpty();
        assertThat(spec.upkeep()).isEqualTo(Upkeep.NONE);
        assertThat(resolution.warnings()).anyMatch(text -> text.contains("a file of this host"));
    }

    @Test
    void originsAreTold() throws Exception {
        Template template =
                TemplateReader.read(
                        """
                        <template>
                          <name>n</name>
                          <os>
                            <name>Debian</name><version>13</version><arch>x86_64</arch>
                            <install type='url'>
                              <url>http://m.example/debian</url>
                            </install>
                            <kernelparam>quiet</kernelparam>
                          </os>
                        </template>
                        """,
                        TemplateRules.PLAIN);

        var settings = new Resolving("", "").resolve(template).values().settings();

        assertThat(settings.get("linux").origin()).isEqualTo("t.tdl:6: os/install/url");
        assertThat(settings.get("append").origin())
                .matches("t.tdl:8: os/kernelparam and conf/image-factory.conf:\\d+");
        assertThat(settings.get("image-size").origin()).isEqualTo("t.tdl: default of disk/size");
        assertThat(settings.get("ram").origin()).matches("conf/image-factory.conf:\\d+");
    }

    @Test
    void unknownSystemTellsTheKnown() {
        assertThatThrownBy(() -> new Resolving("BeOS", "5").resolve())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e ->
                                assertThat(e.advice().orElseThrow())
                                        .contains("Debian 12", "RHEL-9", "Fedora 43, 44"))
                .hasMessageContaining("BeOS 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://m.example/debian", "/srv/debian", "http:///x", "http://h/?a=b"})
    void treesAreReachedByHttp(String url) {
        assertThatThrownBy(() -> new Resolving("Debian", "13").tree(url).resolve())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("t.tdl: os/install/url: '" + url);
    }

    @Test
    void othersThanWhoeverIsHereNameNoFilesOfThisHost() {
        Wishes remote =
                new Wishes(
                        "t",
                        Optional.empty(),
                        OzOverrides.NONE,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        false);

        assertThatThrownBy(
                        () ->
                                new Resolving("Debian", "13")
                                        .wishes(remote)
                                        .disc("file:///etc/shadow")
                                        .resolve())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is a file of this host");
    }

    @Test
    void otherProcessorsAreRefused() {
        assertThatThrownBy(() -> new Resolving("Debian", "13").arch("s390x").resolve())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("t.tdl: os/arch: systems for 's390x' cannot be installed");
    }

    private static void assertBoots(ImageSpec spec, String linux, String initrd) {
        assertThat(spec.mirrors()).hasSize(1);
        assertThat(spec.installer())
                .isInstanceOfSatisfying(
                        KernelAndInitrd.class,
                        pair -> {
                            assertThat(pair.linux()).hasToString(linux);
                            assertThat(pair.initrd()).hasToString(initrd);
                        });
    }

    private static Map<String, String> texts(ImageSpec spec) {
        return spec.answerFile().orElseThrow().values().texts();
    }
}
