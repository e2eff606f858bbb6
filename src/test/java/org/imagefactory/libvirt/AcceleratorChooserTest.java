package org.imagefactory.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.KvmProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceleratorChooserTest {

    private final RecordingRunner runner = new RecordingRunner();
    private final AcceleratorChooser onPc =
            new AcceleratorChooser(
                    new KvmProbe(runner, Path.of("/nowhere"), Optional.of(Architecture.AMD64))
                            ::obstacle,
                    Optional.of(Architecture.AMD64));

    @ParameterizedTest
    @CsvSource({
        "AUTO, AMD64, KVM",
        "AUTO, ARM64, EMULATION",
        "KVM, ARM64, KVM",
        "QEMU, AMD64, EMULATION"
    })
    void guessesWithoutAsking(VirtType wanted, Architecture arch, Accelerator expected) {
        assertThat(onPc.guess(machine(wanted, arch))).isEqualTo(expected);
        assertThat(runner.commands()).isEmpty();
    }

    @Test
    void emulatesAForeignProcessorAndSaysWhy() throws Exception {
        List<BuildEvent> events = new ArrayList<>();
        assertThat(onPc.choose(machine(VirtType.AUTO, Architecture.ARM64), events::add))
                .isEqualTo(Accelerator.EMULATION);
        assertThat(events)
                .singleElement()
                .isEqualTo(
                        new BuildEvent.Warning(
                                "no KVM, the virtual machine will be slow: the image is for arm64,"
                                        + " this host is amd64"));
    }

    private static Machine machine(VirtType type, Architecture arch) {
        return new Machine(
                1,
                DataSize.parse("1G"),
                Optional.empty(),
                new LibvirtSettings(Optional.empty(), type, Optional.empty(), Optional.empty()),
                arch,
                Firmware.UEFI);
    }
}
