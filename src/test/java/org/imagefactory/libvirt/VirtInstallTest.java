package org.imagefactory.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.history.DayNames;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.AnswerFile.Kind;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.MacAddress;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.VncDisplay;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VirtInstallTest {

    private static final HostChoice EMULATED = TestLibvirt.emulated();
    private static final HostChoice ACCELERATED =
            new HostChoice("qemu:///system", Accelerator.KVM, "debian11");

    @Test
    void passesTheWholeMachine() {
        List<String> argv = argv(Specs.spec(Specs.anHour()), EMULATED);

        assertThat(argv)
                .containsExactly(
                        "virt-install",
                        "--connect",
                        "qemu:///session",
                        "--virt-type",
                        "qemu",
                        "--arch",
                        "x86_64",
                        "--vcpus",
                        "2",
                        "--cpu",
                        "qemu64,disable=cx16",
                        "--name",
                        workspace("/out").domainName(),
                        "--noreboot",
                        "--wait",
                        "-1",
                        "--noautoconsole",
                        "--osinfo",
                        "detect=on,require=off",
                        "--memory",
                        "1024",
                        "--disk",
                        "path=/out/.debian-13.staging/debian-13-2026-11-22.raw,bus=virtio,format=raw,"
                                + "cache=unsafe,discard=unmap,driver.detect_zeroes=unmap",
                        "--network",
                        "user,model=virtio",
                        "--rng",
                        "/dev/urandom",
                        "--memballoon",
                        "none",
                        "--channel",
                        "none",
                        "--serial",
                        "unix,path=/tmp/x/console,mode=bind",
                        "--graphics",
                        "none",
                        "--video",
                        "none",
                        "--controller",
                        "usb,model=none",
                        "--install",
                        "kernel=/out/.debian-13.staging/linux,initrd=/out/.debian-13.staging/initrd,"
                                + "kernel_args=\"log_host=10.0.2.2 log_port=5140"
                                + " preseed/url=file:///d-i.cfg --- console=ttyS0\","
                                + "kernel_args_overwrite=yes",
                        "--initrd-inject",
                        "/out/.debian-13.staging/answer/d-i.cfg");
    }

    static Stream<Arguments> options() {
        Machine plain = Specs.machine();
        return Stream.of(
                row(plain, EMULATED, "--cpu", "qemu64,disable=cx16"),
                row(plain, ACCELERATED, "--cpu", "host-passthrough"),
                row(plain, ACCELERATED, "--virt-type", "kvm"),
                row(plain, ACCELERATED, "--osinfo", "debian11"),
                row(on(Architecture.AMD64, Firmware.UEFI), EMULATED, "--boot", UEFI),
                row(on(Architecture.AMD64, Firmware.UEFI), EMULATED, "--tpm", "none"),
                row(on(Architecture.ARM64, Firmware.UEFI), EMULATED, "--arch", "aarch64"),
                row(on(Architecture.ARM64, Firmware.UEFI), EMULATED, "--cpu", "cortex-a72"),
                row(
                        on(Architecture.ARM64, Firmware.UEFI),
                        ACCELERATED,
                        "--cpu",
                        "host-passthrough"),
                row(on(Architecture.ARM64, Firmware.UEFI), EMULATED, "--boot", UEFI),
                row(plain, ACCELERATED, "--connect", "qemu:///system"),
                row(with("52:54:00:12:34:56", ""), EMULATED, "--network", NETWORK_WITH_MAC),
                row(with("", "127.0.0.1:7"), EMULATED, "--graphics", VNC + ",listen=127.0.0.1"),
                row(with("", ":7"), EMULATED, "--graphics", VNC),
                row(with("", "[::1]:7"), EMULATED, "--graphics", VNC + ",listen=::1"));
    }

    private static final String NETWORK_WITH_MAC = "user,model=virtio,mac=52:54:00:12:34:56";
    private static final String UEFI =
            "uefi,firmware.feature0.name=secure-boot,firmware.feature0.enabled=no";
    private static final String VNC = "vnc,port=5907";

    @ParameterizedTest
    @MethodSource("options")
    void followsTheSpecification(Machine machine, HostChoice host, String option, String value) {
        ImageSpec spec =
                Specs.spec(Specs.NETBOOT, preseed("/etc/d-i.cfg"), "", machine, Specs.anHour());

        assertThat(valueOf(option, spec, host)).isEqualTo(value);
    }

    static Stream<Arguments> kernelArguments() {
        return Stream.of(
                Arguments.of(
                        Kind.PRESEED,
                        "log_host=10.0.2.2 log_port=5140 preseed/url=file:///a.cfg last"),
                Arguments.of(Kind.KICKSTART, "inst.ks=file:///a.cfg ks=file:///a.cfg last"),
                Arguments.of(Kind.AUTOYAST, "autoyast=file:///a.cfg last"));
    }

    @ParameterizedTest
    @CsvSource({
        "PRESEED, none",
        "KICKSTART, 'unix,path=/tmp/x/log,mode=bind,target.type=virtio,target.name=org.fedoraproject.anaconda.log.0'",
        "AUTOYAST, 'unix,path=/tmp/x/log,mode=bind,target.type=virtio,target.name=org.imagefactory.log.0'",
        "AUTOINSTALL, 'unix,path=/tmp/x/log,mode=bind,target.type=virtio,target.name=org.imagefactory.log.0'",
        "AGAMA, 'unix,path=/tmp/x/log,mode=bind,target.type=virtio,target.name=org.imagefactory.log.0'"
    })
    void givesTheInstallersLogAWayOut(Kind kind, String channel) {
        Optional<AnswerFile> answer = Optional.of(new AnswerFile(kind, Path.of("/x/a.cfg")));
        ImageSpec spec = Specs.spec(Specs.NETBOOT, answer, "", Specs.machine(), Specs.anHour());

        assertThat(valueOf("--channel", spec, EMULATED)).isEqualTo(channel);
    }

    @ParameterizedTest
    @MethodSource("kernelArguments")
    void putsTheAnswerFileBeforeTheUsersArguments(Kind kind, String expected) {
        Optional<AnswerFile> answer = Optional.of(new AnswerFile(kind, Path.of("/x/a.cfg")));
        ImageSpec netboot =
                Specs.spec(Specs.NETBOOT, answer, " last ", Specs.machine(), Specs.anHour());
        ImageSpec iso = Specs.spec(Specs.ISO, answer, "last", Specs.machine(), Specs.anHour());

        assertThat(valueOf("--install", netboot, EMULATED))
                .endsWith(",kernel_args=\"" + expected + "\",kernel_args_overwrite=yes");
        assertThat(valueOf("--extra-args", iso, EMULATED)).isEqualTo(expected);
        assertThat(valueOf("--location", iso, EMULATED))
                .isEqualTo("/out/.debian-13.staging/installer.iso");
        assertThat(valueOf("--initrd-inject", iso, EMULATED))
                .isEqualTo("/out/.debian-13.staging/answer/a.cfg");
    }

    @Test
    void emulatesARicherProcessorForDistributionsThatNeedIt() {
        ImageSpec unknown = spec(Specs.NETBOOT, "");

        assertThat(valueOf("--cpu", unknown, EMULATED)).isEqualTo("mode=maximum");
    }

    @Test
    void leavesOutWhatIsEmpty() {
        List<String> netboot = argv(spec(Specs.NETBOOT, ""), EMULATED);
        List<String> iso = argv(spec(Specs.ISO, ""), EMULATED);

        assertThat(netboot).doesNotContain("--initrd-inject", "--extra-args", "--boot", "--tpm");
        assertThat(String.join(" ", netboot)).doesNotContain("kernel_args");
        assertThat(iso).doesNotContain("--initrd-inject", "--extra-args", "--install");
    }

    @Test
    void quotesPathsWithBlanksCommasAndQuotes() {
        ImageSpec spec = spec(Specs.NETBOOT, "a=\"b, c\"");

        List<String> argv = argv(spec, workspace("/o ,\"x\\=y"), EMULATED);

        assertThat(argv)
                .contains(
                        "path=\"/o ,\\\"x\\\\=y/.debian-13.staging/debian-13-2026-11-22.raw\","
                                + "bus=virtio,format=raw,cache=unsafe,discard=unmap,"
                                + "driver.detect_zeroes=unmap")
                .anyMatch(value -> value.contains("kernel_args=\"a=\\\"b, c\\\"\","));
    }

    private static String valueOf(String option, ImageSpec spec, HostChoice host) {
        List<String> argv = argv(spec, host);
        return argv.get(argv.indexOf(option) + 1);
    }

    private static List<String> argv(ImageSpec spec, HostChoice host) {
        return argv(spec, workspace("/out"), host);
    }

    private static List<String> argv(ImageSpec spec, Workspace workspace, HostChoice host) {
        InstallationMachine machine = InstallationMachine.of(spec, workspace);
        LogWay log = LogWay.of(machine, Path.of("/tmp/x/log"), "5140");
        return VirtInstall.command(machine, host, Path.of("/tmp/x/console"), log).argv();
    }

    private static ImageSpec spec(InstallerSource installer, String append) {
        return Specs.spec(installer, Optional.empty(), append, Specs.machine(), Specs.anHour());
    }

    private static Optional<AnswerFile> preseed(String file) {
        return Optional.of(new AnswerFile(Kind.PRESEED, Path.of(file)));
    }

    private static Arguments row(Machine machine, HostChoice host, String option, String value) {
        return Arguments.of(machine, host, option, value);
    }

    private static Machine with(String mac, String vnc) {
        return new Machine(
                1,
                DataSize.parse("512M"),
                mac.isEmpty() ? Optional.empty() : Optional.of(new MacAddress(mac)),
                new LibvirtSettings(
                        vnc.isEmpty() ? Optional.empty() : Optional.of(VncDisplay.parse(vnc)),
                        VirtType.AUTO,
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Machine on(Architecture arch, Firmware firmware) {
        Machine plain = Specs.machine();
        return new Machine(
                plain.cores(), plain.memory(), plain.mac(), plain.engine(), arch, firmware);
    }

    private static Workspace workspace(String folder) {
        return new Workspace(
                DayNames.of(new ImageName("debian-13"), LocalDate.of(2026, 11, 22)),
                Path.of(folder));
    }
}
