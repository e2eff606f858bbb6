package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.HostException;
import org.imagefactory.spec.InstallerSource.BootPaths;
import org.imagefactory.tools.Xorriso;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real xorriso. */
class ExtractKernelStepTest {

    @TempDir Path root;

    private StepFixture fixture;

    @BeforeEach
    void makeTheInstallerImage() throws Exception {
        fixture = new StepFixture(root);
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("casper/vmlinuz", fixture.file("vmlinuz", "the kernel"));
        files.put("casper/initrd", fixture.file("initrd", "the initrd"));
        Xorriso xorriso = new Xorriso(fixture.runner);
        xorriso.run(Xorriso.volume(fixture.workspace.installerImage(), "INSTALLER", files));
    }

    private ExtractKernelStep step(String kernel, String initrd) {
        return new ExtractKernelStep(
                fixture.workspace, new BootPaths(kernel, initrd), new Xorriso(fixture.runner));
    }

    @Test
    void takesBothOutOfTheImage() throws Exception {
        fixture.run(step("casper/vmlinuz", "casper/initrd"));

        assertThat(fixture.workspace.kernel()).hasContent("the kernel");
        assertThat(fixture.workspace.initrd()).hasContent("the initrd");
    }

    @Test
    void showsTheCommand() {
        assertThat(step("casper/vmlinuz", "casper/initrd").preview())
                .singleElement()
                .asString()
                .contains(" -extract /casper/vmlinuz ", " -extract /casper/initrd ");
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(() -> fixture.run(step("casper/vmlinuz", "boot/initrd")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no casper/vmlinuz or no boot/initrd");
    }

    @Test
    void aFileThatIsNoImageHasNothing() throws Exception {
        Files.writeString(fixture.workspace.installerImage(), "no image");

        assertThatThrownBy(() -> fixture.run(step("casper/vmlinuz", "casper/initrd")))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void anythingElseIsTheHostsFault() throws Exception {
        // A folder where the initrd is to go.
        Files.createDirectories(fixture.workspace.initrd().resolve("in-the-way"));

        assertThatThrownBy(() -> fixture.run(step("casper/vmlinuz", "casper/initrd")))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("take kernel and initrd out of the installer image");
    }

    @Test
    void canBeInterrupted() {
        fixture.runner.interrupting("-extract");

        assertThatThrownBy(() -> fixture.run(step("casper/vmlinuz", "casper/initrd")))
                .isInstanceOf(InterruptedException.class);
        assertThat(fixture.workspace.kernel()).doesNotExist();
    }
}
