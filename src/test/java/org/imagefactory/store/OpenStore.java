package org.imagefactory.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store that was opened, and what one looks at it with. */
abstract class OpenStore {

    /** As the original writes a record, with all of its habits. */
    static final String OLD =
            """
            {"type": "TargetImage", "status": "COMPLETE", "target": "mock", "icicle": null, \
            "base_image_id": "7cc76ad6-d27d-4f80-b6cd-ba5a4a83cc67", "properties": {}, \
            "identifier": "4cc3b024-5fe7-4b0b-934b-c5d463b990b0", "percent_complete": 100, \
            "status_detail": {"activity": "Target Image build complete", "error": null}, \
            "data": "/elsewhere/x.body", "template": "<template>\\u00e4</template>\\n", \
            "parameters": null, "their own": [1, 2.50, {"x": null}]}""";

    static final ImageId OLD_ID = new ImageId("4cc3b024-5fe7-4b0b-934b-c5d463b990b0");

    @TempDir Path parent;
    Path folder;
    ImageStore store;
    final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void open() throws Exception {
        folder = parent.resolve("a/store");
        store = ImageStore.open(folder, log::add);
    }

    static ImageRecord base(Map<String, Object> parameters) {
        return ImageRecord.create(
                ImageId.random(),
                ImageType.BASE,
                Optional.of("<template/>"),
                Optional.empty(),
                parameters);
    }

    ImageRecord made(ImageRecord record) throws Exception {
        store.create(record).close();
        return record;
    }

    Path meta(ImageId id) {
        return folder.resolve(id + ".meta");
    }

    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
