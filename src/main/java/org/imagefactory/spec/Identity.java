package org.imagefactory.spec;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What makes a difference to an image, or to the use that is made of it: two specifications with
 * the same identity lead to the same image, in the same places. It says nothing of the content of
 * files that a specification names. It may hold secrets: remember digests of it.
 *
 * @param fields texts of the fields that say something
 * @param destinations texts of the upload destinations, by name
 */
public record Identity(Map<Field, String> fields, Map<String, String> destinations) {

    public Identity {
        fields = Collections.unmodifiableMap(new EnumMap<>(fields));
        destinations = Collections.unmodifiableMap(new TreeMap<>(destinations));
    }

    static Identity of(ImageSpec spec) {
        Map<Field, String> fields = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            String text = FieldValues.of(field, spec);
            if (!text.isEmpty()) {
                fields.put(field, text);
            }
        }
        Map<String, String> destinations = new TreeMap<>();
        spec.uploads().forEach(place -> destinations.put(place.name(), place.toString()));
        return new Identity(fields, destinations);
    }
}
