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

    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;

    @TempDir private Path folder;
    private final RecordingRunner runner = new RecordingRunner();

    @Test
    void makesPngOfPpm() throws Exception {
        virshWrites(ppm("P6\n# made by QEMU\n720 400\n255\n", WIDTH * HEIGHT));

        take();

        assertThat(runner.lines())
                .containsExactly(
                        "virsh --connect qemu:///session screenshot vm --file "
                                + folder.resolve("screenshot.raw"));
        BufferedImage picture = ImageIO.read(png().toFile());
        assertThat(picture.getWidth()).isEqualTo(WIDTH);
        assertThat(picture.getHeight()).isEqualTo(HEIGHT);
        for (int i : new int[] {0, 1, 719, 720, 100_000, WIDTH * HEIGHT - 1}) {
            assertThat(picture.getRGB(i % WIDTH, i / WIDTH) & 0xffffff)
                    .as("pixel " + i)
                    .isEqualTo(rgb(i));
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.raw");
    }

    @Test
    void keepsPng() throws Exception {
        byte[] bytes = Files.readAllBytes(somePng());
        Files.delete(png());
        virshWrites(bytes);

        take();

        assertThat(png()).hasBinaryContent(bytes);
        assertThat(folder).isDirectoryNotContaining("glob:**.raw");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "BMP",
                "P6",
                "P6\n#",
                "P6\n# no end",
                "P6\n720 400\n255\ncut short",
                "P6\n-1 1\n255\n",
                "P6\n99999999999 1\n255\n",
                "P6\n0 0\n255\n",
                "P6\n1 1\n65535\nabcdef",
            })
    void refusesAnythingElse(String content) {
        virshWrites(content.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(this::take).isInstanceOf(IOException.class);

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

    private Path somePng() throws Exception {
        virshWrites(ppm("P6 720 400 255\n", WIDTH * HEIGHT));
        take();
        return png();
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

    private static int rgb(int pixel) {
        return pixel * 31 & 0xffffff;
    }

    private static byte[] ppm(String header, int pixels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < pixels; i++) {
            out.write(rgb(i) >> 16);
            out.write(rgb(i) >> 8);
            out.write(rgb(i));
        }
        return out.toByteArray();
    }
}
