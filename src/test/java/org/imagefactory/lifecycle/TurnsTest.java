package org.imagefactory.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagefactory.store.ImageStatus.BUILDING;
import static org.imagefactory.store.ImageStatus.COMPLETE;
import static org.imagefactory.store.ImageStatus.FAILED;
import static org.imagefactory.store.ImageStatus.NEW;
import static org.imagefactory.store.ImageStatus.PENDING;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is worked on when. */
@Timeout(60)
class TurnsTest {

    @TempDir private Path folder;
    private final Gates gates = new Gates();

    private Scene scene(int places, int pushes) throws Exception {
        return new Scene(folder, places, pushes, gates.os, gates.cloud);
    }

    @Test
    void soManyAreBuiltAndTheOthersWaitInTheOrderOfArrival() throws Exception {
        try (Scene scene = scene(2, 4)) {
            List<ImageRecord> images = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                images.add(scene.start(Scene.base(Map.of())));
            }
            Scene.until(() -> gates.working.get() == 2);

            assertThat(statuses(scene, images))
                    .containsExactly(BUILDING, BUILDING, PENDING, PENDING, PENDING);

            gates.permits.release();
            Scene.until(() -> scene.stored(images.get(2)).status() == BUILDING);
            assertThat(scene.stored(images.get(3)).status()).isEqualTo(PENDING);

            gates.permits.release(4);
            for (ImageRecord image : images) {
                assertThat(scene.factory.await(image.id()).status()).isEqualTo(COMPLETE);
            }
            assertThat(gates.mostWorking).hasValue(2);
            assertThat(scene.statuses(images.get(0))).containsExactly(NEW, BUILDING, COMPLETE);
            assertThat(scene.statuses(images.get(4)))
                    .containsExactly(NEW, PENDING, BUILDING, COMPLETE);
        }
    }

    @Test
    void whoWaitsForAParentTakesNoPlace() throws Exception {
        try (Scene scene = scene(1, 4)) {
            List<ImageRecord> one =
                    scene.factory.create(Scene.provider(Optional.empty(), Map.of()));
            List<ImageRecord> other =
                    scene.factory.create(Scene.provider(Optional.empty(), Map.of()));
            gates.permits.release(6);

            assertThat(scene.factory.await(other.get(2).id()).status()).isEqualTo(COMPLETE);
            assertThat(scene.factory.await(one.get(2).id()).status()).isEqualTo(COMPLETE);
            assertThat(gates.mostWorking).hasValue(1);
        }
    }

    @Test
    void aCloudGetsSoManyPushesAndHoldsUpNobodyElse() throws Exception {
        try (Scene scene = scene(4, 2)) {
            gates.permits.release(2);
            ImageRecord target = scene.made(Scene.target(Optional.empty(), Map.of()));
            List<ImageRecord> pushes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                pushes.add(scene.start(Scene.provider(Optional.of(target.id()), Map.of())));
            }
            ImageRecord elsewhere =
                    scene.start(Scene.provider(Optional.of(target.id()), "mocksphere", Map.of()));
            ImageRecord base = scene.start(Scene.base(Map.of()));
            Scene.until(() -> gates.working.get() == 4);

            assertThat(statuses(scene, pushes))
                    .containsExactly(BUILDING, BUILDING, PENDING, PENDING);
            assertThat(scene.stored(elsewhere).status()).isEqualTo(BUILDING);
            assertThat(scene.stored(base).status()).isEqualTo(BUILDING);

            scene.factory.cancel(pushes.get(3).id(), "not wanted");
            assertThat(scene.factory.await(pushes.get(3).id()).error()).contains("not wanted");
            gates.permits.release(5);
            assertThat(scene.factory.await(pushes.get(2).id()).status()).isEqualTo(COMPLETE);
            assertThat(gates.mostPushing).hasValueLessThanOrEqualTo(3);
        }
    }

    @Test
    void whatIsCancelledWhileItWaitsIsNeverBuilt() throws Exception {
        try (Scene scene = scene(1, 4)) {
            ImageRecord first = scene.start(Scene.base(Map.of()));
            ImageRecord second = scene.start(Scene.base(Map.of()));
            List<ImageRecord> chain =
                    scene.factory.create(Scene.target(Optional.empty(), Map.of()));
            ImageRecord last = scene.start(Scene.base(Map.of()));
            Scene.until(() -> gates.working.get() == 1);

            scene.factory.cancel(second.id(), "not wanted");
            scene.factory.cancel(chain.get(1).id(), "not wanted either");

            assertThat(scene.factory.await(second.id()).error()).contains("not wanted");
            assertThat(scene.factory.await(chain.get(1).id()).error())
                    .contains("not wanted either");
            gates.permits.release(3);
            for (ImageRecord image : List.of(first, chain.get(0), last)) {
                assertThat(scene.factory.await(image.id()).status()).isEqualTo(COMPLETE);
            }
            assertThat(scene.statuses(second)).containsExactly(NEW, PENDING, FAILED);
        }
    }

    @Test
    void whatIsCancelledWhileItIsBuiltIsInterrupted() throws Exception {
        try (Scene scene = scene(1, 4)) {
            List<ImageRecord> chain =
                    scene.factory.create(Scene.target(Optional.empty(), Map.of()));
            Scene.until(() -> gates.working.get() == 1);

            scene.factory.cancel(chain.get(0).id(), "changed my mind");

            ImageRecord base = scene.factory.await(chain.get(0).id());
            assertThat(base.error()).contains("changed my mind");
            assertThat(scene.factory.await(chain.get(1).id()).error())
                    .contains("the base image %s failed: changed my mind".formatted(base.id()));
            assertThat(gates.interrupted).hasValue(1);
            assertThat(scene.work).isEmptyDirectory();
            assertThat(scene.stored(base)).isEqualTo(base);

            gates.permits.release();
            assertThat(scene.made(Scene.base(Map.of())).status()).isEqualTo(COMPLETE);
        }
    }

    @Test
    void targetsThatNeedNoWorkAreCompleteAtOnce() throws Exception {
        try (Scene scene = scene(1, 4)) {
            gates.permits.release();
            ImageRecord target = scene.made(Scene.target(Optional.empty(), Map.of("should", "no")));

            assertThat(target.status()).isEqualTo(COMPLETE);
            assertThat(target.percent()).isEqualTo(100);
        }
    }

    private static List<ImageStatus> statuses(Scene scene, List<ImageRecord> images)
            throws Exception {
        List<ImageStatus> statuses = new ArrayList<>();
        for (ImageRecord image : images) {
            statuses.add(scene.stored(image).status());
        }
        return statuses;
    }
}
