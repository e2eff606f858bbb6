package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Builds for machines that start by UEFI, of whose memory nothing may be left. */
class UefiIT {

    @Test
    void bootsWithoutTheMemoryOfTheInstallation() throws IOException, InterruptedException {
        Factory factory = new Factory().set("firmware", "uefi").set("partition-table", "gpt");
        factory.set("on-finding", "fail").set("boot-test", "console");

        factory.build(0);

        String system = factory.result(".raw") + "@@1M";
        assertThat(TestHost.onThisHost("mtype", "-i", system, "::/loader/entries/mini.conf"))
                .contains("linux /linux");
        factory.assertNothingRuns();
        assertNoFirmwareMemory();
    }

    @Test
    void doesNotPublishWhatNoFirmwareFinds() throws IOException, InterruptedException {
        Factory factory = new Factory("mode=no-boot-loader").set("firmware", "uefi");
        factory.set("on-finding", "fail");

        Build build = factory.build(8);

        assertThat(build.error()).contains("boot-loader: vda1: no \\EFI\\BOOT\\BOOTX64.EFI");
        factory.assertLeft("mini-DATE.console.log", "mini-DATE.failure.tar.gz", "mini-DATE.json");
        assertNoFirmwareMemory();
    }

    /** libvirt keeps it beside the definitions of machines, and makes the folder for the first. */
    static void assertNoFirmwareMemory() {
        Path memories = TestHost.shared().home().resolve(".config/libvirt/qemu/nvram");
        assertThat(memories).isEmptyDirectory();
    }
}
