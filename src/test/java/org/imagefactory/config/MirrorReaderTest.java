package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstallerProxy;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several mirrors for an image, and a proxy for its installer. */
class MirrorReaderTest {

    @TempDir Path folder;

    private Fixture config(String text) {
        return new Fixture(folder).file(text);
    }

    private static Optional<SourceUri> uri(String text) {
        return Optional.of(SourceUri.parse(text));
    }

    @Test
    void theNthUrisBelongToTheNthMirror() throws Exception {
        ImageSpec spec =
                config(
                                """
                                [DEFAULT]
                                one=http://one.example/debian
                                two=https://two.example/debian
                                [img]
                                linux=${one}/linux
                                  ${two}/linux
                                initrd=${one}/initrd ${two}/initrd
                                checksums=${one}/SUMS ${two}/SUMS
                                release=
                                  ${one}/InRelease
                                  ${two}/InRelease
                                keyring=/k.gpg
                                """)
                        .read("img")
                        .spec();

        assertThat(spec.mirrors()).hasSize(2);
        for (String base : List.of("http://one.example/debian/", "https://two.example/debian/")) {
            Mirror mirror = spec.mirrors().get(base.contains("one") ? 0 : 1);
            assertThat(mirror.installer())
                    .isEqualTo(
                            new InstallerSource.KernelAndInitrd(
                                    SourceUri.parse(base + "linux"),
                                    SourceUri.parse(base + "initrd")));
            assertThat(mirror.verification().checksums()).isEqualTo(uri(base + "SUMS"));
            assertThat(mirror.verification().release()).isEqualTo(uri(base + "InRelease"));
            assertThat(mirror.verification().means(mirror.installer()))
                    .isEqualTo(Verification.Means.RELEASE);
        }
        assertThat(spec.installer()).isEqualTo(spec.mirrors().get(0).installer());
        assertThat(spec.verification()).isEqualTo(spec.mirrors().get(0).verification());
    }

    @Test
    void oneUriIsForAllMirrors() throws Exception {
        List<Mirror> mirrors =
                config(
                                """
                                [img]
                                installer_image=http://a/x.iso http://b/x.iso http://c/x.iso
                                checksums=https://project.example/SHA256SUMS
                                linux=http://ignored/linux http://ignored.too/linux
                                """)
                        .read("img")
                        .spec()
                        .mirrors();

        assertThat(mirrors)
                .extracting(mirror -> mirror.installer().files().get(0).text())
                .containsExactly("http://a/x.iso", "http://b/x.iso", "http://c/x.iso");
        assertThat(mirrors)
                .extracting(mirror -> mirror.verification().checksums())
                .containsOnly(uri("https://project.example/SHA256SUMS"));
    }

    @Test
    void aPathWithBlanksIsOnePath() throws Exception {
        List<Mirror> mirrors =
                config("[img]\nlinux=/my files/linux\ninitrd=my files/i\n")
                        .read("img")
                        .spec()
                        .mirrors();

        assertThat(mirrors)
                .singleElement()
                .extracting(Mirror::installer)
                .isEqualTo(
                        new InstallerSource.KernelAndInitrd(
                                SourceUri.parse("/my files/linux"),
                                SourceUri.parse("/build/my files/i")));
    }

    @Test
    void everyMirrorNeedsTheSameNumberOfUris() {
        String text =
                """
                [img]
                linux=http://a/l http://b/l
                initrd=http://a/i
                checksums=http://a/s http://b/s http://c/s
                """;
        assertThat(config(text).problems("img"))
                .containsExactly(
                        "1.conf:2: [img] linux has 2, checksums has 3 URIs: each key needs one URI"
                                + " for each mirror, in the same order, or one for all");
    }

    @Test
    void theChainOfEveryMirrorIsChecked() {
        String text =
                """
                [img]
                linux=http://a/d/l http://b/d/l
                initrd=http://a/d/i http://b/d/i
                checksums=http://a/d/s http://b/d/s
                release=http://a/d/InRelease
                keyring=/k.gpg
                verify=signed
                """;
        assertThat(config(text).problems("img"))
                .containsExactly(
                        "1.conf:7: [img] mirror 2: checksums must lie below the folder of release,"
                                + " on the same server");
        assertThat(config(text.replace("keyring=/k.gpg\n", "")).problems("img")).hasSize(1);
    }

    @Test
    void installerProxy() throws Exception {
        String text = Fixture.IMAGE + "preseed=p.cfg\ninstaller-proxy=http://10.0.2.2:3142\n";
        ImageSpec spec = config(text).read("img").spec();
        assertThat(spec.installerProxy()).contains(new InstallerProxy("http://10.0.2.2:3142"));
        assertThat(spec.kernelArguments())
                .containsExactly(
                        "preseed/url=file:///p.cfg", "mirror/http/proxy=http://10.0.2.2:3142");
        assertThat(config(Fixture.IMAGE + "preseed=p.cfg").read("img").spec().kernelArguments())
                .containsExactly("preseed/url=file:///p.cfg");
    }

    @Test
    void twoProxiesAreOneTooMany() {
        String text =
                Fixture.IMAGE
                        + "preseed=p.cfg\ninstaller-proxy=http://10.0.2.2:3142\n"
                        + "append=quiet mirror/http/proxy=http://h:1\n";
        assertThat(config(text).problems("img"))
                .containsExactly(
                        "1.conf:5: [img] append has mirror/http/proxy=, too: remove it, or unset"
                                + " installer-proxy");
    }

    @Test
    void aProxyThatNobodyIsToldIsAWarning() throws Exception {
        String text = Fixture.IMAGE + "installer-proxy=http://10.0.2.2:3142\n";
        assertThat(config(text).warnings("img"))
                .singleElement()
                .asString()
                .startsWith("1.conf:4: [img] installer-proxy is not used: ");
    }

    @Test
    void anImageThatIsToStayNowhereIsAWarning() throws Exception {
        String text = Fixture.IMAGE + "keep-in-cloud=true\n";
        assertThat(config(text).warnings("img"))
                .containsExactly(
                        "1.conf:4: [img] keep-in-cloud has no effect without engine=openstack");
        assertThat(config(text + "engine=openstack\n").warnings("img")).isEmpty();
    }

    @Test
    void aPasswordOfAProxyIsNotPrinted() {
        String text = Fixture.IMAGE + "installer-proxy=http://joe:s3cret@10.0.2.2:3142\n";
        assertThat(config(text).problems("img"))
                .singleElement()
                .asString()
                .startsWith("1.conf:4: [img] installer-proxy: a user name or password")
                .doesNotContain("s3cret");
    }
}
