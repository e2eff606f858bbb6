package org.imagefactory.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.imagefactory.store.ImageStatus.BUILDING;
import static org.imagefactory.store.ImageStatus.COMPLETE;
import static org.imagefactory.store.ImageStatus.DELETED;
import static org.imagefactory.store.ImageStatus.DELETEFAILED;
import static org.imagefactory.store.ImageStatus.DELETING;
import static org.imagefactory.store.ImageStatus.FAILED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.HostException;
import org.imagefactory.lifecycle.BaseImageImporter.Imported;
import org.imagefactory.store.Claim;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How images end: failed, deleted, interrupted; and how they come in ready-made. */
@Timeout(60)
class EndTest {

    private static final DeletionRequest WITH_CREDENTIALS =
            new DeletionRequest(
                    Optional.of("other provider"),
                    Optional.of("<c><password>pass/word</password></c>"),
                    Optional.empty(),
                    Map.of("extra", "more"));

    @TempDir private Path folder;
    private final Gates gates = new Gates();
    private Scene scene;

    @BeforeEach
    void open() throws Exception {
        scene = new Scene(folder, 2, 4, gates.os, gates.cloud);
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    private ImageRecord pushed(Map<String, Object> parameters) throws Exception {
        gates.permits.release(3);
        ImageRecord pushed = scene.made(Scene.provider(Optional.empty(), parameters));
        assertThat(pushed.status()).isEqualTo(COMPLETE);
        return pushed;
    }

    @Test
    void aBugIsASentenceInTheRecordAndAStackTraceForTheLog() throws Exception {
        ImageRecord made = scene.made(Scene.base(Map.of("problem", "bug")));

        assertThat(made.error())
                .contains(
                        "a bug in this program (IllegalStateException); the log tells more, please"
                                + " report it");
        assertThat(scene.log).contains("java.lang.IllegalStateException: a bug");
    }

    @Test
    void anEndThatCannotBeWrittenIsToldAndWrittenLater() throws Exception {
        ImageRecord image = scene.start(Scene.base(Map.of()));
        scene.awaitStatus(image, BUILDING);
        Scene.until(() -> gates.working.get() == 1);
        Path meta = scene.store.folder().resolve(image.id() + ".meta");
        Path kept = Files.move(meta, folder.resolve("kept"));
        Files.createDirectory(meta); // nothing can be renamed to it
        scene.factory.cancel(image.id(), "cancelled");
        assertThat(scene.factory.await(image.id()).status()).isEqualTo(FAILED);
        assertThat(scene.factory.find(image.id())).get().extracting("status").isEqualTo(FAILED);
        assertThat(scene.store.isWorkedOn(image.id())).isTrue();

        Files.move(meta, folder.resolve("aside"));
        Files.move(kept, meta);
        while (scene.store.isWorkedOn(image.id())) {
            Thread.sleep(20);
        }
        assertThat(scene.stored(image).status()).isEqualTo(FAILED);
    }

    @Test
    void secretsOfTemplatesAndCredentialsAreMasked() throws Exception {
        ImageRecord made = scene.made(Scene.base(Map.of("problem", "secret")));
        assertThat(made.error()).contains("******** is no good; take another; one");
        assertThat(scene.log).contains("the password is ********");

        gates.permits.release(3);
        ImageRecord target = scene.made(Scene.target(Optional.empty(), Map.of()));
        ImageRecord pushed =
                scene.made(Scene.provider(Optional.of(target.id()), Map.of("problem", "yes")));
        assertThat(pushed.error())
                .contains(
                        "the provider says: ******** %s, bad ********"
                                .formatted(scene.store.body(target.id())));
    }

    @Test
    void aDeletedImageIsGoneAndItsChildrenStay() throws Exception {
        gates.permits.release(2);
        ImageRecord target = scene.made(Scene.target(Optional.empty(), Map.of()));
        ImageId base = target.parent().orElseThrow();

        ImageRecord deleting = scene.factory.delete(base, DeletionRequest.PLAIN);
        assertThat(deleting.status()).isIn(DELETING, DELETED);
        ImageRecord deleted = scene.factory.await(base);

        assertThat(deleted.status()).isEqualTo(DELETED);
        assertThat(deleted.activity()).isEqualTo("Image deleted.");
        assertThat(scene.files()).containsExactly(target.id() + ".body", target.id() + ".meta");
        assertThat(scene.statuses(deleted)).endsWith(COMPLETE, DELETING, DELETED);
        assertThat(scene.factory.find(base)).isEmpty();
        assertThatThrownBy(() -> scene.factory.delete(base, DeletionRequest.PLAIN))
                .isInstanceOf(NoSuchImageException.class)
                .hasMessage("No image found with id: " + base);
    }

    @Test
    void aBuildIsCancelledBeforeItIsDeleted() throws Exception {
        List<ImageRecord> chain = scene.factory.create(Scene.target(Optional.empty(), Map.of()));
        ImageId base = chain.get(0).id();
        Scene.until(() -> gates.working.get() == 1);

        ImageRecord first = scene.factory.delete(base, DeletionRequest.PLAIN);
        assertThat(first.id()).isEqualTo(base);
        assertThat(scene.factory.await(base).status()).isEqualTo(DELETED);

        assertThat(gates.interrupted).hasValue(1);
        assertThat(scene.statuses(chain.get(0))).endsWith(BUILDING, FAILED, DELETING, DELETED);
        ImageRecord target = scene.factory.await(chain.get(1).id());
        assertThat(target.status()).isEqualTo(FAILED);
        assertThat(target.error()).get().asString().contains(base.text(), "deleted");
    }

    @Test
    void deletionFromAProviderNeedsCredentials() throws Exception {
        ImageRecord pushed = pushed(Map.of());

        assertThat(scene.factory.deletingNeedsCredentials(pushed, Optional.empty())).isTrue();
        assertThatThrownBy(() -> scene.factory.delete(pushed.id(), DeletionRequest.PLAIN))
                .isInstanceOf(MissingCredentialsException.class);
        assertThat(scene.stored(pushed)).isEqualTo(pushed);

        scene.factory.delete(pushed.id(), WITH_CREDENTIALS);
        assertThat(scene.factory.await(pushed.id()).status()).isEqualTo(DELETED);
        assertThat(gates.said)
                .contains(
                        "delete id of %s mock other provider <c><password>pass/word</password></c>"
                                        .formatted(pushed.id())
                                + " more");
    }

    @Test
    void whatTheProviderKeepsStaysInTheStore() throws Exception {
        ImageRecord pushed = pushed(Map.of("stubborn", "yes"));

        scene.factory.delete(pushed.id(), WITH_CREDENTIALS);
        ImageRecord end = scene.factory.await(pushed.id());

        assertThat(end.status()).isEqualTo(DELETEFAILED);
        assertThat(end.activity()).isEqualTo("Failed to delete image.");
        assertThat(end.error()).contains("no with ********");
        assertThat(scene.stored(pushed)).isEqualTo(end);
        assertThat(end.percent()).isEqualTo(100);
    }

    @Test
    void theCallbacksOfADeletionHearOfIt() throws Exception {
        gates.permits.release();
        ImageRecord made =
                scene.made(Scene.base(Map.of("callbacks", List.of("http://a.example/"))));

        scene.factory.delete(
                made.id(),
                new DeletionRequest(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("callbacks", List.of("debug", "http://a.example/"))));
        scene.factory.await(made.id());

        ImageChange last = scene.changes.get(scene.changes.size() - 1);
        assertThat(last.record().status()).isEqualTo(DELETED);
        assertThat(last.callbacks())
                .extracting(CallbackAddress::text)
                .containsExactly("http://a.example/", "debug");
    }

    @Test
    void aShutDownFailsWhateverIsNotOver() throws Exception {
        List<ImageRecord> chain = scene.factory.create(Scene.provider(Optional.empty(), Map.of()));
        Scene.until(() -> gates.working.get() == 1);

        scene.factory.shutDown("interrupted by a signal", Duration.ofSeconds(20));

        for (ImageRecord image : chain) {
            ImageRecord end = scene.stored(image);
            assertThat(end.status()).isEqualTo(FAILED);
            assertThat(end.error()).contains("interrupted by a signal");
        }
        assertThat(scene.work).isEmptyDirectory();
        assertThatThrownBy(() -> scene.start(Scene.base(Map.of())))
                .isInstanceOf(HostException.class);
        assertThat(scene.files()).hasSize(6);
    }

    @Test
    void unfinishedWorkOfTheDeadIsFailed() throws Exception {
        ImageRecord dead =
                ImageRecord.create(
                        ImageId.random(),
                        ImageType.BASE,
                        Optional.of(Scene.TEMPLATE),
                        Optional.empty(),
                        Map.of("callbacks", List.of("debug")));
        scene.store.create(dead).close();
        Files.createDirectories(scene.work.resolve("imagefactory-" + dead.id()).resolve("x"));
        ImageRecord alive = scene.start(Scene.base(Map.of()));
        Scene.until(() -> gates.working.get() == 1);
        ImageRecord claimed =
                ImageRecord.create(
                        ImageId.random(),
                        ImageType.BASE,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of());

        try (Claim claim = scene.store.create(claimed)) {
            assertThat(scene.factory.recover()).isEqualTo(1);
            assertThat(claim.id()).isEqualTo(claimed.id());
        }

        ImageRecord failed = scene.stored(dead);
        assertThat(failed.status()).isEqualTo(FAILED);
        assertThat(failed.error()).contains("interrupted by restart");
        assertThat(scene.stored(alive).status()).isEqualTo(BUILDING);
        assertThat(scene.stored(claimed)).isEqualTo(claimed);
        assertThat(gates.said)
                .containsExactly("removed %s in imagefactory-%s".formatted(dead.id(), dead.id()));
        assertThat(scene.work.resolve("imagefactory-" + dead.id())).doesNotExist();
        assertThat(scene.statuses(dead)).containsExactly(FAILED);
    }

    @Test
    void whatAKilledPushLeftIsLookedFor() throws Exception {
        ImageRecord nothingDone = killedPush(Map.of());
        ImageRecord begun = killedPush(Map.of("where", "there"));

        assertThat(scene.factory.recover()).isEqualTo(2);

        assertThat(gates.said).containsExactly("leftovers of " + begun.id() + " at a provider");
        assertThat(scene.stored(begun).error()).contains("interrupted by restart");
        assertThat(scene.stored(nothingDone).status()).isEqualTo(FAILED);
        assertThat(scene.work.resolve("imagefactory-" + begun.id())).doesNotExist();
    }

    @Test
    void whatWasToBeDeletedIsDeletedAfterTheProcessDied() throws Exception {
        ImageRecord begun = killed(dead().withPercent(100).withStatus(DELETING));
        ImageRecord building =
                killed(dead().withStatus(BUILDING).withActivity(Activities.DELETING));
        ImageRecord cancelled =
                killed(dead().withStatus(FAILED).withError("failed", Deletions.WHY));
        ImageRecord notPushed = killed(push(Map.of()).withStatus(DELETING));
        ImageRecord pushed = killed(push(Map.of()).withPushed("id", "me").withStatus(DELETING));

        assertThat(scene.factory.recover()).isEqualTo(5);

        for (ImageRecord gone : List.of(begun, building, cancelled, notPushed)) {
            assertThat(scene.store.find(gone.id())).isEmpty();
            assertThat(scene.store.body(gone.id())).doesNotExist();
            assertThat(scene.statuses(gone)).last().isEqualTo(DELETED);
        }
        assertThat(scene.stored(pushed).status()).isEqualTo(DELETEFAILED);
        assertThat(scene.stored(pushed).error())
                .contains("interrupted by restart; delete the image again, with credentials");
        assertThat(gates.said)
                .containsExactly(
                        "removed %s in imagefactory-%s".formatted(building.id(), building.id()));
    }

    private static ImageRecord dead() {
        return ImageRecord.create(
                ImageId.random(),
                ImageType.BASE,
                Optional.of(Scene.TEMPLATE),
                Optional.empty(),
                Map.of());
    }

    /** An image whose process is no more. */
    private ImageRecord killed(ImageRecord record) throws Exception {
        scene.store.create(record).close();
        return record;
    }

    private ImageRecord killedPush(Map<String, Object> said) throws Exception {
        return killed(push(said));
    }

    private static ImageRecord push(Map<String, Object> said) {
        ImageRecord record =
                ImageRecord.create(
                                ImageId.random(),
                                ImageType.PROVIDER,
                                Optional.of(Scene.TEMPLATE),
                                Optional.empty(),
                                Map.of())
                        .withTarget("mock")
                        .withProvider("a provider");
        for (Map.Entry<String, Object> each : said.entrySet()) {
            record = record.withProperty(each.getKey(), each.getValue());
        }
        return record;
    }

    @Test
    void anImportedImageIsCompleteOrIsNot() throws Exception {
        ImageRecord made =
                scene.factory.importBaseImage(
                        folder.resolve("disk"),
                        Map.of("mine", 1),
                        job -> {
                            try {
                                Files.writeString(job.body(), "disk");
                                Files.createFile(job.folder().resolve("scratch"));
                            } catch (java.io.IOException e) {
                                throw new AssertionError(e);
                            }
                            job.log().accept("imported");
                            return new Imported(
                                    Scene.TEMPLATE, Optional.of("<icicle/>"), Map.of("theirs", 2));
                        });

        assertThat(made.status()).isEqualTo(COMPLETE);
        assertThat(made.percent()).isEqualTo(100);
        assertThat(made.activity()).isEqualTo("Base Image build complete");
        assertThat(made.parameters()).containsEntry("mine", 1).containsEntry("theirs", 2);
        assertThat(scene.stored(made)).isEqualTo(made);
        assertThat(scene.store.body(made.id())).hasContent("disk");
        List<String> files = scene.files();
        assertThat(files).hasSize(2);

        assertThatThrownBy(
                        () ->
                                scene.factory.importBaseImage(
                                        folder.resolve("disk"),
                                        Map.of(),
                                        job -> {
                                            throw new HostException("no system in it", "");
                                        }))
                .hasMessage("no system in it");
        assertThat(scene.files()).isEqualTo(files);
        assertThat(scene.work).isEmptyDirectory();
    }
}
