package org.imagefactory.service.rest;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.PrintableText;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;

/** What kinds of answers a client says that it takes. */
final class Accepted {

    /** What may be asked for although the answer is something else: the answer to all is JSON. */
    private static final String JSON = "application/json";

    private Accepted() {}

    /**
     * @param produces the media type of the answer
     * @throws RequestException the client takes neither it nor JSON
     */
    static void require(Optional<String> accept, String produces) throws RequestException {
        if (accept.isEmpty() || accept.get().isBlank()) {
            return;
        }
        String field = accept.get().toLowerCase(Locale.ROOT);
        String group = produces.isEmpty() ? JSON : produces.replaceFirst("/.*", "/*");
        String exact = produces.replaceFirst(";.*", "");
        boolean fine =
                field.contains("*/*")
                        || field.contains("application/*")
                        || field.contains(JSON)
                        || field.contains(group)
                        || (!exact.isEmpty() && field.contains(exact));
        if (!fine) {
            throw new RequestException(
                    Fault.NOT_ACCEPTABLE,
                    "Responses in %s are currently unsupported."
                            .formatted(PrintableText.of(accept.get())),
                    Map.of());
        }
    }
}
