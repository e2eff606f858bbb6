package org.imagefactory.aeolus;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageStore;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/** Tells which images there are; each is printed when it is found, however many there are. */
final class ImagesCommand {

    private static final String INDENT = "    ";

    private final Answers answers;
    private int found;
    private String first = "";

    ImagesCommand(Answers answers) {
        this.answers = answers;
    }

    /** Hears of an image. */
    @FunctionalInterface
    interface Found {
        void image(
                ImageId id,
                ImageType type,
                ImageStatus status,
                Supplier<Map<String, @Nullable Object>> shown);
    }

    /** Tells of the images that are wanted, by identifier. */
    @FunctionalInterface
    interface Listing<E extends Exception> {
        void list(Map<String, @Nullable Object> wanted, Found found)
                throws BuildException, InterruptedException, E;
    }

    /** Of a store of this host. */
    int run(Request request, ImageStore store) throws BuildException {
        try {
            return run(
                    request,
                    (wanted, found) ->
                            store.list(
                                    record -> {
                                        if (record.matches(wanted, store.body(record.id()))) {
                                            found.image(
                                                    record.id(),
                                                    record.type(),
                                                    record.status(),
                                                    () -> record.toMap(store.body(record.id())));
                                        }
                                        return Optional.empty();
                                    }));
        } catch (IOException e) {
            throw new HostException(
                    "cannot list the store %s: %s".formatted(store.folder(), FileReason.of(e)),
                    "",
                    e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // nothing waits
        }
    }

    <E extends Exception> int run(Request request, Listing<E> images)
            throws BuildException, InterruptedException, E {
        images.list(wanted(request.operand()), this::tell);
        if (answers.isJson()) {
            answers.piece(end());
        }
        answers.flush();
        return Ending.DONE.code();
    }

    private static Map<String, @Nullable Object> wanted(String text) throws BuildException {
        try {
            return Json.object(text);
        } catch (JsonException e) {
            throw new HostException(
                    "the FETCH_SPEC " + e.getMessage(),
                    "write an object such as '{\"type\": \"BaseImage\"}', or {} for all",
                    e);
        }
    }

    private void tell(
            ImageId id,
            ImageType type,
            ImageStatus status,
            Supplier<Map<String, @Nullable Object>> shown) {
        found++;
        if (!answers.isJson()) {
            answers.piece("%s %s %s\n".formatted(id, type.recordWord(), status));
            return;
        }
        String json = Json.indented(shown.get());
        if (found == 1) {
            first = json; // whether it is the only one decides its form
            return;
        }
        if (found == 2) {
            answers.piece("{\n  \"images\": [\n" + indented(first));
            first = "";
        }
        answers.piece(",\n" + indented(json));
    }

    private String end() {
        return switch (found) {
            case 0 -> "{}\n";
            case 1 -> first + "\n";
            default -> "\n  ]\n}\n";
        };
    }

    /** In the texts of a document no line ends. */
    private static String indented(String json) {
        return INDENT + json.replace("\n", "\n" + INDENT);
    }
}
