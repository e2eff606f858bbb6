package org.imagefactory.preflight;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Compression;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstalledSystem;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Limits;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.Renewal;
import org.imagefactory.spec.Retention;
import org.imagefactory.spec.RootFileSystem;
import org.imagefactory.spec.ScanPolicy;
import org.imagefactory.spec.ScapPolicy;
import org.imagefactory.spec.Sha256;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.TableKind;
import org.imagefactory.spec.Upkeep;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verify;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.ZeroFree;

/** A specification with whatever a test wants to be different; all else is harmless. */
final class Specs {

    private static final Optional<Sha256> PIN = Optional.of(new Sha256("0".repeat(64)));

    private static final Verification PINNED =
            new Verification(
                    Verify.AUTO,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    PIN,
                    PIN,
                    Optional.empty());

    Optional<AnswerFile> answers = Optional.empty();
    String linux = "https://mirror.example/linux";
    List<String> spares = List.of();
    DataSize size = DataSize.parse("2G");
    DataSize memory = DataSize.parse("512M");
    DiskFormat format = DiskFormat.RAW;
    ZeroFree zeroFree = ZeroFree.DISCARD;
    RootFileSystem root = RootFileSystem.EXT4;
    VirtType virtType = VirtType.QEMU;
    Architecture arch = Architecture.AMD64;
    Firmware firmware = Firmware.BIOS;
    Optional<String> connect = Optional.of("qemu:///session");
    List<UploadDestination> uploads = List.of();
    Optional<HookCommand> postBuild = Optional.empty();
    Verification verification = PINNED;
    Documents documents = Documents.NONE;
    Path cache = Path.of("/nonexistent");
    Optional<String> osinfo = Optional.empty();
    Optional<ScapPolicy> scap = Optional.empty();

    private static InstallerSource pair(String linux) {
        return new InstallerSource.KernelAndInitrd(
                SourceUri.parse(linux), SourceUri.parse("https://mirror.example/initrd"));
    }

    ImageSpec spec() {
        return new ImageSpec(
                new ImageName("x"),
                Stream.concat(Stream.of(linux), spares.stream())
                        .map(uri -> new Mirror(pair(uri), verification))
                        .toList(),
                Optional.empty(),
                answers,
                InstalledSystem.PLAIN,
                "",
                new Machine(
                        1,
                        memory,
                        Optional.empty(),
                        new LibvirtSettings(Optional.empty(), virtType, connect, osinfo),
                        arch,
                        firmware),
                new Disk(
                        size,
                        format,
                        false,
                        Compression.NONE,
                        zeroFree,
                        true,
                        TableKind.AUTO,
                        root),
                new Limits(Duration.ofHours(1), Duration.ofMinutes(10)),
                org.imagefactory.tools.Specs.UNPROVEN,
                false,
                cache,
                new DownloadPolicy(false, true),
                documents,
                uploads,
                postBuild,
                upkeep());
    }

    private Upkeep upkeep() {
        ScanPolicy none = ScanPolicy.NONE;
        return new Upkeep(
                Set.of(),
                Retention.EVERYTHING,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                new ScanPolicy(
                        false,
                        none.gate(),
                        none.exceptions(),
                        none.advisories(),
                        none.maximumAge(),
                        none.rebuild(),
                        scap),
                Renewal.NONE);
    }
}
