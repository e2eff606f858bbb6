package org.imagefactory.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.MockOs;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.plugin.TargetImageJob;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Target images that are made of other target images. */
@Timeout(60)
class RepackingTest {

    @TempDir private Path folder;

    @Test
    void aTargetImageIsMadeOfAnotherWithoutTheSystemsPlugin() throws Exception {
        Packer cloud = new Packer(new AtomicBoolean());
        try (Scene scene = scene(cloud)) {
            ImageRecord first = scene.made(Scene.target(Optional.empty(), Map.of()));
            cloud.others.set(true);
            ImageRecord second = scene.made(Scene.target(Optional.of(first.id()), Map.of()));

            assertThat(first.error()).isEmpty();
            assertThat(scene.store.body(first.id())).hasContent("packed of nothing");
            assertThat(second.status()).isEqualTo(ImageStatus.COMPLETE);
            assertThat(second.parent()).contains(first.id());
            assertThat(scene.store.body(second.id())).hasContent("packed of mock");
        }
    }

    @Test
    void othersAreMadeOfBaseImagesOnly() throws Exception {
        try (Scene scene = scene(new Packer(new AtomicBoolean()))) {
            ImageRecord first = scene.made(Scene.target(Optional.empty(), Map.of()));

            assertThatThrownBy(() -> scene.start(Scene.target(Optional.of(first.id()), Map.of())))
                    .isInstanceOf(NoSuchImageException.class)
                    .hasMessageContaining("is a TargetImage, not a BaseImage");
        }
    }

    private Scene scene(CloudPlugin cloud) throws Exception {
        return new Scene(folder, 2, 4, new MockOs(new CommonsExecRunner(System.getenv())), cloud);
    }

    /** Nobody can name a template where a form of another image is made. */
    @Test
    void aTemplateIsNoTargetImage() throws Exception {
        try (Scene scene = scene(new Packer(new AtomicBoolean(true)))) {
            assertThat(scene.made(Scene.target(Optional.empty(), Map.of())).error())
                    .hasValueSatisfying(
                            error -> assertThat(error).contains("name one of those by its id"));
        }
    }

    private record Packer(AtomicBoolean others) implements CloudPlugin {

        @Override
        public boolean takesTargetImages() {
            return others.get();
        }

        @Override
        public void createTargetImage(TargetImageJob job) throws BuildException {
            try {
                assertThat(Files.size(job.body()) == 0).isEqualTo(others.get());
                Files.writeString(job.body(), "packed of " + job.baseTarget().orElse("nothing"));
            } catch (IOException e) {
                throw new HostException("writing", "", e);
            }
        }

        @Override
        public Pushed push(PushJob job) {
            throw new UnsupportedOperationException();
        }
    }
}
