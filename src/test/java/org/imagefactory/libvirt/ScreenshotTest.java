package org.imagefactory.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.RecordingRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenshotTest {

    @TempDir private Path folder;
    private final RecordingRunner runner = new RecordingRunner();

    @Test
    void keepsPng() throws Exception {
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(720, 400, BufferedImage.TYPE_INT_RGB), "png", picture);
        virshWrites(picture.toByteArray());

        take();

        assertThat(runner.lines())
                .containsExactly(
                        "virsh --connect qemu:///session screenshot vm --file "
                                + folder.resolve("screenshot.raw"));
        assertThat(png()).hasBinaryContent(picture.toByteArray());
        assertThat(folder).isDirectoryNotContaining("glob:**.raw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "BMP", "P6\n1 1\n255\nabc", "\u0089PNG"})
    void refusesAnythingElse(String content) {
        virshWrites(content.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(this::take)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no PNG");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void leavesNothingWhenVirshFails() {
        runner.failing("screenshot", 1, "error: domain is not running");

        assertThatThrownBy(this::take)
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("not running");

        assertThat(folder).isEmptyDirectory();
    }

    private Path png() {
        return folder.resolve("screenshot.png");
    }

    private void take() throws Exception {
        Screenshot.take(new Virsh(runner, "qemu:///session"), "vm", png());
    }

    private void virshWrites(byte[] bytes) {
        runner.on(
                "screenshot",
                (command, listener) -> {
                    try {
                        Files.write(Path.of(command.arguments().get(5)), bytes);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return RecordingRunner.print().to(command, listener);
                });
    }
}
