package org.imagefactory.cli;

import java.util.List;
import java.util.OptionalInt;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.ExitStatus;

/** Writes the catalogs of images anew, and prints how many builds of each they offer. */
final class CatalogCommand {

    private final SpecReader reader;
    private final List<String> allImages;
    private final Invocation invocation;
    private final String version;

    /**
     * @param allImages whose catalogs are written if the request names none
     */
    CatalogCommand(
            SpecReader reader, List<String> allImages, Invocation invocation, String version) {
        this.reader = reader;
        this.allImages = allImages;
        this.invocation = invocation;
        this.version = version;
    }

    /** The status of the first image that something is wrong with; the others have their turn. */
    ExitStatus run(Request request) {
        List<String> images = request.operands().isEmpty() ? allImages : request.operands();
        return new ImageTour(reader, invocation, version)
                .run(
                        request,
                        images,
                        (factory, reading, listener) -> {
                            OptionalInt builds =
                                    factory.housekeeping()
                                            .catalog(
                                                    reading.spec(),
                                                    invocation.workingDirectory(),
                                                    listener);
                            print(reading.spec().name().text(), builds);
                            return ExitStatus.DONE;
                        });
    }

    private void print(String image, OptionalInt builds) {
        invocation
                .out()
                .println(
                        builds.isEmpty()
                                ? image + ": no catalog: the key catalog is not set"
                                : "%s: %d builds are in the catalog"
                                        .formatted(image, builds.getAsInt()));
        invocation.out().flush();
    }
}
