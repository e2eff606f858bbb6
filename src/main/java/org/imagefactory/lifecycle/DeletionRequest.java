package org.imagefactory.lifecycle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says who wants an image deleted. Only provider images need any of it, and not all
 * of them.
 *
 * @param provider its definition, instead of the one in the record
 * @param credentials for the provider; secret: never stored and never told
 * @param target the kind of cloud, instead of the one in the record
 * @param parameters for the plugin, beside those in the record
 */
public record DeletionRequest(
        Optional<String> provider,
        Optional<String> credentials,
        Optional<String> target,
        Map<String, @Nullable Object> parameters) {

    /** Of somebody who says nothing more. */
    public static final DeletionRequest PLAIN =
            new DeletionRequest(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public DeletionRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Without what may be a secret. */
    @Override
    public String toString() {
        return "request for a deletion";
    }
}
