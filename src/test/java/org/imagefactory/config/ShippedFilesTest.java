package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.spec.Compression;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.SourceUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The distributed configuration and answer files. */
class ShippedFilesTest {

    private static final Path CONFIGURATION = Path.of("conf/image-factory.conf");

    static Reading read(String image, String... settings) throws Exception {
        List<Assignment> assignments = new ArrayList<>();
        for (String setting : settings) {
            assignments.add(Assignment.parse(setting));
        }
        Layers layers = new Layers(Configuration.load(List.of(CONFIGURATION)), assignments);
        return new SpecReader(layers, Fixture.USER).read(image);
    }

    @ParameterizedTest
    @CsvSource({"debian-12, bookworm", "debian-13, trixie"})
    void debian(String image, String suite) throws Exception {
        Reading reading = read(image);
        assertThat(reading.warnings()).isEmpty();
        ImageSpec spec = reading.spec();
        String netboot =
                "http://ftp.de.debian.org/debian/dists/"
                        + suite
                        + "/main/installer-amd64/current/images/netboot/debian-installer/amd64/";
        assertThat(spec.installer())
                .isEqualTo(
                        new InstallerSource.KernelAndInitrd(
                                SourceUri.parse(netboot + "linux"),
                                SourceUri.parse(netboot + "initrd.gz")));
        assertThat(spec.append())
                .isEqualTo(
                        "auto-install/enable=true priority=critical DEBIAN_FRONTEND=text"
                                + " hostname=debian domain=unassigned-domain mirror/country=manual"
                                + " mirror/suite="
                                + suite
                                + " mirror/protocol=http mirror/http/hostname=ftp.de.debian.org"
                                + " mirror/http/directory=/debian --- console=ttyS0,115200n8"
                                + " net.ifnames=0");
        assertThat(spec.disk().format()).isEqualTo(DiskFormat.QCOW2);
        assertThat(spec.disk().compression()).isEqualTo(Compression.ZSTD);
        assertThat(spec.disk().size()).isEqualTo(new DataSize(3L << 30));
    }

    @Test
    void mirrorOfHostAndGuestCanDiffer() throws Exception {
        ImageSpec spec =
                read(
                                "debian-13",
                                "debian_mirror=http://127.0.0.1:8013/debian",
                                "debian_mirror_host=10.0.2.2:8013",
                                "debian_mirror_directory=/lab/debian",
                                "debian_append=debian-installer/allow_unauthenticated=true")
                        .spec();
        assertThat(spec.installer().toString())
                .contains("http://127.0.0.1:8013/debian/dists/trixie/main");
        assertThat(spec.append())
                .contains(
                        " mirror/http/hostname=10.0.2.2:8013 mirror/http/directory=/lab/debian"
                                + " debian-installer/allow_unauthenticated=true --- ");
    }

    /** The example of the comments, in the section that they are for. */
    @Test
    void theExampleOfASecondMirrorWorks(@TempDir Path folder) throws Exception {
        List<String> lines = Files.readAllLines(CONFIGURATION);
        List<String> example =
                lines.stream()
                        .dropWhile(line -> !line.startsWith("# A second mirror"))
                        .takeWhile(line -> line.startsWith("#"))
                        .filter(line -> line.startsWith("#   "))
                        .map(line -> line.substring(4))
                        .toList();
        assertThat(example).hasSize(7);
        Path own = folder.resolve("own.conf");
        Files.writeString(own, "[debian-13]\n" + String.join("\n", example));
        Layers layers = new Layers(Configuration.load(List.of(CONFIGURATION, own)), List.of());

        Reading reading = new SpecReader(layers, Fixture.USER).read("debian-13");

        assertThat(reading.warnings()).isEmpty();
        List<Mirror> mirrors = reading.spec().mirrors();
        assertThat(mirrors).hasSize(2);
        assertThat(mirrors.get(0)).isEqualTo(read("debian-13").spec().mirrors().get(0));
        assertThat(mirrors.get(1).toString())
                .isEqualTo(
                        mirrors.get(0)
                                .toString()
                                .replace("http://ftp.de.", "https://ftp.fr.")
                                .replace("scheme=HTTP", "scheme=HTTPS"));
    }

    @Test
    void generatedCommentsAreValidWhenUncommented() throws Exception {
        Configuration.load(List.of(CONFIGURATION));
        String image = KeyDocs.keysSample(Key.Scope.IMAGE).replaceAll("(?m)^#(\\S)", "$1");
        String text = "[DEFAULT]\n" + image + Fixture.IMAGE;
        Path folder = Files.createTempDirectory("sample");
        Path file = Files.writeString(folder.resolve("sample.conf"), text);
        Layers layers = new Layers(Configuration.load(List.of(file)), List.of());
        assertThat(new SpecReader(layers, Fixture.USER).read("img").warnings()).isEmpty();
        Files.delete(file);
        Files.delete(folder);
    }
}
