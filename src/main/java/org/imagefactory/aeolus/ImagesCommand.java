package org.imagefactory.aeolus;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStore;
import org.jspecify.annotations.Nullable;

/** Tells which images there are; each is printed when it is found, however many there are. */
final class ImagesCommand {

    private static final String INDENT = "    ";

    private final ImageStore store;
    private final Answers answers;
    private int found;
    private String first = "";

    ImagesCommand(ImageStore store, Answers answers) {
        this.store = store;
        this.answers = answers;
    }

    int run(Request request) throws BuildException {
        Map<String, @Nullable Object> wanted = wanted(request.operand());
        try {
            store.list(
                    record -> {
                        if (record.matches(wanted, store.body(record.id()))) {
                            tell(record);
                        }
                        return Optional.empty();
                    });
        } catch (IOException e) {
            throw new HostException(
                    "cannot list the store %s: %s".formatted(store.folder(), e.getMessage()),
                    "",
                    e);
        }
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

    private void tell(ImageRecord record) {
        found++;
        if (!answers.isJson()) {
            answers.piece(
                    "%s %s %s\n"
                            .formatted(record.id(), record.type().recordWord(), record.status()));
            return;
        }
        String json = Json.indented(record.toMap(store.body(record.id())));
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
