package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CloudFormTest {

    @Test
    void eachCountsOnceInTheUsersOrder() {
        assertThat(CloudForm.parseAll(List.of("vsphere", "EC2", "vsphere")))
                .containsExactly(CloudForm.VSPHERE, CloudForm.EC2);
    }

    @Test
    void anUnknownOneIsToldWithThoseThatThereAre() {
        assertThatThrownBy(() -> CloudForm.parseAll(List.of("ec2", "moon")))
                .hasMessageStartingWith("'moon' is not one of openstack-kvm, ec2, vsphere");
    }

    @Test
    void oneOfThePastIsToldWithWhatToUse() {
        assertThatThrownBy(() -> CloudForm.parseAll(List.of("Atlas")))
                .hasMessageStartingWith("target 'atlas' is not made any more")
                .hasMessageContaining("2018")
                .hasMessageContaining("vagrant-libvirt");
    }

    @Test
    void theNamesOfTheFilesDiffer() {
        List<String> ends = Stream.of(CloudForm.values()).map(CloudForm::suffix).toList();

        assertThat(ends).doesNotHaveDuplicates().doesNotContain("raw", "qcow2");
    }
}
