package org.imagefactory.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.MacAddress;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.VncDisplay;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;

class DemandTest {

    private static final String MAC = "52:54:00:00:00:01";

    @Test
    void isWhatTheMachineTakes() {
        Demand demand = Demand.of(image(Optional.empty(), false));

        assertThat(demand.memory()).isEqualTo(DataSize.parse("3G"));
        assertThat(demand.cores()).isEqualTo(2);
        assertThat(demand.own()).isEmpty();
    }

    @Test
    void portAndHardwareAddressCannotBeShared() {
        assertThat(Demand.of(image(Optional.empty(), true)).own())
                .containsExactlyInAnyOrder("the VNC port 5907", "the MAC address " + MAC);
    }

    @Test
    void aMachineOnAnotherHostTakesNothingOfThisOne() {
        Demand demand = Demand.of(image(Optional.of("qemu+ssh://other/system"), true));

        assertThat(demand.memory().bytes()).isZero();
        assertThat(demand.cores()).isZero();
        assertThat(demand.own()).hasSize(2);
        assertThat(Demand.of(image(Optional.of("qemu:///system"), false)).cores()).isEqualTo(2);
    }

    private static ImageSpec image(Optional<String> connect, boolean devices) {
        Machine machine =
                new Machine(
                        2,
                        DataSize.parse("3G"),
                        devices ? Optional.of(new MacAddress(MAC)) : Optional.empty(),
                        new LibvirtSettings(
                                devices
                                        ? Optional.of(VncDisplay.parse("localhost:7"))
                                        : Optional.empty(),
                                VirtType.QEMU,
                                connect,
                                Optional.empty()));
        return Specs.spec(Specs.NETBOOT, Optional.empty(), "", machine, Specs.anHour());
    }
}
