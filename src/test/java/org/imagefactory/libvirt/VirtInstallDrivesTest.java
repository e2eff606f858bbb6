package org.imagefactory.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.imagefactory.history.DayNames;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.AnswerFile.Kind;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An installer image whose kernel is booted without it, and a volume with the answers. */
class VirtInstallDrivesTest {

    private static final String STAGING = "/out/.x.staging/";
    private static final String IMAGE = "path=" + STAGING + "installer.iso";
    private static final String SEED = "path=" + STAGING + "seed.iso";
    private static final String DRIVE = ",device=cdrom,bus=scsi,readonly=on";

    private static List<String> argv(InstallerSource installer, Kind kind) {
        return TestLibvirt.emulated(
                        InstallationMachine.of(
                                Specs.spec(
                                        installer,
                                        Optional.of(
                                                new AnswerFile(kind, Path.of("/etc/a.mustache"))),
                                        "console=ttyS0 ---",
                                        Specs.machine(),
                                        Specs.anHour()),
                                new Workspace(
                                        DayNames.of(new ImageName("x"), LocalDate.of(2026, 11, 22)),
                                        Path.of("/out"))),
                        Path.of("/tmp/x/console"))
                .argv();
    }

    private static List<String> drives(List<String> argv) {
        return IntStream.range(1, argv.size())
                .filter(i -> argv.get(i - 1).equals("--disk"))
                .mapToObj(argv::get)
                .filter(disk -> disk.contains("cdrom"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "AUTOINSTALL, autoinstall ds=nocloud console=ttyS0 ---",
        "AGAMA, console=ttyS0 ---",
    })
    void imageAndSeedAreInDrivesAndTheKernelIsGiven(Kind kind, String kernelArguments) {
        InstallerSource image =
                new InstallerSource.InstallerImage(
                        SourceUri.parse("https://releases.example/live.iso"),
                        Optional.of(
                                new InstallerSource.BootPaths("casper/vmlinuz", "casper/initrd")));

        List<String> argv = argv(image, kind);

        assertThat(drives(argv)).containsExactly(IMAGE + DRIVE, SEED + DRIVE);
        assertThat(argv.get(argv.indexOf("--install") + 1))
                .isEqualTo(
                        "kernel="
                                + STAGING
                                + "linux,initrd="
                                + STAGING
                                + "initrd,kernel_args=\""
                                + kernelArguments
                                + "\",kernel_args_overwrite=yes");
        assertThat(argv).containsSubsequence("--controller", "scsi,model=virtio-scsi");
        assertThat(argv).doesNotContain("--location", "--initrd-inject", "--cdrom");
    }

    @ParameterizedTest
    @CsvSource({"AUTOINSTALL, true", "AGAMA, true", "PRESEED, false", "KICKSTART, false"})
    void onlySomeInstallersLookForAVolume(Kind kind, boolean seed) {
        List<String> netboot = argv(Specs.NETBOOT, kind);

        assertThat(drives(netboot)).isEqualTo(seed ? List.of(SEED + DRIVE) : List.of());
        assertThat(netboot.contains("--initrd-inject")).isEqualTo(!seed);
        assertThat(netboot.contains("scsi,model=virtio-scsi")).isEqualTo(seed);
    }
}
