package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * An installer that is a live system: its kernel and initrd are taken out of its image, which the
 * machine has in a drive, and its answers are on a volume in another one.
 */
class SeedVolumeIT {

    private static final String ANSWERS =
            """
            #cloud-config
            # mini.hostname={{hostname}}
            # mini.data=8
            # mini.password=seed
            autoinstall:
              version: 1
              user-data: {}
              storage: {layout: {name: direct}}
              shutdown: poweroff
            """;

    private static Factory factory() throws IOException {
        Factory factory = new Factory();
        Path image = factory.folder().resolve("installer.iso");
        TestHost.shared().writeDisc(image);
        Path answers = factory.folder().resolve("user.yaml.mustache");
        Files.writeString(answers, ANSWERS);
        return factory.set("linux", "")
                .set("initrd", "")
                .set("preseed", "")
                .set("installer_image", image.toString())
                .set("installer-kernel", "casper/vmlinuz")
                .set("installer-initrd", "casper/initrd")
                .set("autoinstall", answers.toString())
                .set("hostname", "seedling")
                .set("success-marker", "required")
                .set("format", "qcow2");
    }

    @Test
    void theInstallerFindsItsAnswers() throws IOException, InterruptedException {
        Factory factory = factory().set("keep-raw", "yes").set("boot-test", "console");

        factory.build(0);

        assertThat(Files.readString(factory.result(".console.log")))
                .contains("Answers from the volume CIDATA");
        assertThat(new Guest(factory.result(".raw")).lines("/etc/hostname")).contains("seedling");
        factory.assertNothingRuns();
    }

    @Test
    void aKernelThatIsNotInTheImageIsAMistakeInTheConfiguration()
            throws IOException, InterruptedException {
        Factory factory = factory().set("installer-kernel", "boot/vmlinuz");

        Build build = factory.build(3);

        assertThat(build.output()).contains("no boot/vmlinuz", "correct installer-kernel");
        factory.assertNothingLeft();
    }
}
