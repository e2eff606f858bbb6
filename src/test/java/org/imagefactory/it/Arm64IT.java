package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Builds for another processor than this host's, by emulation. */
class Arm64IT {

    @Test
    void buildsAndBootsAnImageForAnotherProcessor() throws IOException, InterruptedException {
        Path installer = TestHost.shared().arm64Installer();
        Factory factory = new Factory().set("arch", "arm64").set("virt-type", "auto");
        factory.set("linux", installer.resolve("linux").toString());
        factory.set("initrd", installer.resolve("initrd.gz").toString());
        factory.set("append", "console=ttyAMA0");
        factory.set("format", "qcow2").set("boot-test", "console");

        factory.build(0);

        assertThat(factory.results())
                .containsExactly(
                        "mini-DATE.console.log",
                        "mini-DATE.json",
                        "mini-DATE.provenance.json",
                        "mini-DATE.qcow2",
                        "mini-DATE.qcow2.sha256sum");
        factory.assertNothingRuns();
        UefiIT.assertNoFirmwareMemory();
    }
}
