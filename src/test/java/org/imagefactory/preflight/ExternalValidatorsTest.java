package org.imagefactory.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalValidatorsTest {

    @ParameterizedTest
    @CsvSource({
        "almalinux10, ksvalidator -v RHEL10 /x.ks",
        "fedora44, ksvalidator -v F44 /x.ks",
        "fedora-rawhide, ksvalidator /x.ks",
        "'', ksvalidator /x.ks",
    })
    void kickstart(String osinfo, String command) {
        Machine plain = Specs.machine();
        ImageSpec spec =
                Specs.spec(
                        Specs.NETBOOT,
                        Optional.empty(),
                        "",
                        new Machine(
                                plain.cores(),
                                plain.memory(),
                                plain.mac(),
                                new LibvirtSettings(
                                        Optional.empty(),
                                        VirtType.QEMU,
                                        Optional.empty(),
                                        osinfo.isEmpty() ? Optional.empty() : Optional.of(osinfo))),
                        Specs.anHour());

        assertThat(
                        ExternalValidators.of(
                                spec, AnswerFile.Kind.KICKSTART, Path.of("/x.ks"), program -> true))
                .map(found -> found.argv())
                .contains(List.of(command.split(" ", -1)));
    }
}
