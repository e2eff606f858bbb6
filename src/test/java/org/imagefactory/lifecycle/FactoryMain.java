package org.imagefactory.lifecycle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.imagefactory.error.BuildException;
import org.imagefactory.store.Claim;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStore;
import org.imagefactory.store.ImageType;

/** A process that uses a store; tests start it, and kill it. */
final class FactoryMain {

    private FactoryMain() {}

    /**
     * @param arguments folder, and what to do in it
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        switch (arguments[1]) {
            case "work" -> work(folder);
            case "build" -> build(folder);
            case "fill" -> fill(folder, Integer.parseInt(arguments[2]));
            case "look" -> look(folder);
            default -> throw new IllegalArgumentException(arguments[1]);
        }
        System.exit(0);
    }

    /** Makes and deletes images until it is killed. */
    private static void work(Path folder) throws Exception {
        Scene scene = new Scene(folder);
        System.out.println("ready");
        Random random = new Random();
        List<ImageId> made = new ArrayList<>();
        while (true) {
            for (ImageRecord record :
                    scene.factory.create(
                            Scene.provider(Optional.empty(), Map.of("mock_seconds", 0.02)))) {
                made.add(record.id());
            }
            Thread.sleep(random.nextInt(50));
            if (made.size() > 6) {
                scene.factory.delete(
                        made.remove(random.nextInt(made.size())), DeletionRequest.PLAIN);
            }
        }
    }

    /** Builds one image that takes long, and tells how it ends. */
    private static void build(Path folder) throws Exception {
        Scene scene = new Scene(folder);
        ImageRecord record = scene.start(Scene.base(Map.of("mock_seconds", 60)));
        scene.awaitStatus(record, org.imagefactory.store.ImageStatus.BUILDING);
        System.out.println(record.id());
        ImageRecord end = scene.factory.await(record.id());
        System.out.println(end.status() + " " + end.error().orElse(""));
    }

    /** Makes images with large templates until that fails, and tells how many there are. */
    private static void fill(Path folder, int characters) throws Exception {
        Scene scene = new Scene(folder);
        String template = "x".repeat(characters);
        for (int i = 0; i < 1000; i++) {
            try {
                scene.factory.create(Scene.base(template, Map.of()));
            } catch (BuildException e) {
                System.out.println(e.getMessage());
                System.out.println(e.advice().orElse(""));
                break;
            }
        }
        look(folder);
    }

    private static void look(Path folder) throws Exception {
        ImageStore store = ImageStore.open(folder.resolve("store"), System.out::println);
        List<ImageRecord> list = store.list();
        System.out.println(list.size() + " records");
        for (ImageRecord record : list) {
            try {
                Optional<Claim> claim = store.claim(record.id());
                claim.ifPresent(Claim::close);
                System.out.println("can be claimed");
            } catch (java.io.IOException e) {
                System.out.println("cannot be claimed");
            }
        }
        try {
            store.create(
                            ImageRecord.create(
                                    ImageId.random(),
                                    ImageType.BASE,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Map.of()))
                    .close();
        } catch (java.io.IOException e) {
            System.out.println("nothing can be made");
        }
    }
}
