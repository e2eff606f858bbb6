package org.imagefactory.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageStore;
import org.imagefactory.store.ImageType;

/**
 * How long it takes to list a store of 10,000 images, and to read their records as plain files: the
 * best of many rounds, which whatever else the machine does disturbs least. Not a test: {@code
 * ./dev bench} starts it.
 */
public final class StoreBench {

    private static final int IMAGES = 10_000;
    private static final int ROUNDS = 30;

    private StoreBench() {}

    /** What is measured. */
    private interface Work {
        int run() throws IOException;
    }

    /**
     * @param arguments a folder in which the store is made
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        ImageStore store = ImageStore.open(folder, System.out::println);
        fill(folder, store);
        double plain = Double.MAX_VALUE;
        double list = Double.MAX_VALUE;
        double find = Double.MAX_VALUE;
        for (int round = 1; round <= ROUNDS; round++) {
            plain = Math.min(plain, seconds(() -> plain(folder)));
            list =
                    Math.min(
                            list,
                            seconds(() -> store.list(record -> Optional.of(record.id())).size()));
            find = Math.min(find, seconds(() -> store.find(Map.of("status", "FAILED")).size()));
        }
        System.out.printf(
                "  best of %d: files %.0f ms, list %.0f ms (%.2f), find %.0f ms (%.2f)%n",
                ROUNDS, plain * 1e3, list * 1e3, plain / list, find * 1e3, plain / find);
    }

    /** About 6 KB each, as a template and a list of 100 packages have. */
    private static void fill(Path folder, ImageStore store) throws Exception {
        String template =
                "<template>\n%s</template>\n".formatted("<package name=\"x\"/>\n".repeat(40));
        String icicle = "<package name=\"some-package-1.2-3.x86_64\"></package>".repeat(100);
        ImageRecord one =
                ImageRecord.create(
                                ImageId.random(),
                                ImageType.BASE,
                                Optional.of(template),
                                Optional.empty(),
                                Map.of())
                        .withIcicle(icicle)
                        .withStatus(ImageStatus.COMPLETE)
                        .withPercent(100);
        store.create(one).close();
        String line = Files.readString(folder.resolve(one.id() + ".meta"));
        for (int i = 1; i < IMAGES; i++) {
            ImageId id = ImageId.random();
            Files.writeString(
                    folder.resolve(id + ".meta"), line.replace(one.id().text(), id.text()));
            Files.createFile(store.body(id));
        }
    }

    private static int plain(Path folder) throws IOException {
        int bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.meta")) {
            for (Path file : files) {
                bytes += Files.readAllBytes(file).length;
            }
        }
        return bytes;
    }

    private static double seconds(Work work) throws IOException {
        long begin = System.nanoTime();
        if (work.run() < 0) {
            throw new IllegalStateException();
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
