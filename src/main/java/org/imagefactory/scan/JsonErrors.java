package org.imagefactory.scan;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/** Says where data is no JSON, without quoting it. */
final class JsonErrors {

    private JsonErrors() {}

    /**
     * @param what it should be
     */
    static IOException of(String what, JsonProcessingException error) {
        JsonLocation place = error.getLocation();
        return new IOException(
                "is not %s: no JSON in line %d, column %d"
                        .formatted(
                                what,
                                place == null ? 0 : place.getLineNr(),
                                place == null ? 0 : place.getColumnNr()),
                error);
    }
}
