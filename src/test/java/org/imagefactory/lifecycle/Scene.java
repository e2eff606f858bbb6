package org.imagefactory.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.MockCloud;
import org.imagefactory.plugin.MockOs;
import org.imagefactory.plugin.OsPlugin;
import org.imagefactory.plugin.PluginFactory;
import org.imagefactory.plugin.Plugins;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageStore;
import org.imagefactory.store.ImageType;

/** A store in a folder, a factory that works with the mocks, and all that it told. */
final class Scene implements AutoCloseable {

    static final String TEMPLATE =
            """
            <template>
              <name>scene</name>
              <os>
                <name>MockOS_A</name><version>1</version><arch>x86_64</arch>
                <install type="url"><url>http://mirror.example.org/</url></install>
                <rootpw>verysecret</rootpw>
              </os>
              <description>A scene</description>
              <packages><package name="one"/></packages>
            </template>
            """;

    final ImageStore store;
    final TemplateFactory factory;
    final Path work;
    final List<ImageChange> changes = Collections.synchronizedList(new ArrayList<>());
    final List<String> log = Collections.synchronizedList(new ArrayList<>());

    Scene(Path folder) throws Exception {
        this(folder, 2, 4, new MockOs(new CommonsExecRunner(System.getenv())), new MockCloud());
    }

    Scene(Path folder, int places, int pushes, OsPlugin os, CloudPlugin cloud) throws Exception {
        store = ImageStore.open(folder.resolve("store"), log::add);
        work = folder.resolve("work");
        Plugins plugins =
                Plugins.shipped(
                        List.of(
                                PluginFactory.of("MockOS", () -> os),
                                PluginFactory.of("MockCloud", () -> cloud)));
        factory =
                new TemplateFactory(
                        store, plugins, new LifecycleSettings(work, places, pushes, false));
        factory.listen(
                new LifecycleListener() {
                    @Override
                    public void changed(ImageChange change) {
                        changes.add(change);
                    }

                    @Override
                    public void logged(ImageId image, String line) {
                        log.add(line);
                    }

                    @Override
                    public void crashed(ImageId image, Throwable bug) {
                        log.add(bug.toString());
                    }
                });
    }

    static ImageRequest base(Map<String, Object> parameters) {
        return base(TEMPLATE, parameters);
    }

    static ImageRequest base(String template, Map<String, Object> parameters) {
        return new ImageRequest(
                ImageType.BASE,
                Optional.of(template),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                parameters,
                false);
    }

    static ImageRequest target(Optional<ImageId> parent, Map<String, Object> parameters) {
        return target(parent, "mock", parameters);
    }

    static ImageRequest target(
            Optional<ImageId> parent, String target, Map<String, Object> parameters) {
        return new ImageRequest(
                ImageType.TARGET,
                parent.isPresent() ? Optional.empty() : Optional.of(TEMPLATE),
                parent,
                Optional.of(target),
                Optional.empty(),
                Optional.empty(),
                parameters,
                false);
    }

    static ImageRequest provider(Optional<ImageId> parent, Map<String, Object> parameters) {
        return provider(parent, "mock", parameters);
    }

    static ImageRequest provider(
            Optional<ImageId> parent, String target, Map<String, Object> parameters) {
        return new ImageRequest(
                ImageType.PROVIDER,
                parent.isPresent() ? Optional.empty() : Optional.of(TEMPLATE),
                parent,
                Optional.of(target),
                Optional.of("a provider"),
                Optional.of("<c><password>pass/word</password></c>"),
                parameters,
                false);
    }

    /** The image asked for. */
    ImageRecord start(ImageRequest request) throws Exception {
        List<ImageRecord> chain = factory.create(request);
        return chain.get(chain.size() - 1);
    }

    ImageRecord made(ImageRequest request) throws Exception {
        return factory.await(start(request).id());
    }

    ImageRecord stored(ImageRecord record) throws Exception {
        return store.find(record.id()).orElseThrow();
    }

    void awaitStatus(ImageRecord record, ImageStatus status) throws Exception {
        until(() -> stored(record).status() == status);
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void until(Condition condition) throws Exception {
        long begin = System.nanoTime();
        while (!condition.holds()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(30));
            Thread.sleep(10);
        }
    }

    /** The statuses that an image was told to have, in order. */
    List<ImageStatus> statuses(ImageRecord record) {
        return told(record, ImageChange::ofStatus).map(ImageRecord::status).toList();
    }

    /** The records of an image as they were told. */
    Stream<ImageRecord> told(ImageRecord record, Predicate<ImageChange> which) {
        synchronized (changes) {
            return List.copyOf(changes).stream()
                    .filter(change -> change.record().id().equals(record.id()))
                    .filter(which)
                    .map(ImageChange::record);
        }
    }

    /** The names of all files in the store, the hidden ones too. */
    List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(store.folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void close() throws Exception {
        factory.shutDown("the test is over", Duration.ofSeconds(20));
        factory.close();
    }
}
