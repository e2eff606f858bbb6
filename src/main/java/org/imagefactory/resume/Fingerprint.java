package org.imagefactory.resume;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Sha256;

/**
 * What may not change between the attempts of one build, as digests: nothing of it can be read from
 * a checkpoint.
 *
 * @param builder name and version of this program
 * @param answers SHA-256 of the answer file; empty for none
 * @param settings SHA-256 of what the fields say, by stable name, those that make a difference
 * @param uploads SHA-256 of the destinations and their commands, which may change until something
 *     was uploaded
 */
record Fingerprint(String builder, String answers, Map<String, String> settings, String uploads) {

    /** They make a difference only behind the publication; uploads are looked at apart. */
    static final Set<Field> LATE = Set.of(Field.POST_BUILD, Field.UPLOADS);

    Fingerprint {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    static Fingerprint of(ImageSpec spec, String builder, String answers) {
        Map<String, String> settings = new TreeMap<>();
        spec.identity()
                .fields()
                .forEach(
                        (field, text) -> {
                            if (!LATE.contains(field)) {
                                settings.put(field.id(), sha256(text));
                            }
                        });
        return new Fingerprint(builder, answers, settings, sha256(spec.uploads().toString()));
    }

    /** Everything that differs in another one, except the uploads; in words, for a message. */
    List<String> differences(Fingerprint other) {
        List<String> differences = new ArrayList<>();
        if (!builder.equals(other.builder)) {
            differences.add("the program (%s)".formatted(builder));
        }
        if (!answers.equals(other.answers)) {
            differences.add("the answer file");
        }
        Set<String> keys = new TreeSet<>(settings.keySet());
        keys.addAll(other.settings.keySet());
        keys.removeIf(key -> Objects.equals(settings.get(key), other.settings.get(key)));
        keys.forEach(id -> differences.add(Field.marked(id)));
        return differences;
    }

    private static String sha256(String text) {
        return Sha256.of(text).hex();
    }
}
