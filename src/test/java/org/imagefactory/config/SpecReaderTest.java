package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Compression;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Limits;
import org.imagefactory.spec.MacAddress;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.VncDisplay;
import org.imagefactory.spec.ZeroFree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {

    @TempDir Path folder;

    private Fixture config(String text) {
        return new Fixture(folder).file(text);
    }

    @Test
    void defaultsAreTheManuals() throws Exception {
        Reading reading = config(Fixture.IMAGE).read("img");
        ImageSpec spec = reading.spec();
        assertThat(spec.machine())
                .isEqualTo(
                        new Machine(
                                1,
                                new DataSize(1L << 30),
                                Optional.empty(),
                                new LibvirtSettings(
                                        Optional.empty(),
                                        VirtType.AUTO,
                                        Optional.of("qemu:///session"),
                                        Optional.empty())));
        assertThat(spec.disk())
                .isEqualTo(
                        new Disk(
                                new DataSize(2L << 30),
                                DiskFormat.RAW,
                                false,
                                Compression.NONE,
                                ZeroFree.ZEROFREE,
                                true));
        assertThat(spec.limits())
                .isEqualTo(new Limits(Duration.ofHours(1), Duration.ofMinutes(10)));
        assertThat(spec.downloads()).isEqualTo(new DownloadPolicy(false, true));
        assertThat(spec.cacheFolder()).isEqualTo(Path.of("/home/me/.cache/image-factory"));
        assertThat(spec.answerFile()).isEmpty();
        assertThat(spec.append()).isEmpty();
        assertThat(spec.installerLogs()).isFalse();
        assertThat(spec.uploads()).isEmpty();
        assertThat(spec.postBuild()).isEmpty();
        assertThat(reading.log())
                .isEqualTo(new LogSettings(false, Path.of("/build/img-2026-11-22.log")));
        assertThat(reading.warnings()).isEmpty();
    }

    @Test
    void whatIsWatched() throws Exception {
        String release = "http://m.example/dists/trixie/InRelease";
        String keys =
                "watch = %s\n\thttp://s.example/InRelease more\nrebuild-after=30d\n"
                        .formatted(release);

        ImageSpec spec = config(Fixture.IMAGE + keys).read("img").spec();

        assertThat(spec.upkeep().renewal().age()).contains(Duration.ofDays(30));
        assertThat(spec.watched())
                .extracting(SourceUri::text)
                .containsExactly(release, "http://s.example/InRelease", "/build/more");
    }

    @Test
    void theReleaseOfTheInstallerIsNotWatchedTwice() throws Exception {
        String release = "http://m.example/dists/trixie/InRelease";
        String keys =
                "checksums=http://m.example/dists/trixie/SHA256SUMS\nrelease=%s\nkeyring=/k\nwatch=%s\n"
                        .formatted(release, release);

        assertThat(config(Fixture.IMAGE + keys).read("img").spec().watched()).isEmpty();
        assertThat(config(Fixture.IMAGE + keys + "verify=none\n").read("img").spec().watched())
                .extracting(SourceUri::text)
                .containsExactly(release);
    }

    @Test
    void rootHasOtherDefaults() throws Exception {
        ImageSpec spec = config(Fixture.IMAGE).host(Fixture.ROOT).read("img").spec();
        assertThat(spec.cacheFolder()).isEqualTo(Path.of("/var/cache/image-factory"));
        assertThat(spec.machine().engine())
                .isInstanceOfSatisfying(
                        LibvirtSettings.class,
                        libvirt -> assertThat(libvirt.connect()).contains("qemu:///system"));
    }

    @Test
    void everyKeyIsReadInBothSpellings() throws Exception {
        String text =
                Fixture.IMAGE
                        + """
                        append=a
                         b
                        cache_dir=~/c
                        compression=ZSTD
                        connect=test:///default
                        cores=4
                        format=QCOW2
                        image-size=3 GiB
                        inactivity-timeout=90
                        install-timeout=1h 30min
                        installer-logs=On
                        keep-raw=1
                        log-file=Yes
                        log-filename=~/x.log
                        mac=52:54:00:12:34:56
                        offline=true
                        one-partition=off
                        osinfo=debian13
                        post-build-command=publish ${image}
                        preseed=p/x.cfg
                        ram=512MiB
                        stale=no
                        upload_destinations= up
                        virt-type=qemu
                        vnc=localhost:3
                        zero-free=discard
                        [up]
                        upload_type=RSYNC
                        upload_target=host:/srv/
                        upload_args=-v  -P
                        post-upload-command=a ${image}
                        post-upload-command1=b $${image}
                        post-upload-command2=c $HOME
                        """
                                .replace("$HOME", "$$HOME");
        Reading reading = config(text).read("img");
        assertThat(reading.warnings()).isEmpty();
        ImageSpec spec = reading.spec();
        assertThat(spec.append()).isEqualTo("a b");
        assertThat(spec.cacheFolder()).isEqualTo(Path.of("/home/me/c"));
        assertThat(spec.machine())
                .isEqualTo(
                        new Machine(
                                4,
                                new DataSize(512L << 20),
                                Optional.of(new MacAddress("52:54:00:12:34:56")),
                                new LibvirtSettings(
                                        Optional.of(new VncDisplay("localhost", 3)),
                                        VirtType.QEMU,
                                        Optional.of("test:///default"),
                                        Optional.of("debian13"))));
        assertThat(spec.disk())
                .isEqualTo(
                        new Disk(
                                new DataSize(3L << 30),
                                DiskFormat.QCOW2,
                                true,
                                Compression.ZSTD,
                                ZeroFree.DISCARD,
                                false));
        assertThat(spec.limits())
                .isEqualTo(new Limits(Duration.ofMinutes(90), Duration.ofSeconds(90)));
        assertThat(spec.installerLogs()).isTrue();
        assertThat(reading.log()).isEqualTo(new LogSettings(true, Path.of("/home/me/x.log")));
        assertThat(spec.downloads()).isEqualTo(new DownloadPolicy(true, false));
        assertThat(spec.answerFile())
                .contains(new AnswerFile(AnswerFile.Kind.PRESEED, Path.of("/build/p/x.cfg")));
        assertThat(spec.postBuild())
                .contains(new HookCommand("post-build-command", "publish ${image}"));
        assertThat(spec.uploads())
                .containsExactly(
                        new UploadDestination(
                                "up",
                                "host:/srv/",
                                List.of("-v", "-P"),
                                List.of(
                                        new HookCommand("post-upload-command", "a ${image}"),
                                        new HookCommand("post-upload-command1", "b ${image}"),
                                        new HookCommand("post-upload-command2", "c $HOME"))));
        assertThat(config(otherSpelling(text)).read("img").spec())
                .usingRecursiveComparison()
                .ignoringFields("settings")
                .isEqualTo(spec);
    }

    /** Hyphens for underscores in all keys, and the other way round. */
    private static String otherSpelling(String text) {
        StringBuilder out = new StringBuilder();
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            String key = line.substring(0, Math.max(0, equals));
            String other = key.contains("-") ? key.replace('-', '_') : key.replace('_', '-');
            out.append(other).append(line.substring(key.length())).append('\n');
        }
        return out.toString();
    }

    @Test
    void sourcesAndAnswerFiles() throws Exception {
        ImageSpec spec =
                config("[img]\nlinux=~/k\ninitrd=rel/i\nkickstart=/abs/ks.cfg\n")
                        .read("img")
                        .spec();
        assertThat(spec.installer())
                .isEqualTo(
                        new InstallerSource.KernelAndInitrd(
                                SourceUri.parse("/home/me/k"), SourceUri.parse("/build/rel/i")));
        assertThat(spec.answerFile())
                .contains(new AnswerFile(AnswerFile.Kind.KICKSTART, Path.of("/abs/ks.cfg")));
        spec = config("[img]\ninstaller_image=file:///x.iso\nyast=y.xml\n").read("img").spec();
        assertThat(spec.installer())
                .isEqualTo(new InstallerSource.InstallerImage(SourceUri.parse("file:///x.iso")));
        assertThat(spec.answerFile().orElseThrow().kind()).isEqualTo(AnswerFile.Kind.AUTOYAST);
    }

    @Test
    void optionBeatsUserFileBeatsSystemFileBeatsDefault() throws Exception {
        Fixture fixture =
                config("[DEFAULT]\nram=1G\n" + Fixture.IMAGE + "cores=2\nformat=raw\n")
                        .file("[DEFAULT]\nram=2G\nformat=raw\n[img]\ncores=3\n");
        ImageSpec spec = fixture.read("img").spec();
        assertThat(spec.machine().memory()).isEqualTo(new DataSize(2L << 30));
        assertThat(spec.machine().cores()).isEqualTo(3);
        fixture.set("cores=5").option(Keys.FORMAT, "--format", "qcow2");
        spec = fixture.read("img").spec();
        assertThat(spec.machine().cores()).isEqualTo(5);
        assertThat(spec.disk().format()).isEqualTo(DiskFormat.QCOW2);
    }

    @Test
    void variablesOfTheCommandLineTakePart() throws Exception {
        Fixture fixture =
                config(
                        """
                        [DEFAULT]
                        mirror=http://old.example
                        base=${mirror}/debian
                        [img]
                        linux=${base}/linux
                        initrd=${other:base}/initrd
                        [other]
                        """);
        fixture.set("MIRROR = http://${host}", "host=new.example");
        assertThat(fixture.read("img").spec().installer())
                .isEqualTo(
                        new InstallerSource.KernelAndInitrd(
                                SourceUri.parse("http://new.example/debian/linux"),
                                SourceUri.parse("http://new.example/debian/initrd")));
    }

    @Test
    void optionsAreTakenLiterally() throws Exception {
        ImageSpec spec =
                config(Fixture.IMAGE)
                        .option(Keys.CACHE_DIR, "--cache-dir", "/x/$y/${z}")
                        .read("img")
                        .spec();
        assertThat(spec.cacheFolder()).isEqualTo(Path.of("/x/$y/${z}"));
    }

    @Test
    void sectionIsNotNeeded() throws Exception {
        Fixture fixture = config(Fixture.IMAGE.replace("[img]", "[DEFAULT]") + "[other]\n");
        assertThat(fixture.read("any").spec().name().text()).isEqualTo("any");
        assertThat(fixture.warnings("any"))
                .containsExactly("no section [any]: everything is taken from [DEFAULT]");
    }

    @Test
    void warnings() throws Exception {
        String text =
                "[DEFAULT]\nused=1\nunused=2\n"
                        + Fixture.IMAGE
                        + """
                        image-sise=2G
                        x=${used}
                        broken=${nothing}
                        installer_image=/i.iso
                        upload_destinations=up
                        [up]
                        upload_type=rsync
                        upload_target=t
                        upload-arg=x
                        post-upload-command2=never
                        """;
        assertThat(config(text).set("cpus=4").warnings("img"))
                .containsExactlyInAnyOrder(
                        "1.conf:3: [img] unknown key 'unused', and no ${unused} uses it",
                        "1.conf:7: [img] unknown key 'image-sise', and no ${image-sise} uses it;"
                                + " did you mean 'image-size'?",
                        "1.conf:8: [img] unknown key 'x', and no ${x} uses it",
                        "1.conf:9: [img] unknown key 'broken', and no ${broken} uses it",
                        "1.conf:9: [img] broken: unknown variable '${nothing}'",
                        "option --set: [img] unknown key 'cpus', and no ${cpus} uses it; did"
                                + " you mean 'cores'?",
                        "1.conf:10: installer_image is used, linux and initrd are ignored",
                        "1.conf:15: [up] unknown key 'upload-arg', and no ${upload-arg} uses it;"
                                + " did you mean 'upload_args'?",
                        "1.conf:16: [up] post-upload-command2 never runs: it is empty, or a number"
                                + " before it is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "preseed=/p,        kickstart=/k,       x=,            KICKSTART, /k",
        "kickstart=/k,      preseed=/p,         x=,            PRESEED,   /p",
        "preseed=/p,        '',                 kickstart=/k,  KICKSTART, /k",
        "'',                preseed=/p,         kickstart=/k,  KICKSTART, /k",
        "kickstart=/k,      preseed=/p,         kickstart=/o,  KICKSTART, /o",
        "preseed=/p,        kickstart=,         x=,            PRESEED,   /p",
        "preseed=/p,        kickstart=/k,       kickstart=,    PRESEED,   /p"
    })
    void nearestAnswerFileTakesThePlaceOfAnotherKind(
            String forAll, String own, String set, AnswerFile.Kind kind, String file)
            throws ConfigurationException {
        String text = "[DEFAULT]\n" + forAll + "\n" + Fixture.IMAGE + own + "\n";

        assertThat(config(text).set(set).read("img").spec().answerFile())
                .contains(new AnswerFile(kind, Path.of(file)));
    }
}
