package org.imagefactory.cli;

import java.util.OptionalInt;
import org.imagefactory.error.ExitStatus;

/** Writes the catalogs of images anew, and prints how many builds of each they offer. */
final class CatalogCommand {

    private final ImageTour tour;
    private final Invocation invocation;

    CatalogCommand(ImageTour tour, Invocation invocation) {
        this.tour = tour;
        this.invocation = invocation;
    }

    /** The status of the first image that something is wrong with; the others have their turn. */
    ExitStatus run(Request request) {
        return tour.run(
                request,
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
