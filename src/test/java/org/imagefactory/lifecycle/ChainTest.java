package org.imagefactory.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.imagefactory.store.ImageStatus.BUILDING;
import static org.imagefactory.store.ImageStatus.COMPLETE;
import static org.imagefactory.store.ImageStatus.FAILED;
import static org.imagefactory.store.ImageStatus.NEW;
import static org.imagefactory.store.ImageStatus.PENDING;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How images come to be, alone and in chains. */
@Timeout(60)
class ChainTest {

    @TempDir private Path folder;
    private Scene scene;

    @BeforeEach
    void open() throws Exception {
        scene = new Scene(folder);
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    @Test
    void aBaseImageIsMade() throws Exception {
        ImageRecord created = scene.start(Scene.base(Map.of("mock_seconds", "0.2")));
        assertThat(created.status()).isEqualTo(NEW);
        assertThat(created.activity())
                .isEqualTo("Initializing image prior to Cloud/OS customization");
        assertThat(created.percent()).isZero();

        ImageRecord made = scene.factory.await(created.id());

        assertThat(made.status()).isEqualTo(COMPLETE);
        assertThat(made).isEqualTo(scene.stored(created));
        assertThat(made.percent()).isEqualTo(100);
        assertThat(made.activity()).isEqualTo("Base Image build complete");
        assertThat(made.error()).isEmpty();
        assertThat(made.icicle()).get().asString().contains("<package name=\"one\">");
        assertThat(scene.store.body(made.id())).isNotEmptyFile();
        assertThat(scene.statuses(made)).containsExactly(NEW, BUILDING, COMPLETE);
        assertThat(scene.files()).containsExactly(made.id() + ".body", made.id() + ".meta");
        assertThat(scene.work).isEmptyDirectory();
    }

    @Test
    void thePercentageRisesAndIsFullWhenComplete() throws Exception {
        ImageRecord made =
                scene.made(Scene.provider(Optional.empty(), Map.of("mock_seconds", "0.2")));

        for (ImageRecord image = made;
                image.parent().isPresent();
                image = scene.store.find(image.parent().get()).orElseThrow()) {
            List<ImageRecord> told = scene.told(image, change -> true).toList();
            List<Integer> percents = told.stream().map(ImageRecord::percent).distinct().toList();
            assertThat(percents).isSorted().hasSizeGreaterThanOrEqualTo(10);
            assertThat(told)
                    .allMatch(record -> (record.percent() == 100) == (record.status() == COMPLETE));
        }
    }

    @Test
    void aChainIsMadeFromATemplate() throws Exception {
        List<ImageRecord> created =
                scene.factory.create(Scene.provider(Optional.empty(), Map.of("snapshot", false)));
        assertThat(created)
                .extracting(ImageRecord::type)
                .containsExactly(ImageType.BASE, ImageType.TARGET, ImageType.PROVIDER);
        assertThat(created).allMatch(record -> record.status() == NEW);
        assertThat(created).allMatch(record -> record.parameters().containsKey("snapshot"));
        assertThat(created)
                .allMatch(record -> record.template().equals(Optional.of(Scene.TEMPLATE)));

        ImageRecord base = scene.factory.await(created.get(0).id());
        ImageRecord target = scene.factory.await(created.get(1).id());
        ImageRecord provider = scene.factory.await(created.get(2).id());

        assertThat(target.status()).isEqualTo(COMPLETE);
        assertThat(target.activity()).isEqualTo("Target Image build complete");
        assertThat(target.parent()).contains(base.id());
        assertThat(target.icicle()).isEqualTo(base.icicle());
        assertThat(scene.store.body(target.id()))
                .hasSameBinaryContentAs(scene.store.body(base.id()));
        assertThat(provider.activity()).isEqualTo("Provider Image build complete");
        assertThat(provider.parent()).contains(target.id());
        assertThat(provider.icicle()).isEqualTo(base.icicle());
        assertThat(provider.identifierOnProvider()).isPresent();
        assertThat(provider.accountIdentifier()).contains("mock_user");
        assertThat(provider.provider()).contains("a provider");
        assertThat(scene.store.body(provider.id())).isEmptyFile();
        assertThat(scene.statuses(target)).containsExactly(NEW, PENDING, BUILDING, COMPLETE);
        assertThat(Files.readString(folder.resolve("store/" + provider.id() + ".meta")))
                .doesNotContain("pass/word");
    }

    @Test
    void aTargetImageIsMadeOfABaseImageThatIsThere() throws Exception {
        ImageRecord base = scene.made(Scene.base(Map.of()));

        ImageRecord target = scene.made(Scene.target(Optional.of(base.id()), Map.of()));

        assertThat(target.status()).isEqualTo(COMPLETE);
        assertThat(target.template()).isEqualTo(base.template());
        assertThat(scene.statuses(target)).containsExactly(NEW, BUILDING, COMPLETE);
    }

    @Test
    void aMockFailsWithExactlyWhatItIsTold() throws Exception {
        ImageRecord made = scene.made(Scene.base(Map.of("mock_error", " two\n\nlines\n")));

        assertThat(made.error()).contains(" two\n\nlines\n");
    }

    @Test
    void whatFailsTakesAllThatWaitForItAlong() throws Exception {
        List<ImageRecord> created =
                scene.factory.create(
                        Scene.provider(Optional.empty(), Map.of("mock_error", "Out of luck, 5%")));

        ImageRecord base = scene.factory.await(created.get(0).id());
        assertThat(base.status()).isEqualTo(FAILED);
        assertThat(base.error()).contains("Out of luck, 5%");
        assertThat(base.activity()).isEqualTo("Base Image build failed with exception.");
        assertThat(scene.store.body(base.id())).isEmptyFile();
        ImageRecord target = scene.factory.await(created.get(1).id());
        assertThat(target.error())
                .contains("the base image %s failed: Out of luck, 5%%".formatted(base.id()));
        assertThat(target.activity()).isEqualTo("Target Image build failed with exception");
        ImageRecord provider = scene.factory.await(created.get(2).id());
        assertThat(provider.error())
                .contains(
                        "the target image %s failed: the base image %s failed: Out of luck, 5%%"
                                .formatted(target.id(), base.id()));
        assertThat(provider.activity()).isEqualTo("Provider Image build failed with exception");
        assertThat(scene.statuses(target)).containsExactly(NEW, PENDING, FAILED);

        ImageRecord late = scene.made(Scene.target(Optional.of(base.id()), Map.of()));
        assertThat(late.error()).isEqualTo(target.error());
    }

    @Test
    void nothingIsBuiltOfAnInvalidTemplate() throws Exception {
        ImageRecord made =
                scene.made(Scene.base("<template>\n<name>x</name></template>", Map.of()));

        assertThat(made.status()).isEqualTo(FAILED);
        assertThat(made.error())
                .get()
                .asString()
                .startsWith("the template is not valid: line 1: /template")
                .doesNotContain("\n");
    }

    @Test
    void whatNobodyMakesFailsAndNamesWhatIsKnown() throws Exception {
        ImageRecord unknownSystem =
                scene.made(Scene.base(Scene.TEMPLATE.replace("MockOS_A", "Plan9"), Map.of()));
        ImageRecord unknownCloud = scene.made(Scene.target(Optional.empty(), "the sky", Map.of()));

        assertThat(unknownSystem.error()).get().asString().contains("Plan9", "MockOS_A");
        assertThat(unknownCloud.error()).get().asString().contains("the sky", "mocksphere");
    }

    @Test
    void snapshotsFailBeforeAnythingIsBuilt() throws Exception {
        List<ImageRecord> created =
                scene.factory.create(Scene.provider(Optional.empty(), Map.of("snapshot", "true")));

        for (ImageRecord record : created) {
            ImageRecord end = scene.factory.await(record.id());
            assertThat(end.error()).get().asString().contains("snapshot");
            assertThat(scene.statuses(end)).doesNotContain(BUILDING);
        }
    }

    @Test
    void anUnknownCloudFailsBeforeAnythingIsBuilt() throws Exception {
        List<ImageRecord> created =
                scene.factory.create(Scene.target(Optional.empty(), "the sky", Map.of()));

        for (ImageRecord record : created) {
            ImageRecord end = scene.factory.await(record.id());
            assertThat(end.error()).get().asString().contains("the sky", "mocksphere");
            assertThat(scene.statuses(end)).doesNotContain(BUILDING);
        }
    }

    @Test
    void unknownParentsAreRefusedAndLeaveNothing() throws Exception {
        ImageRecord base = scene.made(Scene.base(Map.of()));
        List<String> before = scene.files();

        assertThatThrownBy(() -> scene.start(Scene.target(Optional.of(ImageId.random()), Map.of())))
                .isInstanceOf(NoSuchImageException.class);
        assertThatThrownBy(() -> scene.start(Scene.provider(Optional.of(base.id()), Map.of())))
                .isInstanceOf(NoSuchImageException.class)
                .hasMessageContaining("%s is a BaseImage, not a TargetImage", base.id());
        assertThat(scene.files()).isEqualTo(before);
    }
}
